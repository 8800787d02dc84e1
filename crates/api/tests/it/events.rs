//! The stream of events over HTTP.

use crate::{
    api_keys::key,
    kit::{Person, TestApi, request},
};
use actix_web::http::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;
use tokio::{
    join,
    time::{sleep, timeout},
};

/// What a program hears from its owner's first event on, until its key is revoked.
async fn heard(api: &TestApi, who: &Person, scopes: &[&str]) -> String {
    let (id, program) = key(api, who, scopes).await;
    let revoke = async {
        sleep(Duration::from_millis(200)).await;
        api.delete(who, &format!("/me/api-keys/{id}")).await.with_status(StatusCode::NO_CONTENT);
    };
    let (answer, ()) = join!(api.get(&program, "/events?last_event_id=0"), revoke);
    String::from_utf8(answer.with_status(StatusCode::OK).body.to_vec()).expect("text")
}

#[actix_web::test]
async fn only_a_key_that_may_read_the_balance_hears_of_it() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = api.drama(&who).await;
    let episode = api.episode(&who, &drama).await;
    let start = request(Method::POST, &format!("/episodes/{episode}/productions"), Some(&who));
    let start = start.insert_header(("idempotency-key", "a")).set_json(json!({}));
    api.send(start).await.with_status(StatusCode::ACCEPTED);

    let all = heard(&api, &who, &["read", "billing"]).await;
    assert!(all.contains("event: credits") && all.contains("event: production"), "{all}");
    let plain = heard(&api, &who, &["read"]).await;
    assert!(!plain.contains("credits"), "{plain}");
    let news = |text: &str| {
        let events = text.split("\n\n").filter(|event| event.contains("event: production"));
        events.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(news(&plain), news(&all), "everything else is told, under the same numbers");
}

#[actix_web::test]
async fn a_stream_by_a_ticket_ends_with_its_session() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let issued = api.post(&who, "/events/tickets", json!({})).await.with_status(StatusCode::CREATED);
    let ticket = issued.json()["ticket"].as_str().expect("a ticket").to_owned();
    let sign_out = async {
        sleep(Duration::from_millis(200)).await;
        api.post(&who, "/auth/logout", json!(null)).await.with_status(StatusCode::NO_CONTENT);
    };
    let listen = api.send(request(Method::GET, &format!("/events?ticket={ticket}"), None));
    let (answer, ()) = join!(timeout(Duration::from_secs(20), listen), sign_out);
    answer.expect("the stream ends").with_status(StatusCode::OK);
}
