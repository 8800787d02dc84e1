//! Voices: listed, heard, and chosen for the narrator.

use crate::kit::{PUBLIC_URL, TestApi, request};
use actix_web::http::{Method, StatusCode, header};
use serde_json::json;

#[actix_web::test]
async fn voices_are_listed_with_links_to_samples() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let voices = api.get(&who, "/voices").await.ok();
    let voices = voices["items"].as_array().expect("voices");
    assert_eq!(voices.len(), 6);
    let first = &voices[0];
    assert_eq!(
        (&first["id"], &first["gender"], &first["narrator"]),
        (&json!("voice-0"), &json!("male"), &json!(true))
    );
    let sample = first["samples"][0]["url"].as_str().expect("a link");
    assert_eq!(sample, format!("{PUBLIC_URL}/api/v1/voices/sample?voice=voice-0&language=zh"));
    let engine = first["engine"].as_str().expect("a vendor");
    let same = api.get(&who, &format!("/voices?engine={engine}")).await.ok();
    assert_eq!(same["items"].as_array().map(Vec::len), Some(6));
    assert_eq!(api.get(&who, "/voices?engine=silent").await.ok()["items"], json!([]));
}

#[actix_web::test]
async fn a_sample_is_heard_by_anyone_and_spoken_once() {
    let api = TestApi::new().await;
    let hear =
        async |query: &str| api.send(request(Method::GET, &format!("/voices/sample?{query}"), None)).await;
    for _ in 0..3 {
        let sample = hear("voice=voice-1&language=en").await.with_status(StatusCode::OK);
        assert_eq!(sample.header(header::CONTENT_TYPE.as_str()), "audio/wav");
        assert!(sample.header(header::CACHE_CONTROL.as_str()).starts_with("public"));
        assert!(sample.header(header::CONTENT_SECURITY_POLICY.as_str()).starts_with("sandbox"));
        assert!(sample.body.starts_with(b"RIFF"));
    }
    assert_eq!(api.world.voices.calls.count(), 1);
    hear("voice=voice-9&language=en").await.check_problem(StatusCode::NOT_FOUND, "not_found");
    hear("voice=voice-1&language=fr")
        .await
        .check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
    assert_eq!(api.world.voices.calls.count(), 1, "what there is no voice for is not spoken");
}

#[actix_web::test]
async fn a_drama_is_given_another_narrator() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = format!("/dramas/{}", api.drama(&who).await);
    let told = api.patch(&who, &drama, 1, json!({ "narrator_voice": "voice-3" })).await.ok();
    assert_eq!(told["narrator_voice"], "voice-3");
    let unknown = api.patch(&who, &drama, 2, json!({ "narrator_voice": "voice-9" })).await;
    unknown.check_invalid("narrator_voice", "unknown");
    assert_eq!(api.get(&who, &drama).await.ok()["narrator_voice"], "voice-3");
    let renamed = api.patch(&who, &drama, 2, json!({ "title": "归人" })).await.ok();
    assert_eq!(renamed["narrator_voice"], "voice-3", "what is left out stays");
}
