//! Every operation, with a key that has all scopes but the one that the document says it needs, and with one that
//! has that one alone.

use crate::{
    api_keys::key,
    kit::{Answer, NOBODYS, Person, TestApi},
};
use actix_web::{
    http::{Method, StatusCode},
    test::TestRequest,
};
use serde_json::{Value, json};

const ALL: [&str; 4] = ["read", "write", "generate", "billing"];

/// An operation and what the document says of its security.
struct Operation {
    name: String,
    method: Method,
    path: String,
    scope: Option<String>,
    public: bool,
}

fn operations() -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in xinggen_api::document()["paths"].as_object().expect("paths") {
        for (method, said) in item.as_object().expect("operations") {
            let ways = said["security"].as_array().cloned().unwrap_or_else(|| vec![json!({ "bearer": [] })]);
            let scopes: Vec<&Value> =
                ways.iter().filter_map(|way| way["api_key"].as_array()).flatten().collect();
            assert!(scopes.len() <= 1, "{method} {path} needs one scope at most");
            all.push(Operation {
                name: format!("{method} {path}"),
                method: method.to_uppercase().parse().expect("a method"),
                path: path
                    .split('/')
                    .map(|part| if part.starts_with('{') { NOBODYS } else { part })
                    .collect::<Vec<_>>()
                    .join("/"),
                scope: scopes.first().map(|scope| scope.as_str().expect("a word").to_owned()),
                public: ways.contains(&json!({})),
            });
        }
    }
    all
}

async fn call(api: &TestApi, program: &Person, operation: &Operation) -> Answer {
    let request = TestRequest::with_uri(&operation.path)
        .method(operation.method.clone())
        .insert_header(("authorization", format!("Bearer {}", program.token)))
        // Behind the door, this keeps the stream of events from being opened: nobody would read it to its end.
        .insert_header(("last-event-id", "x"));
    api.send(request).await
}

/// An answer to HEAD has no body to look at.
fn check_refused(operation: &Operation, answer: &Answer, code: &str) {
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}: {answer:?}", operation.name);
    if operation.method != Method::HEAD {
        assert_eq!(answer.json()["code"], code, "{}", operation.name);
    }
}

#[actix_web::test]
async fn a_key_does_what_its_scopes_allow_and_nothing_else() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let mut walked = 0;
    for scope in ALL {
        let others: Vec<&str> = ALL.into_iter().filter(|other| *other != scope).collect();
        let (_, without) = key(&api, &who, &others).await;
        let (_, with) = key(&api, &who, &[scope]).await;
        for operation in operations().iter().filter(|one| one.scope.as_deref() == Some(scope)) {
            let refused = call(&api, &without, operation).await;
            check_refused(operation, &refused, "scope_missing");
            if operation.method != Method::HEAD {
                assert_eq!(refused.json()["scope"], scope, "{}", operation.name);
            }
            let answer = call(&api, &with, operation).await;
            let out = [StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED].contains(&answer.status);
            assert!(!out, "{}: {}", operation.name, answer.status);
            walked += 1;
        }
    }
    assert!(walked > 60, "only {walked} operations take keys");
}

#[actix_web::test]
async fn what_declares_no_scope_takes_no_key() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let (_, program) = key(&api, &who, &ALL).await;
    let mut closed = Vec::new();
    for operation in operations().iter().filter(|one| one.scope.is_none() && !one.public) {
        check_refused(operation, &call(&api, &program, operation).await, "key_not_accepted");
        closed.push(operation.name.clone());
    }
    for known in ["post /api/v1/auth/logout", "post /api/v1/me/api-keys", "get /api/v1/me/api-keys"] {
        assert!(closed.iter().any(|name| name == known), "{known} takes keys");
    }
}
