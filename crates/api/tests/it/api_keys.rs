//! API keys: how they are made, listed and revoked, and who they let in.

use crate::kit::{Answer, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use chrono::Duration;
use serde_json::{Value, json};
use xinggen_testkit::start;

/// A key of somebody with these scopes: its id, and somebody who calls with it.
pub(crate) async fn key(api: &TestApi, who: &Person, scopes: &[&str]) -> (String, Person) {
    let body = json!({ "name": "build", "scopes": scopes });
    let made = api.post(who, "/me/api-keys", body).await.with_status(StatusCode::CREATED).json();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&made["key"]["id"]), Person { id: who.id, token: text(&made["secret"]) })
}

async fn listed(api: &TestApi, who: &Person) -> Vec<Value> {
    let page = api.get(who, "/me/api-keys").await.ok();
    assert_eq!(page["next_cursor"], Value::Null);
    page["items"].as_array().expect("items").clone()
}

fn check_out(answer: &Answer) {
    answer.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
}

#[actix_web::test]
async fn a_key_is_shown_once_and_calls_in_the_place_of_its_owner() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let ends = start() + Duration::days(30);
    let body = json!({ "name": " 夜间构建 ", "scopes": ["write", "read", "read"], "expires_at": ends });
    let made = api.post(&who, "/me/api-keys", body).await.with_status(StatusCode::CREATED).json();
    let secret = made["secret"].as_str().expect("a secret").to_owned();
    assert!(secret.starts_with("xg_") && secret.len() == 108, "{secret}");
    let key = &made["key"];
    assert_eq!((&key["name"], &key["scopes"]), (&json!("夜间构建"), &json!(["read", "write"])));
    assert_eq!(key["last_used_at"], Value::Null);
    assert_eq!(listed(&api, &who).await, std::slice::from_ref(key));
    let program = Person { id: who.id, token: secret.clone() };
    let drama = api.drama(&program).await;
    assert_eq!(api.get(&who, &format!("/dramas/{drama}")).await.ok()["id"], drama.as_str());
    assert_eq!(api.get(&program, "/me").await.ok()["id"], who.id.to_string());
    let after = listed(&api, &who).await;
    assert!(after[0]["last_used_at"].is_string());
    assert!(!after[0].to_string().contains(&secret[36..]), "the secret is not told again");
}

#[actix_web::test]
async fn a_use_is_written_once_a_minute() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let (_, program) = key(&api, &who, &["read"]).await;
    let mut seen = Vec::new();
    for seconds in [0, 30, 29, 1, 60] {
        api.world.clock.advance(Duration::seconds(seconds));
        api.get(&program, "/me").await.ok();
        seen.push(listed(&api, &who).await[0]["last_used_at"].clone());
    }
    assert!(seen[0] == seen[1] && seen[1] == seen[2], "{seen:?}");
    assert!(seen[2] != seen[3] && seen[3] != seen[4], "{seen:?}");
}

#[actix_web::test]
async fn a_key_that_is_revoked_or_over_lets_nobody_in() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let (id, program) = key(&api, &who, &["read"]).await;
    api.get(&program, "/me").await.ok();
    api.delete(&who, &format!("/me/api-keys/{id}")).await.with_status(StatusCode::NO_CONTENT);
    check_out(&api.get(&program, "/me").await);
    api.delete(&who, &format!("/me/api-keys/{id}")).await.with_status(StatusCode::NOT_FOUND);
    assert!(listed(&api, &who).await.is_empty());
    let soon = start() + Duration::seconds(60);
    let body = json!({ "name": "short", "scopes": ["read"], "expires_at": soon });
    let made = api.post(&who, "/me/api-keys", body).await.with_status(StatusCode::CREATED).json();
    let program = Person { id: who.id, token: made["secret"].as_str().expect("a secret").to_owned() };
    api.world.clock.advance(Duration::milliseconds(59_900));
    api.get(&program, "/me").await.ok();
    api.world.clock.advance(Duration::milliseconds(100));
    check_out(&api.get(&program, "/me").await);
}

#[actix_web::test]
async fn a_changed_text_is_no_key() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let (_, program) = key(&api, &who, &["read"]).await;
    let (_, other) = key(&api, &who, &["read"]).await;
    let crossed = format!("{}{}", &program.token[..36], &other.token[36..]);
    for token in [crossed, program.token[..107].to_owned(), program.token.to_uppercase(), "xg_".to_owned()] {
        check_out(&api.get(&Person { id: who.id, token }, "/dramas").await);
    }
    api.get(&program, "/dramas").await.ok();
}

#[actix_web::test]
async fn only_so_many_keys_are_live() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push(key(&api, &who, &["read"]).await.0);
    }
    let one_more = json!({ "name": "21", "scopes": ["read"] });
    let refused = api.post(&who, "/me/api-keys", one_more.clone()).await;
    refused.check_problem(StatusCode::CONFLICT, "too_many_keys");
    assert_eq!(refused.json()["limit"], 20);
    api.delete(&who, &format!("/me/api-keys/{}", ids[0])).await.with_status(StatusCode::NO_CONTENT);
    api.post(&who, "/me/api-keys", one_more).await.with_status(StatusCode::CREATED);
    let page = api.get(&who, "/me/api-keys?limit=15").await.ok();
    let next = page["next_cursor"].as_str().expect("more").to_owned();
    let rest = api.get(&who, &format!("/me/api-keys?limit=15&cursor={next}")).await.ok();
    assert_eq!(rest["items"].as_array().map(Vec::len), Some(5));
}

#[actix_web::test]
async fn what_cannot_be_a_key_is_refused() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let ask = async |body: Value| api.post(&who, "/me/api-keys", body).await;
    ask(json!({ "name": " ", "scopes": ["read"] })).await.check_invalid("name", "length");
    ask(json!({ "name": "x", "scopes": [] })).await.check_invalid("scopes", "too_few");
    ask(json!({ "name": "x", "scopes": ["admin"] })).await.check_invalid("scopes[0]", "unknown_value");
    let past = json!({ "name": "x", "scopes": ["read"], "expires_at": start() });
    ask(past).await.check_invalid("expires_at", "past");
    ask(json!({ "name": "x", "scopes": ["read"], "user_id": who.id.to_string() }))
        .await
        .check_invalid("user_id", "unknown_field");
}

#[actix_web::test]
async fn keys_are_their_owners_alone() {
    let api = TestApi::new().await;
    let (who, other) = (api.register().await, api.register().await);
    let (id, program) = key(&api, &who, &["read"]).await;
    assert!(listed(&api, &other).await.is_empty());
    api.delete(&other, &format!("/me/api-keys/{id}")).await.with_status(StatusCode::NOT_FOUND);
    api.get(&program, "/me").await.ok();
    for path in ["/me/api-keys".to_owned(), format!("/me/api-keys/{id}")] {
        let method = if path.ends_with("keys") { Method::GET } else { Method::DELETE };
        check_out(&api.send(request(method, &path, None)).await);
    }
}
