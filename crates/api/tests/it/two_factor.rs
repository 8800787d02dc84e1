//! The second factor over HTTP: enrolling, proving, and what needs a proof.

use crate::kit::{Answer, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use chrono::Duration;
use serde_json::{Value, json};
use xinggen_domain::{
    ports::{AccessClaims, Clock as _, TokenIssuer as _, UnitOfWork as _},
    provenance::Digest,
    second_factor::STEP_SECONDS,
    session::Session,
    user::{PasswordHash, Role, User},
};

/// The code that an app shows just now; see `FakeCodes`.
fn code(api: &TestApi) -> Value {
    let step = api.world.clock.now().timestamp() / STEP_SECONDS;
    json!({ "code": format!("{:06}", step % 1_000_000) })
}

/// What shows that it is the account's owner.
fn proof() -> Value {
    json!({ "current_password": "correct horse battery staple" })
}

/// Enrols somebody and lets the step of the confirming code go by; the recovery codes.
async fn enrolled(api: &TestApi, who: &Person) -> Vec<String> {
    api.post(who, "/me/two-factor", proof()).await.with_status(StatusCode::CREATED);
    let told = api.post(who, "/me/two-factor/confirm", code(api)).await.ok();
    api.world.clock.advance(Duration::seconds(60));
    let codes = told["recovery_codes"].as_array().expect("codes");
    codes.iter().map(|code| code.as_str().expect("a text").to_owned()).collect()
}

async fn make_key(api: &TestApi, who: &Person) -> Answer {
    api.post(who, "/me/api-keys", json!({ "name": "x", "scopes": ["read"] })).await
}

async fn step_up(api: &TestApi, who: &Person, code: &Value) -> Answer {
    api.post(who, "/auth/step-up", code.clone()).await
}

#[actix_web::test]
async fn a_secret_is_in_force_once_its_code_was_shown() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let off = json!({ "enabled": false, "confirmed_at": null, "recovery_codes_left": 0 });
    assert_eq!(api.get(&who, "/me/two-factor").await.ok(), off);
    let unproved = api.post(&who, "/me/two-factor", json!({})).await;
    unproved.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
    let wrong = api.post(&who, "/me/two-factor", json!({ "current_password": "a stolen token" })).await;
    wrong.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_password");
    let made = api.post(&who, "/me/two-factor", proof()).await.with_status(StatusCode::CREATED).json();
    let secret = made["secret"].as_str().expect("a secret");
    assert_eq!(secret.len(), 32);
    let uri = format!(
        "otpauth://totp/Xinggen:person1%40example.com?secret={secret}&issuer=Xinggen&algorithm=SHA1&digits=6&period=30"
    );
    assert_eq!(made["uri"], uri.as_str());
    assert_eq!(api.get(&who, "/me/two-factor").await.ok(), off);
    make_key(&api, &who).await.with_status(StatusCode::CREATED);
    step_up(&api, &who, &code(&api)).await.check_problem(StatusCode::CONFLICT, "two_factor_off");
    let wrong = api.post(&who, "/me/two-factor/confirm", json!({ "code": "12345" })).await;
    wrong.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    let codes = enrolled(&api, &who).await;
    assert_eq!(codes.len(), 10);
    let on = api.get(&who, "/me/two-factor").await.ok();
    assert_eq!((&on["enabled"], &on["recovery_codes_left"]), (&json!(true), &json!(10)));
    let again = api.post(&who, "/me/two-factor", proof()).await;
    again.check_problem(StatusCode::CONFLICT, "two_factor_on");
    let again = api.post(&who, "/me/two-factor/confirm", code(&api)).await;
    again.check_problem(StatusCode::CONFLICT, "two_factor_off");
}

#[actix_web::test]
async fn what_is_dangerous_needs_a_proof_of_the_last_ten_minutes_in_this_session() {
    let api = TestApi::new().await;
    let who = api.register().await;
    enrolled(&api, &who).await;
    make_key(&api, &who).await.with_status(StatusCode::CREATED);
    api.world.clock.advance(Duration::seconds(540));
    make_key(&api, &who).await.check_problem(StatusCode::FORBIDDEN, "step_up_required");
    for (method, path) in [
        (Method::DELETE, "/me/two-factor"),
        (Method::POST, "/me/two-factor/recovery-codes"),
        (Method::PUT, "/me/password"),
        (Method::PUT, "/me/email"),
        (Method::POST, "/me/email/unbind"),
        (Method::PUT, "/me/phone"),
        (Method::POST, "/me/phone/unbind"),
        (Method::DELETE, "/me/api-keys/0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f"),
    ] {
        let refused = api.send(request(method, path, Some(&who))).await;
        refused.check_problem(StatusCode::FORBIDDEN, "step_up_required");
    }
    let proof = step_up(&api, &who, &code(&api)).await.ok();
    assert_eq!(proof["until"], json!(api.world.clock.now() + Duration::minutes(10)));
    make_key(&api, &who).await.with_status(StatusCode::CREATED);
    api.world.clock.advance(Duration::seconds(60));
    let other = sign_in(&api, code(&api)["code"].clone()).await.ok();
    let other = Person { id: who.id, token: other["access_token"].as_str().expect("a token").to_owned() };
    make_key(&api, &other).await.with_status(StatusCode::CREATED);
    api.delete(&other, "/me/two-factor").await.with_status(StatusCode::NO_CONTENT);
    sign_in(&api, Value::Null).await.ok();
}

async fn sign_in(api: &TestApi, second_factor: Value) -> Answer {
    let body = json!({
        "email": "person1@example.com", "password": "correct horse battery staple",
        "second_factor": second_factor,
    });
    api.send(request(Method::POST, "/auth/login", None).set_json(body)).await
}

#[actix_web::test]
async fn who_has_a_second_factor_signs_in_with_both() {
    let api = TestApi::new().await;
    let who = api.register().await;
    sign_in(&api, Value::Null).await.ok();
    let recovery = enrolled(&api, &who).await;
    let refused = sign_in(&api, Value::Null).await;
    refused.check_problem(StatusCode::UNAUTHORIZED, "second_factor_needed");
    let refused = sign_in(&api, json!("000000")).await;
    refused.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    let now = code(&api)["code"].clone();
    sign_in(&api, now.clone()).await.ok();
    let again = sign_in(&api, now).await;
    again.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    sign_in(&api, json!(recovery[0])).await.ok();
    let again = sign_in(&api, json!(recovery[0])).await;
    again.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
}

#[actix_web::test]
async fn a_code_and_a_recovery_code_are_accepted_once() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let codes = enrolled(&api, &who).await;
    let now = code(&api);
    step_up(&api, &who, &now).await.ok();
    step_up(&api, &who, &now).await.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    let recovery = json!({ "code": codes[3] });
    step_up(&api, &who, &recovery).await.ok();
    step_up(&api, &who, &recovery).await.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    assert_eq!(api.get(&who, "/me/two-factor").await.ok()["recovery_codes_left"], 9);
    let renewed = api.post(&who, "/me/two-factor/recovery-codes", Value::Null).await;
    let renewed = renewed.with_status(StatusCode::CREATED).json();
    assert_eq!(renewed["recovery_codes"].as_array().map(Vec::len), Some(10));
    let old = step_up(&api, &who, &json!({ "code": codes[4] })).await;
    old.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    step_up(&api, &who, &json!({ "code": renewed["recovery_codes"][0] })).await.ok();
}

#[actix_web::test]
async fn trying_codes_stops_after_five() {
    let api = TestApi::new().await;
    let who = api.register().await;
    enrolled(&api, &who).await;
    for _ in 0..5 {
        let refused = step_up(&api, &who, &json!({ "code": "000000" })).await;
        refused.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    }
    let refused = step_up(&api, &who, &code(&api)).await;
    refused.check_problem(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts");
    assert_eq!(refused.header("retry-after"), "900");
    api.world.clock.advance(Duration::minutes(13));
    let refused = step_up(&api, &who, &code(&api)).await;
    refused.check_problem(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts");
}

#[actix_web::test]
async fn an_admin_needs_a_second_factor() {
    let api = TestApi::strict().await;
    let user = User { role: Role::Admin, ..api.world.build.user() };
    let mut tx = api.world.store.begin(user.id).await.expect("a transaction");
    let password = PasswordHash("fake:correct horse battery staple".to_owned());
    tx.profile().open(user.clone(), Some(password)).await.expect("an account");
    tx.commit().await.expect("a commit");
    let now = api.world.clock.now();
    let session = Session::new(api.world.build.id(), user.id, Digest::of(b"secret"), now);
    api.world.add_session(session.clone()).await;
    let claims = AccessClaims { user_id: user.id, session_id: session.id, role: Role::Admin };
    let admin = Person { id: user.id, token: api.world.tokens.issue(claims, now).0 };
    make_key(&api, &admin).await.check_problem(StatusCode::FORBIDDEN, "step_up_required");
    enrolled(&api, &admin).await;
    make_key(&api, &admin).await.with_status(StatusCode::CREATED);
}
