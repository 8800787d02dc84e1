//! The pages that show the document.

use crate::kit::TestApi;
use actix_web::{http::StatusCode, test::TestRequest};

#[actix_web::test]
async fn they_run_their_own_scripts_only_and_keep_no_tokens() {
    let api = TestApi::new().await;
    let get = async |path: &str| api.send(TestRequest::with_uri(path)).await.with_status(StatusCode::OK);
    let page = get("/docs/").await;
    let policy = page.header("content-security-policy").to_owned();
    let scripts: Vec<&str> =
        policy.split(';').map(str::trim).filter(|rule| rule.starts_with("script-src")).collect();
    assert_eq!(scripts, ["script-src 'self'"], "{policy}");
    for rule in ["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let inline = html
        .split("<script")
        .skip(1)
        .filter(|script| !script.split('>').next().unwrap_or_default().contains("src="));
    assert_eq!(inline.count(), 0, "the policy forbids scripts in the page: {html}");
    let settings = get("/docs/swagger-initializer.js").await;
    assert!(settings.header("content-security-policy").contains("script-src"));
    let settings = String::from_utf8_lossy(&settings.body).replace(' ', "");
    for setting in ["\"persistAuthorization\":false", "\"docExpansion\":\"none\"", "\"filter\":true"] {
        assert!(settings.contains(setting), "no {setting}: {settings}");
    }
}
