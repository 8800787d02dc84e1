//! Taking everything along, and being shut out meanwhile.

use crate::{
    assets::wav,
    kit::{TestApi, request},
};
use actix_web::{
    body::to_bytes,
    http::{Method, StatusCode},
};
use serde_json::Value;

/// Longer, in milliseconds, than what waits for a client that does not read.
const LONG: u32 = 400_000;

#[actix_web::test]
async fn an_export_breaks_off_when_its_session_ends() {
    let api = TestApi::new().await;
    let who = api.register().await;
    api.upload(&who, "", wav(LONG)).await.with_status(StatusCode::CREATED);
    let export = || request(Method::GET, "/me/export", Some(&who));
    let whole = to_bytes(api.unread(export()).await).await;
    assert!(whole.is_ok_and(|whole| whole.len() > LONG as usize * 8), "all of it, for whoever stays");

    let begun = api.unread(export()).await;
    api.post(&who, "/auth/logout", Value::Null).await.with_status(StatusCode::NO_CONTENT);
    assert!(to_bytes(begun).await.is_err(), "visibly not whole");
}
