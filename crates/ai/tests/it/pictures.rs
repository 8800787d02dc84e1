use crate::server::{KEY, Play, Server, file, json, ok, vendors};
use base64::{Engine, prelude::BASE64_STANDARD};
use image::{ImageFormat, RgbImage};
use std::{io::Cursor, time::Duration};
use xinggen_domain::{
    drama::{FrameSize, Style},
    error::{VendorError, VendorErrorClass as Class},
    ports::{
        GeneratedImage, ImageRequest, ImageSubject, Reference, ReferenceSupport, Silent, VendorConnector,
    },
    provenance::ModelRef,
    vendor::{ServiceKind, VendorAccess, VendorKey},
};

fn jpeg() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 64, image::Rgb([9, 99, 9]))
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .expect("written");
    bytes.into_inner()
}

fn lamp() -> ImageRequest {
    ImageRequest {
        subject: ImageSubject::Prop { name: "灯笼".to_owned(), description: "红纸".to_owned() },
        prompt: "一盏旧灯笼".to_owned(),
        style: Style::Guoman,
        size: FrameSize { width: 90, height: 160 },
        references: vec![],
    }
}

async fn draw(server: &Server) -> Result<GeneratedImage, VendorError> {
    vendors().images(server.access()).draw(&lamp(), &Silent).await
}

async fn error(play: Play) -> VendorError {
    let server = Server::playing(vec![play]).await;
    let error = draw(&server).await.expect_err("an error");
    assert_eq!(server.asked().len(), 1, "asked once, whatever comes of it");
    assert!(!format!("{error} {error:?}").contains(KEY));
    error
}

fn check(drawn: &GeneratedImage) {
    assert_eq!((drawn.mime.as_str(), drawn.size), ("image/png", FrameSize { width: 90, height: 160 }));
    let picture = image::load_from_memory_with_format(&drawn.bytes, ImageFormat::Png).expect("a PNG");
    assert_eq!((picture.width(), picture.height()), (90, 160));
}

#[tokio::test]
async fn a_picture_in_the_answer_is_made_to_fit() {
    let body = format!(r#"{{"created":1,"data":[{{"b64_json":"{}"}}]}}"#, BASE64_STANDARD.encode(jpeg()));
    let server = Server::playing(vec![ok(&body)]).await;
    check(&draw(&server).await.expect("a picture"));
    let asked = server.asked().remove(0);
    assert!(asked.starts_with("POST /v1/images/generations HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("authorization: Bearer {KEY}\r\n")));
    let body = asked.split_once("\r\n\r\n").expect("a body").1;
    for part in [
        r#""model":"pictures-1""#,
        r#""n":1"#,
        r#""size":"96x160""#,
        "b64_json",
        "灯笼，红纸。一盏旧灯笼。国漫风格。竖屏构图",
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    assert_eq!(vendors().images(server.access()).model(), ModelRef::new("someone", "pictures-1"));
}

#[tokio::test]
async fn a_picture_behind_an_address_is_copied_at_once_and_without_the_key() {
    let server = Server::playing_at(|url| {
        let answer = format!(r#"{{"data":[{{"url":"{url}/files/1.jpg?signature=x"}}]}}"#);
        vec![ok(&answer), Play::Cut, file(&jpeg())]
    })
    .await;
    check(&draw(&server).await.expect("a picture"));
    let asked = server.asked();
    assert_eq!(asked.len(), 3, "the file was asked for again, the picture was not ordered again");
    assert!(asked[2].starts_with("GET /files/1.jpg?signature=x HTTP/1.1\r\n"), "{}", asked[2]);
    assert!(!asked[2].contains(KEY));
}

#[tokio::test]
async fn an_address_inside_is_not_copied_from() {
    for inside in ["http://10.0.0.1/a.png", "https://169.254.169.254/latest/meta-data", "file:///etc/passwd"]
    {
        let error = error(ok(&format!(r#"{{"data":[{{"url":"{inside}"}}]}}"#))).await;
        assert_eq!((error.class, error.lost), (Class::Unknown, true), "{inside}");
    }
}

#[tokio::test]
async fn refusals_are_told_apart_and_nothing_was_made() {
    let said = |code: &str| format!(r#"{{"error":{{"message":"because {KEY}","code":"{code}"}}}}"#);
    let cases = [
        (json("401 Unauthorized", "", &said("invalid_api_key")), Class::Auth),
        (json("402 Payment Required", "", &said("")), Class::Balance),
        (json("400 Bad Request", "", &said("moderation_blocked")), Class::Moderation),
        (json("400 Bad Request", "", &said("invalid_size")), Class::Invalid),
        (json("500 Internal Server Error", "", &said("server_error")), Class::Capacity),
    ];
    for (play, class) in cases {
        let error = error(play).await;
        assert_eq!((error.class, error.lost), (class, false));
        assert!(error.message.contains("because ***"), "{}", error.message);
    }
    let slow_down =
        error(json("429 Too Many Requests", "retry-after: 7\r\n", &said("rate_limit_exceeded"))).await;
    assert_eq!((slow_down.class, slow_down.retry_after), (Class::RateLimit, Some(Duration::from_secs(7))));
    let nobody =
        vendors().images(crate::server::access("http://127.0.0.1:1/v1")).draw(&lamp(), &Silent).await;
    let nobody = nobody.expect_err("an error");
    assert_eq!((nobody.class, nobody.lost), (Class::Capacity, false), "nothing was asked");
}

#[tokio::test]
async fn whatever_may_have_been_paid_for_is_lost() {
    let not_a_picture = format!(r#"{{"data":[{{"b64_json":"{}"}}]}}"#, BASE64_STANDARD.encode("<html>"));
    let endless = Play::Say(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{".to_vec());
    let short = Play::Say(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".to_vec());
    let plays = [
        Play::Cut,
        Play::Wait,
        endless,
        short,
        ok("<html>welcome</html>"),
        ok(r#"{"data":[]}"#),
        ok(&not_a_picture),
        json("502 Bad Gateway", "", "<html>"),
    ];
    for play in plays {
        let error = error(play).await;
        assert_eq!((error.class, error.lost), (Class::Unknown, true), "{error}");
    }
}

fn referring(names: &[&str]) -> ImageRequest {
    let png = |name: &&str| Reference {
        name: (*name).to_owned(),
        // The server reads text.
        image: format!("PNG of {name}").into_bytes().into(),
    };
    ImageRequest { references: names.iter().map(png).collect(), ..lamp() }
}

async fn asked_for(model: &str, request: &ImageRequest) -> String {
    let body = format!(r#"{{"data":[{{"b64_json":"{}"}}]}}"#, BASE64_STANDARD.encode(jpeg()));
    let server = Server::playing(vec![ok(&body)]).await;
    let access = VendorAccess { model: ModelRef::new("someone", model), ..server.access() };
    check(&vendors().images(access).draw(request, &Silent).await.expect("a picture"));
    server.asked().remove(0)
}

#[tokio::test]
async fn references_go_as_files_to_models_that_edit() {
    let asked = asked_for("gpt-image-1", &referring(&["林晚", "雨巷"])).await;
    assert!(asked.starts_with("POST /v1/images/edits HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("content-type: multipart/form-data; boundary="), "{asked}");
    assert_eq!(asked.matches("name=\"image[]\"; filename=\"reference-").count(), 2, "{asked}");
    let place = |what: &str| asked.find(what).unwrap_or_else(|| panic!("{what} in {asked}"));
    assert!(place("PNG of 林晚") < place("PNG of 雨巷"), "in their order");
    for part in [
        "name=\"model\"\r\n\r\ngpt-image-1\r\n",
        "name=\"size\"\r\n\r\n1024x1536\r\n",
        "content-type: image/png",
    ] {
        assert!(asked.contains(part), "{part} in {asked}");
    }
    assert!(asked.contains("参考图1：林晚，参考图2：雨巷。"), "numbered and named: {asked}");
    assert!(!asked.contains("response_format"), "refused by these models");
}

#[tokio::test]
async fn references_go_in_the_body_to_seedream() {
    let asked = asked_for("doubao-seedream-4-0-250828", &referring(&["林晚"])).await;
    assert!(asked.starts_with("POST /v1/images/generations HTTP/1.1\r\n"), "{asked}");
    let encoded = BASE64_STANDARD.encode("PNG of 林晚");
    assert!(asked.contains(&format!(r#""image":["data:image/png;base64,{encoded}"]"#)), "{asked}");
    assert!(asked.contains("参考图1：林晚。"), "{asked}");
}

#[tokio::test]
async fn a_model_that_takes_no_references_is_sent_none_and_told_of_none() {
    let asked = asked_for("dall-e-3", &referring(&["林晚"])).await;
    assert!(asked.starts_with("POST /v1/images/generations HTTP/1.1\r\n"), "{asked}");
    assert!(!asked.contains("\"image\"") && !asked.contains("参考图"), "{asked}");
    let support = |model: &str| {
        let access = VendorAccess {
            kind: ServiceKind::Image,
            model: ModelRef::new("someone", model),
            base_url: "https://api.example.com/v1".to_owned(),
            key: VendorKey::new(KEY),
        };
        vendors().images(access).references()
    };
    assert_eq!(support("dall-e-3"), ReferenceSupport::None);
    assert_eq!(support("gpt-image-1"), ReferenceSupport::UpTo(16));
}
