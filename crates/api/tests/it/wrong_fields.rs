//! Every wrong field of a request is told at once, in the caller's language.

use crate::kit::{NOBODYS, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Fields and codes of an answer that refuses a request, without an order.
async fn wrong(
    api: &TestApi,
    who: &Person,
    method: Method,
    path: &str,
    body: &Value,
) -> BTreeSet<(String, String)> {
    let request = request(method.clone(), path, Some(who))
        .insert_header(("if-match", "*"))
        .insert_header(("idempotency-key", "a-key"));
    let answer = api.send(request.set_json(body)).await;
    answer.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
    let text = |fault: &Value, name: &str| fault[name].as_str().expect("text").to_owned();
    let problem = answer.json();
    let faults = problem["errors"].as_array().expect("errors");
    for fault in faults {
        assert!(!text(fault, "message").is_empty(), "{method} {path}: {fault}");
    }
    faults.iter().map(|fault| (text(fault, "field"), text(fault, "code"))).collect()
}

fn set(faults: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    faults.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect()
}

/// A request that is wrong, and what of it: fields and codes.
type Case = (Method, String, Value, &'static [(&'static str, &'static str)]);

async fn check(api: &TestApi, who: &Person, cases: &[Case]) {
    for (method, path, body, faults) in cases {
        let told = wrong(api, who, method.clone(), path, body).await;
        assert_eq!(told, set(faults), "{method} {path} {body}");
    }
}

#[actix_web::test]
async fn of_what_is_made() {
    let (api, long) = (TestApi::new().await, "长".repeat(2001));
    let who = api.register().await;
    let drama = api.drama(&who).await;
    let episode = api.episode(&who, &drama).await;
    let post =
        |path: String, body: Value, faults: &'static [(&str, &str)]| (Method::POST, path, body, faults);
    check(
        &api,
        &who,
        &[
            post(
                "/dramas".to_owned(),
                json!({ "title": "", "style": "baroque", "aspect_ratio": 9, "story": "短", "colour": "red" }),
                &[
                    ("title", "length"),
                    ("style", "unknown_value"),
                    ("aspect_ratio", "wrong_type"),
                    ("story", "length"),
                    ("colour", "unknown_field"),
                ],
            ),
            // What only the model sees is told together, too.
            post(
                "/dramas".to_owned(),
                json!({ "title": "一\n二", "story": "短 ".repeat(150) }),
                &[("title", "characters"), ("story", "length")],
            ),
            post(
                format!("/dramas/{drama}/episodes"),
                json!({ "title": " ".repeat(3), "source": "\u{7}" }),
                &[("title", "length"), ("source", "characters")],
            ),
            post(
                format!("/dramas/{drama}/episodes"),
                json!({ "source": 7 }),
                &[("title", "missing"), ("source", "wrong_type")],
            ),
            post(
                format!("/dramas/{drama}/characters"),
                json!({ "name": "", "aliases": ["a", 7, null], "age": "old", "gender": 1, "description": long }),
                &[
                    ("name", "length"),
                    ("aliases[1]", "wrong_type"),
                    ("aliases[2]", "wrong_type"),
                    ("age", "unknown_value"),
                    ("gender", "wrong_type"),
                    ("description", "length"),
                ],
            ),
            post(
                format!("/dramas/{drama}/characters"),
                json!({ "name": "\u{1}", "aliases": ["a", "a"], "voice": "nobody", "description": "\u{2}" }),
                &[
                    ("name", "characters"),
                    ("aliases", "repeated"),
                    ("voice", "unknown"),
                    ("description", "characters"),
                ],
            ),
            post(
                format!("/episodes/{episode}/shots"),
                json!({
                    "scene_id": "here", "cast_ids": ["x"], "planned_ms": 2100, "position": 0,
                    "size": "huge", "action": long, "angle": null,
                }),
                &[
                    ("scene_id", "wrong_type"),
                    ("cast_ids[0]", "wrong_type"),
                    ("planned_ms", "step"),
                    ("position", "range"),
                    ("size", "unknown_value"),
                    ("action", "length"),
                    ("angle", "wrong_type"),
                ],
            ),
            post(
                format!("/episodes/{episode}/shots"),
                json!({ "scene_id": NOBODYS, "cast_ids": [NOBODYS], "prop_ids": [NOBODYS], "position": 99 }),
                &[
                    ("scene_id", "unknown"),
                    ("cast_ids", "unknown"),
                    ("prop_ids", "unknown"),
                    ("position", "range"),
                ],
            ),
            post(
                format!("/episodes/{episode}/productions"),
                json!({ "auto_approve": "yes", "quote_id": "x", "burn": true }),
                &[("auto_approve", "wrong_type"), ("quote_id", "wrong_type"), ("burn", "unknown_field")],
            ),
            post(
                format!("/episodes/{episode}/quotes"),
                json!({ "order": { "operation": "dance", "target_id": 7 } }),
                &[
                    ("order.operation", "unknown_value"),
                    ("order.target_id", "wrong_type"),
                    ("order.target_kind", "missing"),
                ],
            ),
        ],
    )
    .await;
}

#[actix_web::test]
async fn of_what_is_changed() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = api.drama(&who).await;
    let episode = api.episode(&who, &drama).await;
    let person = api.make(&who, &format!("/dramas/{drama}/characters"), json!({ "name": "林晚" })).await;
    let scene = api.make(&who, &format!("/dramas/{drama}/scenes"), json!({ "place": "雪地" })).await;
    let shot = json!({ "scene_id": scene });
    let made =
        api.post(&who, &format!("/episodes/{episode}/shots"), shot).await.with_status(StatusCode::CREATED);
    let shot = made.json()["id"].as_str().expect("an id").to_owned();
    let patch =
        |path: String, body: Value, faults: &'static [(&str, &str)]| (Method::PATCH, path, body, faults);
    check(
        &api,
        &who,
        &[
            patch(
                format!("/dramas/{drama}"),
                json!({ "title": "", "spending_cap": -1, "style": 7 }),
                &[("title", "length"), ("spending_cap", "range"), ("style", "wrong_type")],
            ),
            patch(
                format!("/episodes/{episode}"),
                json!({ "title": "\u{1}", "source": "\u{2}" }),
                &[("title", "characters"), ("source", "characters")],
            ),
            patch(
                format!("/characters/{person}"),
                json!({ "name": "a\nb", "aliases": ["x", " x"], "voice": "nobody" }),
                &[("name", "characters"), ("aliases", "repeated"), ("voice", "unknown")],
            ),
            patch(
                format!("/scenes/{scene}"),
                json!({ "place": "a\nb", "description": "\u{1}" }),
                &[("place", "characters"), ("description", "characters")],
            ),
            patch(
                format!("/shots/{shot}"),
                json!({ "scene_id": NOBODYS, "cast_ids": [NOBODYS, NOBODYS], "image_prompt": "\u{1}" }),
                &[("scene_id", "unknown"), ("cast_ids", "unknown"), ("image_prompt", "characters")],
            ),
            (
                Method::POST,
                format!("/shots/{shot}/lines"),
                json!({ "mode": "dialogue", "text": "一\n二", "speaker_id": NOBODYS, "position": 9 }),
                &[("text", "characters"), ("speaker_id", "unknown"), ("position", "range")],
            ),
        ],
    )
    .await;
}

#[actix_web::test]
async fn of_accounts_keys_and_configurations() {
    let api = TestApi::new().await;
    let (who, admin) = (api.register().await, api.admin().await);
    let post = |path: &str, body: Value, faults: &'static [(&str, &str)]| {
        (Method::POST, path.to_owned(), body, faults)
    };
    check(
        &api,
        &who,
        &[
            post(
                "/auth/register",
                json!({ "email": "nobody", "password": "short", "name": "", "age": 7 }),
                &[
                    ("email", "malformed"),
                    ("password", "length"),
                    ("name", "length"),
                    ("age", "unknown_field"),
                ],
            ),
            post(
                "/auth/register",
                json!({ "phone": "12", "password": "password1", "name": "a\nb", "code": "042517" }),
                &[
                    ("phone", "malformed"),
                    ("password", "weak"),
                    ("name", "characters"),
                    ("request_id", "missing"),
                ],
            ),
            post("/auth/register", json!({}), &[("email", "missing"), ("password", "missing")]),
            post(
                "/me/api-keys",
                json!({ "name": "a\nb", "scopes": ["read"], "expires_at": "2001-01-01T00:00:00Z" }),
                &[("name", "characters"), ("expires_at", "past")],
            ),
            post(
                "/me/api-keys",
                json!({ "scopes": [], "expires_at": "soon" }),
                &[("name", "missing"), ("scopes", "too_few"), ("expires_at", "wrong_type")],
            ),
            post(
                "/ai-configs",
                json!({
                    "kind": "image", "vendor": "Big Vendor", "model": "a\nb", "name": "x",
                    "base_url": "http://example.com", "key": "schlüssel",
                }),
                &[
                    ("vendor", "characters"),
                    ("model", "characters"),
                    ("base_url", "not_https"),
                    ("key", "characters"),
                ],
            ),
            post(
                "/ai-configs",
                json!({ "kind": "dance", "vendor": "", "priority": 1001, "active": 1, "key": "short" }),
                &[
                    ("kind", "unknown_value"),
                    ("vendor", "length"),
                    ("priority", "range"),
                    ("active", "wrong_type"),
                    ("key", "length"),
                    ("model", "missing"),
                    ("name", "missing"),
                    ("base_url", "missing"),
                ],
            ),
        ],
    )
    .await;
    check(
        &api,
        &admin,
        &[
            post(
                "/admin/prices",
                json!({ "operation": "dance", "unit": "mile", "amount": -1, "valid_from": "soon" }),
                &[
                    ("operation", "unknown_value"),
                    ("unit", "unknown_value"),
                    ("amount", "range"),
                    ("valid_from", "wrong_type"),
                ],
            ),
            post(
                "/admin/prices",
                json!({ "operation": "script", "unit": "image", "amount": 1, "model": "m", "valid_from": "2001-01-01T00:00:00Z" }),
                &[("unit", "unknown_value"), ("vendor", "missing"), ("valid_from", "past")],
            ),
            post(
                &format!("/admin/users/{}/credits", who.id),
                json!({ "kind": "recharge", "amount": 0, "reason": "\u{1}", "expires_at": "2001-01-01T00:00:00Z" }),
                &[("amount", "range"), ("reason", "characters"), ("expires_at", "past")],
            ),
        ],
    )
    .await;
}

/// What the document says and what only the use case looks at are told in one answer, as far as the value itself shows it.
#[actix_web::test]
async fn of_fields_whose_rule_is_no_length() {
    let api = TestApi::new().await;
    let (who, admin) = (api.register().await, api.admin().await);
    check(
        &api,
        &who,
        &[
            (
                Method::POST,
                "/ai-configs".to_owned(),
                json!({
                    "kind": "sound", "vendor": "Big Vendor", "model": "m\u{1}", "base_url": "ark", "key": "sk-钥匙钥匙钥匙",
                }),
                &[
                    ("kind", "unknown_value"),
                    ("vendor", "characters"),
                    ("model", "characters"),
                    ("name", "missing"),
                    ("base_url", "malformed"),
                    ("key", "characters"),
                ],
            ),
            (
                Method::POST,
                "/dramas".to_owned(),
                json!({ "title": "雪\u{7}", "style": "baroque" }),
                &[("title", "characters"), ("style", "unknown_value")],
            ),
        ],
    )
    .await;
    let gift = json!({ "kind": "lend", "amount": 0 });
    let path = format!("/admin/users/{}/credits", who.id);
    let told = wrong(&api, &admin, Method::POST, &path, &gift).await;
    assert_eq!(told, set(&[("kind", "unknown_value"), ("amount", "range"), ("reason", "missing")]));
}

/// The words for the same faults, by the header `Accept-Language`.
async fn messages(api: &TestApi, who: &Person, language: &str, body: &Value) -> Vec<String> {
    let request = request(Method::POST, "/dramas", Some(who)).insert_header(("accept-language", language));
    let problem = api.send(request.set_json(body)).await.json();
    let faults = problem["errors"].as_array().expect("errors").iter();
    faults.map(|fault| fault["message"].as_str().expect("words").to_owned()).collect()
}

#[actix_web::test]
async fn in_the_callers_language() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let bodies = [
        json!({ "title": "", "style": "baroque", "aspect_ratio": 9, "story": "短", "colour": "red" }),
        json!({ "title": "一\n二", "story": "短 ".repeat(150) }),
        json!({}),
        json!([]),
    ];
    for body in bodies {
        let (english, chinese) =
            (messages(&api, &who, "en", &body).await, messages(&api, &who, "zh-CN", &body).await);
        assert!(!english.is_empty() && english.len() == chinese.len());
        for (english, chinese) in english.iter().zip(&chinese) {
            assert!(english.is_ascii(), "not English: {english}");
            assert!(
                chinese.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "not Chinese: {chinese}"
            );
        }
    }
}

#[actix_web::test]
async fn of_queries() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let told = async |path: &str| {
        let answer = api.get(&who, path).await;
        answer.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
        let problem = answer.json();
        let faults = problem["errors"].as_array().expect("errors").iter();
        faults.map(|fault| fault["field"].as_str().expect("a field").to_owned()).collect::<BTreeSet<_>>()
    };
    let fields = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(
        told("/jobs?limit=x&state=odd&drama_id=7&colour=red&operation=image").await,
        fields(&["limit", "state", "drama_id", "colour"])
    );
    assert_eq!(told("/jobs?limit=0&cursor=x").await, fields(&["limit", "cursor"]));
    assert_eq!(told("/credits/transactions?from=soon&type=GIFT").await, fields(&["from", "type"]));
}

/// A body may have more names than an answer should repeat.
#[actix_web::test]
async fn but_not_thousands() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let body: Value = (0..3000).map(|number| (format!("field{number}"), json!(1))).collect();
    let answer = api.post(&who, "/dramas", body).await;
    answer.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
    let faults = answer.json()["errors"].as_array().expect("errors").len();
    assert!((2..=100).contains(&faults), "{faults}");
}
