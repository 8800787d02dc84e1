//! AI configurations: one's own and the platform's.

use crate::kit::{TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use xinggen_domain::vendor::{AccessFault, TrialError};

const KEY: &str = "sk-secret-0123456789";

fn body() -> Value {
    json!({
        "kind": "image", "vendor": "someone", "model": "pictures-1", "name": "我的",
        "base_url": "https://api.example.com/v1", "key": KEY,
    })
}

#[actix_web::test]
async fn one_is_made_shown_changed_tried_and_deleted_and_its_key_never_shown() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let made = api.post(&who, "/ai-configs", body()).await.with_status(StatusCode::CREATED);
    let view = made.json();
    assert_eq!(
        (&view["key_hint"], &view["active"], &view["priority"]),
        (&json!("6789"), &json!(true), &json!(0))
    );
    let path = format!("/ai-configs/{}", view["id"].as_str().expect("an id"));
    assert_eq!(api.get(&who, &path).await.ok(), view);
    assert_eq!(
        api.get(&who, "/ai-configs").await.ok(),
        json!({ "items": [view.clone()], "next_cursor": null })
    );
    let patch = |version: &str, body: Value| {
        request(Method::PATCH, &path, Some(&who))
            .insert_header(("if-match", version.to_owned()))
            .set_json(body)
    };
    let changed = api.send(patch("\"1\"", json!({ "priority": 5 }))).await.with_status(StatusCode::OK);
    let changed = changed.json();
    assert_eq!((&changed["priority"], &changed["version"]), (&json!(5), &json!(2)));
    let stale = api.send(patch("\"1\"", json!({ "priority": 6 }))).await;
    stale.check_problem(StatusCode::PRECONDITION_FAILED, "stale_version");
    let moved = api.send(patch("\"2\"", json!({ "base_url": "https://other.example" }))).await;
    moved.check_invalid("key", "needed_again");
    let tried = api.post(&who, &format!("{path}/test"), json!({})).await.with_status(StatusCode::OK);
    assert_eq!(tried.json(), json!({ "ok": true, "fault": null, "message": "", "told": "" }));
    let error = TrialError { fault: AccessFault::Auth, told: "no".to_owned() };
    api.world.connector.fail_trial(error);
    let ask =
        request(Method::POST, &format!("{path}/test"), Some(&who)).insert_header(("accept-language", "zh"));
    let tried = api.send(ask).await.with_status(StatusCode::OK);
    let zh = "服务商不接受密钥，请重新填写";
    assert_eq!(tried.json(), json!({ "ok": false, "fault": "auth", "message": zh, "told": "no" }));
    for shown in [view, changed, stale.json(), moved.json()] {
        assert!(!shown.to_string().contains("secret"), "{shown}");
    }
    let log = api.get(&who, "/me/audit").await.ok();
    assert!(!log.to_string().contains("secret") && log.to_string().contains("ai_config_made"), "{log}");
    api.send(request(Method::DELETE, &path, Some(&who))).await.with_status(StatusCode::NO_CONTENT);
    api.get(&who, &path).await.check_problem(StatusCode::NOT_FOUND, "not_found");
}

#[actix_web::test]
async fn what_cannot_be_is_refused_with_what_can() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let with = |name: &str, value: Value| {
        let mut body = body();
        body[name] = value;
        body
    };
    let speech = api.post(&who, "/ai-configs", with("kind", json!("speech"))).await;
    speech.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "service_not_usable");
    assert_eq!(speech.json()["kinds"], "image");
    api.post(&who, "/ai-configs", with("base_url", json!("http://x.example")))
        .await
        .check_invalid("base_url", "not_https");
    api.post(&who, "/ai-configs", with("key", json!("short"))).await.check_invalid("key", "length");
    let owner = api.post(&who, "/ai-configs", with("user_id", json!("x"))).await;
    owner.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
}

#[actix_web::test]
async fn the_platforms_are_administered() {
    let api = TestApi::new().await;
    let (admin, user) = (api.admin().await, api.register().await);
    let refused = api.post(&user, "/admin/ai-configs", body()).await;
    refused.check_problem(StatusCode::FORBIDDEN, "forbidden");
    let made = api.post(&admin, "/admin/ai-configs", body()).await.with_status(StatusCode::CREATED);
    let path = format!("/admin/ai-configs/{}", made.json()["id"].as_str().expect("an id"));
    assert_eq!(api.get(&admin, &path).await.ok(), made.json());
    assert_eq!(api.get(&admin, "/admin/ai-configs").await.ok()["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(api.get(&user, "/ai-configs").await.ok()["items"], json!([]));
    let patch = request(Method::PATCH, &path, Some(&admin)).insert_header(("if-match", "\"1\""));
    let changed = api.send(patch.set_json(json!({ "active": false }))).await.with_status(StatusCode::OK);
    assert_eq!(changed.json()["active"], false);
    api.post(&admin, &format!("{path}/test"), json!({})).await.with_status(StatusCode::OK);
    api.send(request(Method::DELETE, &path, Some(&admin))).await.with_status(StatusCode::NO_CONTENT);
    api.get(&admin, &path).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    let log = api.get(&admin, "/admin/audit").await.ok();
    let acts: Vec<&Value> = log["items"].as_array().expect("items").iter().map(|item| &item["act"]).collect();
    let expected = ["platform_ai_config_deleted", "platform_ai_config_changed", "platform_ai_config_made"];
    assert_eq!(acts, expected);
}

#[actix_web::test]
async fn quotes_and_jobs_say_what_does_it_and_on_whose_key() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = api.drama(&who).await;
    let episode = api.episode(&who, &drama).await;
    let prop = api.post(&who, &format!("/dramas/{drama}/props"), json!({ "name": "怀表" })).await;
    let prop = prop.with_status(StatusCode::CREATED).json()["id"].as_str().expect("an id").to_owned();
    let order = json!({ "order": { "operation": "image", "target_kind": "prop", "target_id": prop } });
    let quotes = format!("/episodes/{episode}/quotes");
    let built_in = api.post(&who, &quotes, order.clone()).await.ok();
    let engine = json!({ "vendor": "fake", "model": "image-1", "mode": "platform", "ai_config_id": null });
    assert_eq!((&built_in["steps"][0]["engine"], &built_in["exact"]), (&engine, &json!(5)));
    let config = api.post(&who, "/ai-configs", body()).await.with_status(StatusCode::CREATED);
    let own = api.post(&who, &quotes, order).await.ok();
    let id = config.json()["id"].clone();
    let engine = json!({ "vendor": "someone", "model": "pictures-1", "mode": "byok", "ai_config_id": id });
    assert_eq!((&own["steps"][0]["engine"], &own["exact"]), (&engine, &json!(0)));
    let ask = request(Method::POST, &format!("/props/{prop}/images"), Some(&who));
    let job =
        api.send(ask.insert_header(("idempotency-key", "a"))).await.with_status(StatusCode::ACCEPTED).json();
    assert_eq!((&job["engine"], &job["quoted"]), (&engine, &json!(0)));
}
