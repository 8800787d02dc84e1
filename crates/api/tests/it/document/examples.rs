//! The bodies that the document shows, and Swagger UI fills in.

use super::walk::{document, fail_on, operations, resolve};
use crate::kit::{TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::Value;

fn shown(id: &str) -> Value {
    let operation = operations().iter().find(|one| one.id() == id).unwrap_or_else(|| panic!("no {id}"));
    operation.said["requestBody"]["content"]["application/json"]["example"].clone()
}

/// As far as the server can tell without the things that a body speaks of: no value is of a wrong type, too long, unknown
/// or missing.
#[actix_web::test]
async fn each_is_what_its_operation_takes() {
    let api = TestApi::new().await;
    let admin = api.admin().await;
    let mut faults = Vec::new();
    for operation in operations() {
        let media = &operation.said["requestBody"]["content"]["application/json"];
        if media.is_null() {
            continue;
        }
        assert!(media["example"].is_object(), "{} shows no body", operation.id());
        let path = operation.path.strip_prefix("/api/v1").unwrap_or(&operation.path);
        let path = path.split('/').map(|part| if part.starts_with('{') { crate::kit::NOBODYS } else { part });
        let path = path.collect::<Vec<_>>().join("/");
        let method = operation.method.to_uppercase().parse().expect("a method");
        let request = request(method, &path, Some(&admin))
            .insert_header(("if-match", "*"))
            .insert_header(("idempotency-key", operation.id()));
        let answer = api.send(request.set_json(&media["example"])).await;
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
            let problem = answer.json();
            let codes =
                ["wrong_type", "unknown_field", "unknown_value", "missing", "length", "range", "malformed"];
            let wrong = problem["errors"].as_array().into_iter().flatten();
            let wrong: Vec<_> =
                wrong.filter(|wrong| codes.iter().any(|code| wrong["code"] == *code)).collect();
            if !wrong.is_empty() {
                faults.push(format!("{}: {wrong:?}", operation.id()));
            }
        }
    }
    fail_on("examples that are refused", &faults);
}

/// What needs nothing but an account, or what was made just before, works as it is shown.
#[actix_web::test]
async fn what_can_work_on_a_new_server_does() {
    let api = TestApi::new().await;
    let body = |id: &str| shown(id);
    let send = async |who: Option<&crate::kit::Person>, method: Method, path: String, body: Value| {
        let request = request(method.clone(), &path, who).insert_header(("if-match", "*"));
        let answer = api.send(request.insert_header(("idempotency-key", "shown")).set_json(body)).await;
        assert!(answer.status.is_success(), "{method} {path}: {answer:?}");
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    };
    let id = |made: &Value| made["id"].as_str().expect("an id").to_owned();
    let (post, patch) = (Method::POST, Method::PATCH);
    send(None, post.clone(), "/auth/register".into(), body("register_account")).await;
    send(None, post.clone(), "/auth/login".into(), body("create_session")).await;
    send(None, post.clone(), "/auth/codes".into(), body("create_code")).await;
    let (lin, admin) = (api.register().await, api.admin().await);
    let (who, admin) = (Some(&lin), Some(&admin));
    send(who, post.clone(), "/me/api-keys".into(), body("create_api_key")).await;
    send(who, Method::PUT, "/credits/caps".into(), body("update_spending_caps")).await;
    let config = id(&send(who, post.clone(), "/ai-configs".into(), body("create_ai_config")).await);
    send(who, patch.clone(), format!("/ai-configs/{config}"), body("update_ai_config")).await;
    send(admin, post.clone(), "/admin/prices".into(), body("create_price")).await;
    send(admin, patch.clone(), format!("/admin/users/{}", api.register().await.id), body("update_user"))
        .await;
    let drama = id(&send(who, post.clone(), "/dramas".into(), body("create_drama")).await);
    send(who, patch.clone(), format!("/dramas/{drama}"), body("update_drama")).await;
    let mut made = Vec::new();
    for (kind, create, update) in [
        ("episodes", "create_episode", "update_episode"),
        ("characters", "create_character", "update_character"),
        ("scenes", "create_scene", "update_scene"),
        ("props", "create_prop", "update_prop"),
    ] {
        let one = id(&send(who, post.clone(), format!("/dramas/{drama}/{kind}"), body(create)).await);
        send(who, patch.clone(), format!("/{kind}/{one}"), body(update)).await;
        made.push(one);
    }
    send(who, post.clone(), format!("/episodes/{}/quotes", made[0]), body("create_quote")).await;
    send(who, post, format!("/episodes/{}/productions", made[0]), body("create_production")).await;
}

/// Only a schema that is an object shows a body; one of several variants would be shown by its first alone.
#[test]
fn each_body_is_one_object() {
    let wrong: Vec<String> = operations()
        .iter()
        .filter(|one| {
            let schema = &one.said["requestBody"]["content"]["application/json"]["schema"];
            schema.is_object() && resolve(schema)["type"] != "object"
        })
        .map(|one| one.id().to_owned())
        .collect();
    fail_on("bodies that are not one object", &wrong);
    assert!(document()["paths"].is_object());
}
