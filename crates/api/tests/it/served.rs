//! What browsers are told to do with bytes that users shaped.

use crate::{
    assets::{png, wav},
    kit::{Answer, PUBLIC_URL, TestApi, request},
};
use actix_web::{
    http::{Method, StatusCode},
    test::TestRequest,
};

const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\x08free";
const SRT: &str = "1\n00:00:00,200 --> 00:00:01,500\n<script>alert(1)</script>\n";

/// Checks that an answer can do nothing in a browser, and that pages of other origins may embed it.
fn check_guarded(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    let mut directives = policy.split("; ");
    let sandbox = directives.next().unwrap_or_default();
    assert!(matches!(sandbox, "sandbox" | "sandbox allow-same-origin"), "{what}: {policy}");
    assert!(directives.any(|directive| directive == "default-src 'none'"), "{what}: {policy}");
    assert!(!policy.contains("script"), "{what}: {policy}");
    assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{what}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
}

#[actix_web::test]
async fn files_are_shown_or_saved_and_never_run() {
    let api = TestApi::new().await;
    let who = api.register().await;
    for (name, bytes, played, disposition) in [
        ("a.png", png(2, 2), false, "inline"),
        ("a.wav", wav(1_000), true, "inline"),
        ("a.mp4", MP4.to_vec(), true, "inline"),
        ("a.txt", b"<html><script>alert(1)</script>".to_vec(), false, "inline"),
        ("a.md", b"# <script>alert(1)</script>".to_vec(), false, "attachment"),
        ("a.srt", SRT.as_bytes().to_vec(), false, "attachment"),
    ] {
        let view = api.upload(&who, name, bytes).await.with_status(StatusCode::CREATED).json();
        let link = view["url"].as_str().and_then(|url| url.strip_prefix(PUBLIC_URL)).expect("a link");
        let path = format!("/assets/{}/content", view["id"].as_str().expect("an id"));
        let tag = format!("\"{}\"", view["sha256"].as_str().expect("a digest"));
        let of = |request: TestRequest| api.send(request);
        let answers = [
            (StatusCode::OK, of(TestRequest::get().uri(link)).await),
            (StatusCode::OK, of(TestRequest::default().method(Method::HEAD).uri(link)).await),
            (StatusCode::OK, api.get(&who, &path).await),
            (StatusCode::OK, of(request(Method::HEAD, &path, Some(&who))).await),
            (
                StatusCode::PARTIAL_CONTENT,
                of(TestRequest::get().uri(link).insert_header(("range", "bytes=0-3"))).await,
            ),
            (
                StatusCode::NOT_MODIFIED,
                of(TestRequest::get().uri(link).insert_header(("if-none-match", tag))).await,
            ),
        ];
        for (status, answer) in answers {
            let answer = answer.with_status(status);
            check_guarded(&answer, name);
            let own = answer.header("content-security-policy").starts_with("sandbox;");
            assert_eq!(own, !played, "{name}: only what is played needs the origin of its address");
            if status != StatusCode::NOT_MODIFIED {
                assert!(answer.header("content-disposition").starts_with(disposition), "{name}: {answer:?}");
            }
        }
    }
}

#[actix_web::test]
async fn books_and_archives_are_saved() {
    let api = TestApi::new().await;
    let who = api.register().await;
    for path in ["/me/export", "/credits/transactions/export"] {
        let answer = api.get(&who, path).await.with_status(StatusCode::OK);
        check_guarded(&answer, path);
        assert!(answer.header("content-disposition").starts_with("attachment"), "{path}");
    }
}
