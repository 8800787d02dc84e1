use super::scopes::declared;
use crate::{
    language::Language,
    problem::{Code, FieldProblem, filled},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Adds to every operation what follows from its kind.
pub(super) fn complete(document: &mut Value, prefix: &str) {
    let mut statuses = BTreeMap::new();
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, item) in paths {
            let methods = item.as_object_mut().into_iter().flatten();
            for (method, operation) in methods {
                add_path_ids(path, operation);
                if path.starts_with(prefix) {
                    for status in expected(path, method, operation) {
                        add_response(operation, status);
                        statuses.insert(status, ());
                    }
                }
            }
        }
    }
    let used: Vec<u16> = statuses.into_keys().collect();
    document["components"]["responses"] =
        used.iter().map(|status| (name(*status), response(*status))).collect();
    document["security"] = json!([{ "bearer": [] }]);
}

/// Ids in paths need no word of their own: their names say what they are of.
fn add_path_ids(path: &str, operation: &mut Value) {
    let ids = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    for id in ids {
        let parameters = operation["parameters"].take();
        let mut parameters = parameters.as_array().cloned().unwrap_or_default();
        if !parameters.iter().any(|known| known["name"] == *id && known["in"] == "path") {
            let what = id.trim_end_matches("_id").replace('_', " ");
            parameters.insert(
                0,
                json!({
                    "name": id, "in": "path", "required": true,
                    "description": format!("The id of the {what}"),
                    "schema": { "type": "string", "format": "uuid" },
                    "example": "0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f",
                }),
            );
        }
        operation["parameters"] = Value::Array(parameters);
    }
}

/// Which problems an operation can have, from what it takes.
fn expected(path: &str, method: &str, operation: &Value) -> Vec<u16> {
    let header = |name: &str| {
        operation["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == name))
    };
    let public = operation["security"].as_array().is_some_and(|all| all.iter().any(|one| one == &json!({})));
    let queried =
        operation["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["in"] == "query"));
    let mut statuses = vec![500, 503, 504];
    if !public {
        statuses.push(401);
    }
    // A key that lacks the scope, or any key where none is taken.
    if !public || declared(operation).is_some() {
        // Every plan may limit requests.
        statuses.extend([403, 429]);
    }
    if path.contains('{') {
        statuses.push(404);
    }
    if !operation["requestBody"].is_null() {
        statuses.extend([400, 413, 415, 422]);
    }
    if queried {
        statuses.push(422);
    }
    if header("Idempotency-Key") {
        statuses.extend([400, 402, 409, 413, 415, 422]);
    }
    if header("If-Match") {
        statuses.extend([412, 422]);
        if method == "patch" {
            statuses.push(428);
        }
    }
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

fn add_response(operation: &mut Value, status: u16) {
    let responses = &mut operation["responses"];
    let reference = json!({ "$ref": format!("#/components/responses/{}", name(status)) });
    match responses.as_object_mut() {
        Some(known) => {
            known.entry(status.to_string()).or_insert(reference);
        }
        None => *responses = json!({ status.to_string(): reference }),
    }
}

fn name(status: u16) -> String {
    format!("Problem{status}")
}

/// The response with all problems of a status.
fn response(status: u16) -> Value {
    let of_status = || Code::ALL.iter().filter(|code| code.status().as_u16() == status);
    let codes: Vec<_> = of_status().map(|code| format!("`{}`", code.code())).collect();
    let example = of_status().next().map_or(Value::Null, |code| example(*code));
    let mut response = json!({
        "description": format!("One of the problems {}", codes.join(", ")),
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "example": example,
        } },
    });
    if status == 429 {
        response["headers"] = limit_headers();
    }
    response
}

/// What a refusal says about what it is the end of.
fn limit_headers() -> Value {
    let header = |what: &str| json!({ "description": what, "schema": { "type": "integer", "minimum": 0 } });
    json!({
        "Retry-After": header("After how many seconds to try again"),
        "RateLimit-Limit": header("How many, or how much, there may be"),
        "RateLimit-Remaining": header("How many, or how much, of it is left"),
        "RateLimit-Reset": header("In how many seconds it is there in full again, or to be asked for again"),
    })
}

fn example(code: Code) -> Value {
    let (title, template) = code.words(Language::English);
    // What the detail speaks of is a member too.
    let mut members = samples();
    members.retain(|name, _| template.contains(&format!("{{{name}}}")));
    let detail = filled(template, &members);
    members.insert("type".into(), format!("urn:xinggen:problem:{}", code.code()).into());
    members.insert("title".into(), title.into());
    members.insert("status".into(), code.status().as_u16().into());
    members.insert("detail".into(), detail.into());
    members.insert("instance".into(), "/api/v1/dramas".into());
    members.insert("code".into(), code.code().into());
    members.insert("request_id".into(), "0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f".into());
    if code == Code::InvalidRequest {
        let field = FieldProblem {
            field: "title".into(),
            code: "too_long".into(),
            message: "must have 1 to 200 characters".into(),
        };
        members.insert("errors".into(), json!([field]));
    }
    Value::Object(members)
}

/// What members of problems may look like.
fn samples() -> Map<String, Value> {
    let samples = json!({
        "reason": "expected value at line 1 column 1",
        "needed": 50,
        "available": 12,
        "limit": 1_048_576,
        "left": 12,
        "quota": "dramas",
        "used": 20,
        "expected": "application/json",
        "mime": "image/png",
        "bytes": 4096,
        "seconds": 60,
        "most": 2,
    });
    samples.as_object().cloned().unwrap_or_default()
}
