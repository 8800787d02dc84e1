//! Codes, sessions and users over HTTP.

use crate::kit::{NOBODYS, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use xinggen_domain::{
    ports::{Letter, UnitOfWork as _},
    user::{Role, User},
};

const PASSWORD: &str = "correct horse battery staple";

impl TestApi {
    async fn call(&self, path: &str, body: Value) -> crate::kit::Answer {
        self.send(request(Method::POST, path, None).set_json(body)).await
    }

    /// Asks for a code; the members of a body that brings it back.
    async fn code(&self, who: Option<&Person>, body: Value) -> (String, String) {
        let path = if who.is_some() { "/me/codes" } else { "/auth/codes" };
        let sent = self.send(request(Method::POST, path, who).set_json(body)).await;
        let sent = sent.with_status(StatusCode::CREATED).json();
        assert_eq!(sent["expires_in"], 600);
        let code = match self.world.postbox.take().pop() {
            Some(Letter::Sms { code, .. }) => code,
            Some(Letter::Mail(mail)) => {
                let digits = |part: &&str| part.len() == 6 && part.bytes().all(|b| b.is_ascii_digit());
                mail.subject.split(' ').find(digits).expect("a code").to_owned()
            }
            None => "000000".to_owned(),
        };
        (sent["request_id"].as_str().expect("an id").to_owned(), code)
    }

    async fn with_role(&self, who: &Person, role: Role) {
        let mut tx = self.world.store.begin(who.id).await.expect("begun");
        let (user, _) = tx.profile().lock().await.expect("read").expect("there");
        tx.profile().save(User { role, ..user }).await.expect("saved");
        tx.commit().await.expect("committed");
    }
}

#[actix_web::test]
async fn a_phone_signs_up_in_and_binds_an_email() {
    let api = TestApi::new().await;
    let phone = "138 0013 8000";
    let (request_id, code) = api.code(None, json!({ "phone": phone, "purpose": "register" })).await;
    let body = json!({ "phone": phone, "request_id": request_id, "code": code });
    let opened = api.call("/auth/register", body.clone()).await.with_status(StatusCode::CREATED).json();
    assert_eq!(opened["user"]["phone"], "+8613800138000");
    api.call("/auth/register", body).await.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code");
    let (request_id, code) = api.code(None, json!({ "phone": phone, "purpose": "login" })).await;
    let body = json!({ "phone": phone, "request_id": request_id, "code": code });
    let session = api.call("/auth/login/code", body).await.ok();
    let lin = Person {
        id: opened["user"]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id"),
        token: session["access_token"].as_str().expect("a token").to_owned(),
    };
    let confirm = api.code(Some(&lin), json!({ "phone": phone, "purpose": "confirm" })).await;
    let bind = api.code(Some(&lin), json!({ "email": "lin@example.com", "purpose": "bind" })).await;
    let body = json!({
        "email": "Lin@Example.com", "request_id": bind.0, "code": bind.1,
        "confirmation": { "phone": phone, "request_id": confirm.0, "code": confirm.1 },
    });
    assert_eq!(api.put(&lin, "/me/email", body).await.ok()["email"], "lin@example.com");
    api.world.clock.advance(chrono::Duration::hours(2));
    let session = {
        let (request_id, code) =
            api.code(None, json!({ "email": "lin@example.com", "purpose": "reset" })).await;
        let weak = json!({ "email": "lin@example.com", "request_id": request_id, "code": code, "password": "password" });
        api.call("/auth/password/reset", weak.clone()).await.check_invalid("password", "weak");
        let mut strong = weak;
        strong["password"] = PASSWORD.into();
        api.call("/auth/password/reset", strong).await.with_status(StatusCode::NO_CONTENT);
        api.get(&lin, "/me").await.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
        api.call("/auth/login", json!({ "phone": phone, "password": PASSWORD })).await.ok()
    };
    let lin = Person { token: session["access_token"].as_str().expect("a token").to_owned(), ..lin };
    let proof = json!({ "current_password": PASSWORD });
    assert_eq!(api.post(&lin, "/me/phone/unbind", proof.clone()).await.ok()["phone"], Value::Null);
    let last = api.post(&lin, "/me/email/unbind", proof).await;
    last.check_problem(StatusCode::CONFLICT, "last_identity");
    let none = api.post(&lin, "/me/email/unbind", json!({})).await;
    none.check_invalid("current_password", "missing");
}

#[actix_web::test]
async fn known_and_unknown_are_answered_alike() {
    let api = TestApi::new().await;
    api.register().await;
    for (path, mut body) in [
        ("/auth/codes", json!({ "purpose": "login" })),
        ("/auth/codes", json!({ "purpose": "reset" })),
        ("/auth/login", json!({ "password": "wrong" })),
        ("/auth/login/code", json!({ "request_id": "x", "code": "123456" })),
        ("/auth/password/reset", json!({ "request_id": "x", "code": "123456", "password": PASSWORD })),
    ] {
        let mut answers = Vec::new();
        for email in ["person1@example.com", "nobody@example.com"] {
            body["email"] = email.into();
            let answer = api.call(path, body.clone()).await;
            let mut said = answer.json();
            said["request_id"] = Value::Null;
            let headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            answers.push((answer.status, said, headers.len()));
        }
        assert_eq!(answers[0], answers[1], "{path}");
    }
}

#[actix_web::test]
async fn too_many_failures_are_told_when_to_come_again() {
    let api = TestApi::new().await;
    for _ in 0..10 {
        let failed = api.call("/auth/login", json!({ "email": "a@example.com", "password": "x" })).await;
        failed.check_problem(StatusCode::UNAUTHORIZED, "wrong_credentials");
    }
    let stopped = api.call("/auth/login", json!({ "email": "b@example.com", "password": "x" })).await;
    stopped.check_problem(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts");
    let header = |name| stopped.header(name).parse::<u32>().expect("a number");
    assert_eq!((header("retry-after"), header("ratelimit-limit")), (20, 10));
    assert_eq!((header("ratelimit-remaining"), header("ratelimit-reset")), (0, 200));
}

#[actix_web::test]
async fn sessions_are_seen_and_ended() {
    let api = TestApi::new().await;
    let (lin, chen) = (api.register().await, api.register().await);
    let body = json!({ "email": "person1@example.com", "password": PASSWORD });
    let login = request(Method::POST, "/auth/login", None).insert_header(("user-agent", "a browser"));
    let other = api.send(login.set_json(body)).await.ok();
    let other = Person { token: other["access_token"].as_str().expect("a token").to_owned(), ..chen };
    let listed = api.get(&lin, "/me/sessions").await.ok();
    let items = listed["items"].as_array().expect("a list");
    assert_eq!(items.len(), 2);
    let theirs = items.iter().find(|session| session["user_agent"] == "a browser").expect("that session");
    assert_eq!(theirs["current"], false);
    let path = format!("/me/sessions/{}", theirs["id"].as_str().expect("an id"));
    api.delete(&chen, &path).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    api.delete(&lin, &path).await.with_status(StatusCode::NO_CONTENT);
    api.get(&other, "/me").await.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    api.delete(&lin, "/me/sessions").await.with_status(StatusCode::NO_CONTENT);
    api.get(&lin, "/me").await.ok();
    let body = json!({ "current_password": "wrong", "password": "seven quiet lighthouse keepers" });
    let wrong = api.put(&lin, "/me/password", body).await;
    wrong.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "wrong_password");
}

#[actix_web::test]
async fn users_are_looked_after_by_administrators_only() {
    let api = TestApi::new().await;
    let (admin, lin) = (api.register().await, api.register().await);
    let path = format!("/admin/users/{}", lin.id);
    let change = json!({ "role": "admin", "status": "disabled" });
    for answer in [
        api.get(&lin, "/admin/users").await,
        api.send(request(Method::PATCH, &path, Some(&lin)).set_json(&change)).await,
    ] {
        answer.check_problem(StatusCode::FORBIDDEN, "forbidden");
    }
    api.with_role(&admin, Role::Admin).await;
    let listed = api.get(&admin, "/admin/users?identity=person2@example.com").await.ok();
    assert_eq!(listed["items"][0]["id"], lin.id.to_string());
    let patch = |path: &str| request(Method::PATCH, path, Some(&admin));
    let changed = api.send(patch(&path).set_json(&change)).await.ok();
    assert_eq!((&changed["role"], &changed["status"]), (&json!("admin"), &json!("disabled")));
    api.get(&lin, "/me").await.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    let own = patch(&format!("/admin/users/{}", admin.id)).set_json(json!({ "role": "user" }));
    api.send(own).await.check_problem(StatusCode::CONFLICT, "own_account");
    let nobody = patch(&format!("/admin/users/{NOBODYS}")).set_json(&change);
    api.send(nobody).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    // The role is the database's: a token that was issued to an administrator does not do.
    api.with_role(&admin, Role::User).await;
    api.get(&admin, "/admin/users").await.check_problem(StatusCode::FORBIDDEN, "forbidden");
}

#[actix_web::test]
async fn signing_out_is_noted_for_the_account() {
    let api = TestApi::new().await;
    let who = api.register().await;
    api.post(&who, "/auth/logout", Value::Null).await.with_status(StatusCode::NO_CONTENT);
    api.get(&who, "/me").await.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    let back = json!({ "email": "person1@example.com", "password": PASSWORD });
    let session = api.call("/auth/login", back).await.ok();
    let who = Person { token: session["access_token"].as_str().expect("a token").to_owned(), ..who };
    let log = api.get(&who, "/me/audit").await.ok();
    let acts: Vec<_> = log["items"].as_array().expect("items").iter().map(|noted| &noted["act"]).collect();
    assert_eq!(acts, ["signed_in", "signed_out", "signed_in"]);
}
