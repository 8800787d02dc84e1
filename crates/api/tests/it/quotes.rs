//! Quotes, caps and prices over HTTP.

use crate::kit::{Answer, NOBODYS, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use chrono::Duration;
use serde_json::{Value, json};
use xinggen_domain::{
    ports::{AccessClaims, Clock as _, TokenIssuer as _, UnitOfWork as _},
    provenance::Digest,
    session::Session,
    user::{Role, User},
};

async fn order(api: &TestApi, who: &Person, path: &str, key: &str, body: Value) -> Answer {
    let request = request(Method::POST, path, Some(who)).insert_header(("idempotency-key", key.to_owned()));
    api.send(request.set_json(body)).await
}

async fn episode(api: &TestApi, who: &Person) -> (String, String) {
    let drama = api.drama(who).await;
    let episode = api.episode(who, &drama).await;
    (drama, episode)
}

/// Somebody whose token says admin, and whose account says this.
async fn person_of(api: &TestApi, role: Role) -> Person {
    let user = User { role, ..api.world.build.user() };
    let id = user.id;
    let mut tx = api.world.store.begin(id).await.expect("begun");
    tx.profile().open(user, None).await.expect("opened");
    tx.commit().await.expect("committed");
    let (session_id, now) = (api.world.build.id(), api.world.clock.now());
    let session = Session::new(session_id, id, Digest::of(b"secret"), now);
    api.world.add_session(session).await;
    let claims = AccessClaims { user_id: id, session_id, role: Role::Admin };
    Person { id, token: api.world.tokens.issue(claims, now).0 }
}

async fn admin(api: &TestApi) -> Person {
    person_of(api, Role::Admin).await
}

fn same_money(quote: &Value) -> [&Value; 3] {
    ["exact", "ceiling", "total"].map(|name| &quote[name])
}

#[actix_web::test]
async fn a_quote_is_kept_for_ten_minutes_and_can_be_ordered_by_its_id() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let (_, episode) = episode(&api, &who).await;
    let quotes = format!("/episodes/{episode}/quotes");
    let productions = format!("/episodes/{episode}/productions");
    let quote = api.post(&who, &quotes, json!({})).await.ok();
    assert_eq!((&quote["exact"], quote["steps"].as_array().map(Vec::len)), (&json!(15), Some(2)));
    let unknown = order(&api, &who, &productions, "a", json!({ "quote_id": NOBODYS })).await;
    unknown.check_problem(StatusCode::NOT_FOUND, "not_found");
    let plain = json!({ "quote_id": quote["quote_id"], "burn_subtitles": false });
    let other = order(&api, &who, &productions, "a", plain).await;
    other.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "quote_for_other");
    api.world.clock.advance(Duration::minutes(11));
    let over = order(&api, &who, &productions, "a", json!({ "quote_id": quote["quote_id"] })).await;
    over.check_problem(StatusCode::CONFLICT, "quote_expired");
    let fresh = over.json()["quote"].clone();
    assert_eq!(same_money(&fresh), same_money(&quote));
    assert_ne!(fresh["quote_id"], quote["quote_id"]);
    assert!(fresh["expires_at"].as_str() > quote["expires_at"].as_str(), "{fresh}");
    assert_eq!(api.get(&who, "/credits").await.ok()["held"], 0);
    let started = order(&api, &who, &productions, "a", json!({ "quote_id": fresh["quote_id"] })).await;
    started.with_status(StatusCode::ACCEPTED);
}

#[actix_web::test]
async fn a_price_that_changes_meanwhile_is_told_before_anything_is_held() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let (_, episode) = episode(&api, &who).await;
    let body = json!({ "order": { "operation": "script", "target_kind": "episode", "target_id": episode } });
    let quote = api.post(&who, &format!("/episodes/{episode}/quotes"), body).await.ok();
    assert_eq!(same_money(&quote), [&json!(5), &json!(0), &json!(5)]);
    let admin = admin(&api).await;
    api.world.clock.advance(Duration::seconds(1));
    let price = json!({ "operation": "script", "unit": "run", "amount": 6 });
    let added = api.post(&admin, "/admin/prices", price).await.with_status(StatusCode::CREATED).json();
    assert_eq!((&added["amount"], &added["mode"]), (&json!(6), &json!("platform")));
    let scripts = format!("/episodes/{episode}/scripts");
    let changed = order(&api, &who, &scripts, "a", json!({ "quote_id": quote["quote_id"] })).await;
    changed.check_problem(StatusCode::CONFLICT, "quote_changed");
    let fresh = changed.json()["quote"].clone();
    assert_eq!(fresh["exact"], 6);
    assert_eq!(api.get(&who, "/credits").await.ok()["held"], 0);
    let ordered = order(&api, &who, &scripts, "a", json!({ "quote_id": fresh["quote_id"] })).await;
    assert_eq!(ordered.with_status(StatusCode::ACCEPTED).json()["quoted"], 6);
}

#[actix_web::test]
async fn prices_have_a_history_that_only_admins_go_on_with() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let admin = admin(&api).await;
    let price = json!({ "operation": "cut", "unit": "run", "amount": 7 });
    api.post(&who, "/admin/prices", price.clone()).await.check_problem(StatusCode::FORBIDDEN, "forbidden");
    let nobody = api.send(request(Method::POST, "/admin/prices", None).set_json(&price)).await;
    nobody.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    let demoted = person_of(&api, Role::User).await;
    let refused = api.post(&demoted, "/admin/prices", price.clone()).await;
    refused.check_problem(StatusCode::FORBIDDEN, "forbidden");
    let with = |name: &str, value: Value| {
        let mut body = price.clone();
        body[name] = value;
        body
    };
    let refusals = [
        (with("valid_from", json!("2000-01-01T00:00:00Z")), "valid_from", "past"),
        (with("amount", json!(-1)), "amount", "range"),
        (with("unit", json!("image")), "unit", "unknown_value"),
        (with("model", json!("m")), "vendor", "missing"),
        (with("operation", json!("dance")), "operation", "unknown_value"),
        (with("unit", json!("mile")), "unit", "unknown_value"),
    ];
    for (body, field, code) in refusals {
        api.post(&admin, "/admin/prices", body).await.check_invalid(field, code);
    }
    let later = with("valid_from", json!("2999-01-01T00:00:00Z"));
    api.post(&admin, "/admin/prices", later).await.with_status(StatusCode::CREATED);
    let cuts = async |path: &str| {
        let page = api.get(&who, path).await.ok();
        let items = page["items"].as_array().expect("items").clone();
        let cuts = items.iter().filter(|price| price["operation"] == "cut" && price["mode"] == "platform");
        cuts.map(|price| price["amount"].as_i64().expect("a number")).collect::<Vec<_>>()
    };
    assert_eq!(cuts("/prices").await, [5]);
    assert_eq!(cuts("/prices?history=false").await, [5]);
    assert_eq!(cuts("/prices?history=true").await, [7, 5]);
}

#[actix_web::test]
async fn caps_are_set_shown_and_held_to() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let (drama, episode) = episode(&api, &who).await;
    let (drama, scripts) = (format!("/dramas/{drama}"), format!("/episodes/{episode}/scripts"));
    assert_eq!(api.get(&who, &drama).await.ok()["spending_cap"], Value::Null);
    let capped = api.patch(&who, &drama, 1, json!({ "spending_cap": 4 })).await.ok();
    assert_eq!(capped["spending_cap"], 4);
    let refused = order(&api, &who, &scripts, "a", json!({})).await;
    refused.check_problem(StatusCode::CONFLICT, "spending_cap_reached");
    let problem = refused.json();
    let told = ["scope", "cap", "spent", "held", "needed", "missing", "resets_at"].map(|name| &problem[name]);
    assert_eq!(told, [&json!("drama"), &json!(4), &json!(0), &json!(0), &json!(5), &json!(1), &Value::Null]);
    assert_eq!(api.get(&who, "/credits").await.ok()["held"], 0);
    let renamed = api.patch(&who, &drama, 2, json!({ "title": "雪" })).await.ok();
    assert_eq!(renamed["spending_cap"], 4, "what is left out stays");
    api.patch(&who, &drama, 3, json!({ "spending_cap": -1 })).await.check_invalid("spending_cap", "range");
    assert_eq!(
        api.patch(&who, &drama, 3, json!({ "spending_cap": null })).await.ok()["spending_cap"],
        Value::Null
    );

    let caps = api.get(&who, "/credits/caps").await.ok();
    assert_eq!((&caps["daily"], &caps["spent_today"], &caps["held"]), (&Value::Null, &json!(0), &json!(0)));
    assert_eq!(api.put(&who, "/credits/caps", json!({ "daily": 4 })).await.ok()["daily"], 4);
    let refused = order(&api, &who, &scripts, "a", json!({})).await;
    refused.check_problem(StatusCode::CONFLICT, "spending_cap_reached");
    let problem = refused.json();
    assert_eq!((&problem["scope"], &problem["resets_at"]), (&json!("day"), &caps["resets_at"]));
    api.put(&who, "/credits/caps", json!({ "daily": 1_000_000_001 })).await.check_invalid("daily", "range");
    api.put(&who, "/credits/caps", json!({})).await.check_invalid("daily", "missing");
    api.put(&who, "/credits/caps", json!({ "daily": 5 })).await.ok();
    order(&api, &who, &scripts, "a", json!({})).await.with_status(StatusCode::ACCEPTED);
    let caps = api.get(&who, "/credits/caps").await.ok();
    assert_eq!((&caps["spent_today"], &caps["held"]), (&json!(0), &json!(5)));
    assert_eq!(api.put(&who, "/credits/caps", json!({ "daily": null })).await.ok()["daily"], Value::Null);
}
