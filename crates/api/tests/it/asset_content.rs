//! The bytes of files: by links and tokens, whole and in part.

use crate::{
    assets::{png, wav},
    kit::{Answer, PUBLIC_URL, Person, TestApi, request},
};
use actix_web::{
    http::{Method, StatusCode},
    test::TestRequest,
};
use chrono::Duration;
use serde_json::Value;
use xinggen_domain::{
    ports::{BlobStore as _, UnitOfWork as _},
    user::{User, UserStatus},
};

/// A sound of several pieces, whose it is, and a link to it.
struct Sound {
    api: TestApi,
    who: Person,
    bytes: Vec<u8>,
    view: Value,
}

impl Sound {
    async fn new() -> Self {
        let api = TestApi::new().await;
        let who = api.register().await;
        let bytes = wav(300_000);
        assert!(bytes.len() > 2 * 1024 * 1024, "it takes several pieces");
        let view = api.upload(&who, "", bytes.clone()).await.with_status(StatusCode::CREATED).json();
        Self { api, who, bytes, view }
    }

    /// The link, without what it begins with.
    fn link(&self) -> String {
        let url = self.view["url"].as_str().expect("a link");
        url.strip_prefix(PUBLIC_URL).expect("a link to here").to_owned()
    }

    fn path(&self) -> String {
        format!("/assets/{}/content", self.view["id"].as_str().expect("an id"))
    }

    /// What the link is answered with under one more header.
    async fn ask(&self, name: &str, value: &str) -> Answer {
        self.api.send(TestRequest::get().uri(&self.link()).insert_header((name, value))).await
    }

    fn etag(&self) -> String {
        format!("\"{}\"", self.view["sha256"].as_str().expect("a digest"))
    }
}

#[actix_web::test]
async fn a_link_gives_all_bytes_to_anyone() {
    let sound = Sound::new().await;
    let answer = sound.api.send(TestRequest::get().uri(&sound.link())).await.with_status(StatusCode::OK);
    assert!(answer.body == sound.bytes, "the bytes are those that were uploaded");
    assert_eq!(answer.header("content-type"), "audio/wav");
    assert_eq!(answer.header("accept-ranges"), "bytes");
    assert_eq!(answer.header("etag"), sound.etag());
    // Links end on whole seconds; the clock stands a part of one behind.
    assert_eq!(answer.header("cache-control"), "private, max-age=599");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let name = format!("inline; filename=\"{}.wav\"", sound.view["id"].as_str().expect("an id"));
    assert_eq!(answer.header("content-disposition"), name);
}

#[actix_web::test]
async fn a_link_of_somebody_who_is_shut_out_is_over() {
    let sound = Sound::new().await;
    let mut tx = sound.api.world.store.begin(sound.who.id).await.expect("begun");
    let user = tx.profile().get().await.expect("read").expect("there");
    tx.profile().save(User { status: UserStatus::Disabled, ..user }).await.expect("saved");
    tx.commit().await.expect("committed");
    let refused = sound.api.send(TestRequest::get().uri(&sound.link())).await;
    refused.check_problem(StatusCode::FORBIDDEN, "link_over");
    let refused = sound.api.send(TestRequest::default().method(Method::HEAD).uri(&sound.link())).await;
    refused.with_status(StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn a_token_does_in_the_place_of_a_link() {
    let sound = Sound::new().await;
    let answer = sound.api.get(&sound.who, &sound.path()).await.with_status(StatusCode::OK);
    assert!(answer.body == sound.bytes);
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let nobody = sound.api.send(request(Method::GET, &sound.path(), None)).await;
    nobody.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    let stranger = sound.api.register().await;
    sound.api.get(&stranger, &sound.path()).await.check_problem(StatusCode::NOT_FOUND, "not_found");
}

#[actix_web::test]
async fn a_link_that_is_over_or_was_changed_gives_nothing() {
    let sound = Sound::new().await;
    let stranger = sound.api.register().await;
    let other = sound.api.upload(&sound.who, "", png(1, 1)).await.json();
    let link = sound.link();
    let (path, query) = link.split_once('?').expect("a query");
    let id = |view: &Value| view["id"].as_str().expect("an id").to_owned();
    let changed = [
        link.replace(&id(&sound.view), &id(&other)),
        link.replace(&sound.who.id.to_string(), &stranger.id.to_string()),
        link.replace("until=", "until=9"),
        link.replace("until=", "until=soon"),
        format!("{link}0"),
        format!("{link}&more=1"),
        format!("{path}?{}", query.split_once('&').expect("three parts").1),
        format!("{path}?user={}", stranger.id),
    ];
    for link in changed {
        let answer = sound.api.send(TestRequest::get().uri(&link)).await;
        answer.check_problem(StatusCode::FORBIDDEN, "link_over");
    }
    sound.api.world.clock.advance(Duration::seconds(598));
    let answer = sound.api.send(TestRequest::get().uri(&link)).await.with_status(StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "private, max-age=1");
    sound.api.world.clock.advance(Duration::seconds(2));
    let answer = sound.api.send(TestRequest::get().uri(&link)).await;
    answer.check_problem(StatusCode::FORBIDDEN, "link_over");
}

#[actix_web::test]
async fn one_range_is_sent_alone() {
    let sound = Sound::new().await;
    let all = sound.bytes.len();
    let mid = 1024 * 1024;
    let ranges = [
        ("bytes=0-0".to_owned(), 0..1),
        (format!("bytes={}-{}", mid - 5, 2 * mid + 5), mid - 5..2 * mid + 6),
        (format!("bytes={mid}-"), mid..all),
        ("bytes=-1000".to_owned(), all - 1000..all),
        (format!("bytes=5-{}", all * 2), 5..all),
    ];
    for (header, range) in ranges {
        let answer = sound.ask("range", &header).await.with_status(StatusCode::PARTIAL_CONTENT);
        assert!(answer.body == sound.bytes[range.clone()], "{header}: {} bytes", answer.body.len());
        let told = format!("bytes {}-{}/{all}", range.start, range.end - 1);
        assert_eq!(
            (answer.header("content-range"), answer.header("content-type")),
            (told.as_str(), "audio/wav")
        );
    }
}

#[actix_web::test]
async fn ranges_that_are_not_served_are_refused_or_passed_over() {
    let sound = Sound::new().await;
    let all = sound.bytes.len();
    for header in [format!("bytes={all}-"), "bytes=-0".to_owned()] {
        let answer = sound.ask("range", &header).await;
        answer.check_problem(StatusCode::RANGE_NOT_SATISFIABLE, "range_not_satisfiable");
        assert_eq!(answer.header("content-range"), format!("bytes */{all}"));
    }
    for header in ["bytes=0-1,5-6", "bytes=6-5", "lines=1-2", "nonsense"] {
        let answer = sound.ask("range", header).await.with_status(StatusCode::OK);
        assert!(answer.body == sound.bytes, "{header}");
    }
}

#[actix_web::test]
async fn a_range_of_another_version_is_the_whole() {
    let sound = Sound::new().await;
    let ask = async |of: &str| {
        let request = TestRequest::get().uri(&sound.link()).insert_header(("range", "bytes=0-9"));
        sound.api.send(request.insert_header(("if-range", of))).await.status
    };
    assert_eq!(ask(&sound.etag()).await, StatusCode::PARTIAL_CONTENT);
    for other in ["\"another\"", &format!("W/{}", sound.etag()), "Sat, 29 Oct 1994 19:43:31 GMT"] {
        assert_eq!(ask(other).await, StatusCode::OK, "{other}");
    }
}

#[actix_web::test]
async fn who_has_the_bytes_is_not_sent_them_again() {
    let sound = Sound::new().await;
    for known in [sound.etag(), format!("\"another\", W/{}", sound.etag()), "*".to_owned()] {
        let answer = sound.ask("if-none-match", &known).await.with_status(StatusCode::NOT_MODIFIED);
        assert!(answer.body.is_empty());
        assert_eq!(answer.header("etag"), sound.etag());
    }
    let answer = sound.ask("if-none-match", "\"another\"").await.with_status(StatusCode::OK);
    assert!(answer.body == sound.bytes);
}

#[actix_web::test]
async fn texts_are_utf_8() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let view =
        api.upload(&who, "story.txt", "雪下了一夜。".into()).await.with_status(StatusCode::CREATED).json();
    let answer = api.get(&who, &format!("/assets/{}/content", view["id"].as_str().expect("an id"))).await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.body, "雪下了一夜。");
}

#[actix_web::test]
async fn bytes_that_are_lost_are_told_by_the_status() {
    let sound = Sound::new().await;
    let key = sound.api.world.blobs.keys().pop().expect("an object");
    sound.api.world.blobs.delete(&key).await.expect("deleted");
    let answer = sound.api.send(TestRequest::get().uri(&sound.link())).await;
    answer.check_problem(StatusCode::INTERNAL_SERVER_ERROR, "internal");
}
