//! Files: uploaded, listed and deleted.

use crate::{
    kit::{Answer, NOBODYS, Person, TestApi, UPLOAD_LIMIT, request},
    shots::ids,
};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use xinggen_domain::ports::UnitOfWork as _;

/// The head of a PNG image: as much as tells what it is.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

/// Sound of so many milliseconds, 8 bits at 8 kHz, no two stretches of it alike.
pub(crate) fn wav(ms: u32) -> Vec<u8> {
    let data: Vec<u8> = (0..ms * 8).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + data.len() as u32).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    bytes.extend((data.len() as u32).to_le_bytes());
    bytes.extend(data);
    bytes
}

impl TestApi {
    /// Uploads a bare file.
    pub(crate) async fn upload(&self, who: &Person, name: &str, bytes: Vec<u8>) -> Answer {
        let path = format!("/assets/uploads?name={name}");
        let request = request(Method::POST, &path, Some(who)).insert_header(("content-type", "image/png"));
        self.send(request.set_payload(bytes)).await
    }

    /// Uploads a form of these fields: name, file name, bytes.
    async fn upload_form(&self, who: &Person, fields: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (field, name, bytes) in fields {
            let head = format!(
                "--line\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--line--\r\n");
        let request = request(Method::POST, "/assets/uploads", Some(who));
        self.send(
            request.insert_header(("content-type", "multipart/form-data; boundary=line")).set_payload(body),
        )
        .await
    }
}

#[actix_web::test]
async fn a_bare_file_is_known_by_its_bytes() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let made = api.upload(&who, "", png(640, 480)).await.with_status(StatusCode::CREATED);
    let view = made.json();
    assert_eq!((&view["kind"], &view["mime"]), (&json!("image"), &json!("image/png")));
    assert_eq!(
        (&view["width"], &view["height"], &view["duration_ms"]),
        (&json!(640), &json!(480), &Value::Null)
    );
    assert_eq!((&view["bytes"], view["sha256"].as_str().map(str::len)), (&json!(33), Some(64)));
    let one = format!("/assets/{}", view["id"].as_str().expect("an id"));
    assert_eq!(made.header("location"), format!("/api/v1{one}"));
    assert_eq!(api.get(&who, &one).await.ok(), view);
    let sound = api.upload(&who, "sound.png", wav(1500)).await.with_status(StatusCode::CREATED).json();
    assert_eq!(
        (&sound["kind"], &sound["mime"], &sound["duration_ms"]),
        (&json!("audio"), &json!("audio/wav"), &json!(1500))
    );
}

#[actix_web::test]
async fn a_form_has_the_name_that_tells_how_text_is_read() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let told = "雪下了一夜。".as_bytes();
    let made =
        api.upload_form(&who, &[("file", "故事.md", told)]).await.with_status(StatusCode::CREATED).json();
    assert_eq!((&made["kind"], &made["mime"]), (&json!("document"), &json!("text/markdown")));
    assert_eq!(made["bytes"], told.len());
    let cue = b"1\n00:00:00,000 --> 00:00:01,500\nsnow\n";
    let made =
        api.upload_form(&who, &[("file", "cues.srt", cue)]).await.with_status(StatusCode::CREATED).json();
    assert_eq!(made["kind"], "subtitle");
    let nameless = api.upload_form(&who, &[("file", "story", told)]).await;
    nameless.check_problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unknown_file");
}

#[actix_web::test]
async fn what_is_no_file_of_ours_is_refused() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let large = vec![0; UPLOAD_LIMIT + 1];
    api.upload(&who, "", vec![]).await.check_invalid("file", "empty");
    let unknown = api.upload(&who, "a.exe", b"MZ\0\0\x01\x02".to_vec()).await;
    unknown.check_problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unknown_file");
    let damaged = api.upload(&who, "", png(1, 1)[..14].to_vec()).await;
    damaged.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "damaged_file");
    assert_eq!(damaged.json()["mime"], "image/png");
    for answer in [api.upload_form(&who, &[("file", "a", &large)]).await, api.upload(&who, "", large).await] {
        answer.check_problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
        assert_eq!(answer.json()["limit"], UPLOAD_LIMIT);
    }
    let picture = png(1, 1);
    api.upload_form(&who, &[]).await.check_invalid("file", "missing");
    api.upload_form(&who, &[("image", "a.png", &picture)]).await.check_invalid("image", "unknown_field");
    let twice = api.upload_form(&who, &[("file", "a.png", &picture), ("file", "b.png", &picture)]).await;
    twice.check_invalid("file", "repeated");
    for kind in ["multipart/form-data", "multipart/form-data; boundary=line"] {
        let broken =
            request(Method::POST, "/assets/uploads", Some(&who)).insert_header(("content-type", kind));
        let broken = api.send(broken.set_payload("--line\r\nnothing")).await;
        broken.check_problem(StatusCode::BAD_REQUEST, "malformed_request");
    }
    assert_eq!(api.get(&who, "/assets").await.ok()["items"], json!([]), "nothing was stored");
    assert!(api.world.blobs.keys().is_empty());
}

#[actix_web::test]
async fn the_newest_are_listed_first_by_kind_and_page() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let mut made = Vec::new();
    for bytes in [png(1, 1), wav(10), png(2, 2), png(3, 3)] {
        made.insert(0, api.upload(&who, "", bytes).await.json()["id"].as_str().expect("an id").to_owned());
    }
    assert_eq!(ids(&api.get(&who, "/assets").await.ok()["items"]), made);
    let images = api.get(&who, "/assets?kind=image&limit=2").await.ok();
    assert_eq!((ids(&images["items"]), &images["next_cursor"]), (made[..2].to_vec(), &json!(made[1])));
    let rest = api.get(&who, &format!("/assets?kind=image&limit=2&cursor={}", made[1])).await.ok();
    assert_eq!((ids(&rest["items"]), &rest["next_cursor"]), (made[3..].to_vec(), &Value::Null));
    api.get(&who, "/assets?limit=0").await.check_invalid("limit", "out_of_range");
    let unknown = api.get(&who, "/assets?kind=song").await;
    unknown.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
}

#[actix_web::test]
async fn an_asset_goes_unless_something_uses_it() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let id = api.upload(&who, "", png(1, 1)).await.json()["id"].as_str().expect("an id").to_owned();
    let one = format!("/assets/{id}");
    api.delete(&who, &one).await.with_status(StatusCode::NO_CONTENT);
    api.get(&who, &one).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    api.delete(&who, &one).await.check_problem(StatusCode::NOT_FOUND, "not_found");

    let drama = api.drama(&who).await;
    let (build, mut tx) = (&api.world.build, api.world.store.begin(who.id).await.expect("begun"));
    let drama = tx.dramas().get(drama.parse().expect("an id")).await.expect("read").expect("there");
    let (asset, job) = (build.asset(who.id), build.image_job(&drama));
    tx.jobs().add(job.clone(), &[]).await.expect("added");
    tx.assets().add(asset.clone()).await.expect("added");
    tx.takes().add(build.take(&job, &asset)).await.expect("added");
    tx.commit().await.expect("committed");
    let used = api.delete(&who, &format!("/assets/{}", asset.id)).await;
    used.check_problem(StatusCode::CONFLICT, "in_use");
}

#[actix_web::test]
async fn nothing_is_found_by_others() {
    let api = TestApi::new().await;
    let (who, stranger) = (api.register().await, api.register().await);
    let id = api.upload(&who, "", png(1, 1)).await.json()["id"].as_str().expect("an id").to_owned();
    for id in [id.as_str(), NOBODYS, "no-id"] {
        let requests = [
            (Method::GET, format!("/assets/{id}"), Value::Null),
            (Method::GET, format!("/assets/{id}/content"), Value::Null),
            (Method::DELETE, format!("/assets/{id}"), Value::Null),
        ];
        api.check_hidden(&stranger, &requests).await;
        for (method, path, _) in requests {
            let answer = api.send(request(method, &path, None)).await;
            assert!(answer.status.is_client_error() && answer.status != StatusCode::FORBIDDEN, "{path}");
        }
    }
    assert_eq!(api.get(&stranger, "/assets").await.ok()["items"], json!([]));
    api.get(&who, &format!("/assets/{id}")).await.ok();
}
