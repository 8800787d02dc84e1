//! The published keys of access tokens.

use crate::kit::TestApi;
use actix_web::{http::StatusCode, test::TestRequest};
use serde_json::json;

#[actix_web::test]
async fn the_keys_of_tokens_are_published_for_everybody_and_may_be_kept_for_a_minute() {
    let api = TestApi::new().await;
    let answer = api.send(TestRequest::get().uri("/.well-known/jwks.json")).await;
    let answer = answer.with_status(StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "public, max-age=60");
    let key = json!({
        "kty": "OKP", "crv": "Ed25519", "x": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
        "kid": "fake", "use": "sig", "alg": "EdDSA",
    });
    assert_eq!(answer.json(), json!({ "keys": [key] }));
}
