//! Memberships: granted and revoked by administrators, and never written as a role.

use crate::kit::{Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};

struct Desk {
    api: TestApi,
    admin: Person,
    lin: Person,
}

impl Desk {
    async fn new() -> Self {
        let api = TestApi::new().await;
        let (admin, lin) = (api.admin().await, api.register().await);
        Self { api, admin, lin }
    }

    fn terms(&self) -> String {
        format!("/admin/users/{}/memberships", self.lin.id)
    }

    async fn grant(&self, who: &Person, key: &'static str, body: &Value) -> crate::kit::Answer {
        let ask = request(Method::POST, &self.terms(), Some(who)).insert_header(("idempotency-key", key));
        self.api.send(ask.set_json(body)).await
    }

    async fn role(&self) -> Value {
        self.api.get(&self.lin, "/me").await.ok()["role"].clone()
    }
}

#[actix_web::test]
async fn a_term_is_granted_once_and_revoked() {
    let desk = Desk::new().await;
    let body = json!({ "plan": "vip", "ends_at": "2999-01-01T00:00:00Z", "reason": "内测用户" });
    desk.grant(&desk.lin, "one", &body).await.check_problem(StatusCode::FORBIDDEN, "forbidden");
    let term = desk.grant(&desk.admin, "one", &body).await.with_status(StatusCode::CREATED).json();
    let again = desk.grant(&desk.admin, "one", &body).await.with_status(StatusCode::CREATED).json();
    assert_eq!(term, again);
    let own = desk.api.get(&desk.lin, "/me/membership").await.ok();
    assert_eq!(
        own,
        json!({ "role": "vip", "plan": "vip", "ends_at": "2999-01-01T00:00:00Z", "terms": [term] })
    );
    assert_eq!(own, desk.api.get(&desk.admin, &desk.terms()).await.ok());
    assert_eq!(desk.role().await, "vip");
    let listed = desk.api.get(&desk.admin, "/admin/users?role=vip").await.ok();
    assert_eq!(listed["items"][0]["id"], desk.lin.id.to_string());
    let path = format!("{}/{}", desk.terms(), term["id"].as_str().expect("an id"));
    desk.api.delete(&desk.lin, &path).await.check_problem(StatusCode::FORBIDDEN, "forbidden");
    for _ in 0..2 {
        desk.api.delete(&desk.admin, &path).await.with_status(StatusCode::NO_CONTENT);
    }
    assert_eq!(desk.role().await, "user");
    let over = desk.api.get(&desk.lin, "/me/membership").await.ok();
    assert_eq!((&over["plan"], &over["ends_at"]), (&Value::Null, &Value::Null));
    assert_eq!(over["terms"][0]["state"], "revoked");
    let unknown = format!("{}/{}", desk.terms(), desk.lin.id);
    desk.api.delete(&desk.admin, &unknown).await.check_problem(StatusCode::NOT_FOUND, "not_found");
}

#[actix_web::test]
async fn the_role_of_a_membership_is_refused_and_the_grant_named() {
    let desk = Desk::new().await;
    let path = format!("/admin/users/{}", desk.lin.id);
    let patch = request(Method::PATCH, &path, Some(&desk.admin)).set_json(json!({ "role": "vip" }));
    let answer = desk.api.send(patch).await;
    answer.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
    let error = answer.json()["errors"][0].clone();
    assert_eq!(error["code"], "granted");
    let named = error.to_string().contains("POST /admin/users/{user_id}/memberships");
    assert!(named, "{error}");
    assert_eq!(desk.role().await, "user");
    let past = json!({ "plan": "vip", "ends_at": "2001-01-01T00:00:00Z", "reason": "内测用户" });
    let refused = desk.grant(&desk.admin, "past", &past).await;
    refused.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
}
