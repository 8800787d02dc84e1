//! What problems and bodies look like.

use crate::{
    language::Language,
    problem::{Code, FieldProblem, filled},
};
use serde_json::{Map, Value, json};

/// A problem as clients get it.
pub(super) fn problem(code: Code) -> Value {
    let (title, template) = code.words(Language::English);
    // What the detail speaks of is a member too.
    let mut members = samples();
    if code == Code::SpendingCapReached {
        let cap =
            json!({ "scope": "day", "cap": 500, "spent": 450, "held": 30, "missing": 30, "resets_at": null });
        members.extend(cap.as_object().cloned().unwrap_or_default());
    }
    members.retain(|name, _| template.contains(&format!("{{{name}}}")));
    let detail = filled(template, &members);
    members.insert("type".into(), format!("urn:xinggen:problem:{}", code.code()).into());
    members.insert("title".into(), title.into());
    members.insert("status".into(), code.status().as_u16().into());
    members.insert("detail".into(), detail.into());
    members.insert("instance".into(), "/api/v1/dramas".into());
    members.insert("code".into(), code.code().into());
    members.insert("request_id".into(), ID.into());
    if code == Code::InvalidRequest {
        let field = FieldProblem {
            field: "title".into(),
            code: "length".into(),
            message: "must have 1 to 200 characters, but has 0".into(),
        };
        members.insert("errors".into(), json!([field]));
    }
    Value::Object(members)
}

const ID: &str = "0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f";

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
        "operation": "image",
        "missing": "storyboard",
        "scope": "read",
        "kinds": "image",
        "planned_ms": 13_000,
        "most": 12_000,
        "state": "done",
    });
    samples.as_object().cloned().unwrap_or_default()
}

/// A body with every required field, and with those optional ones for which the schema shows a value; as its route shows
/// it, where it does.
pub(super) fn body_example(schemas: &Value, schema: &Value) -> Value {
    let schema = resolved(schemas, schema);
    if let Some(shown) = shown(schema) {
        return shown;
    }
    if let Some(first) = variants(schema).next() {
        return body_example(schemas, first);
    }
    match kind(schema) {
        Some("object") => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let required = |name: &str| {
                schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name))
            };
            let worth = properties.filter(|(name, property)| required(name) || shown(property).is_some());
            worth.map(|(name, property)| (name.clone(), body_example(schemas, property))).collect()
        }
        Some("array") => json!([body_example(schemas, &schema["items"])]),
        Some("boolean") => Value::Bool(false),
        Some("integer" | "number") => schema["minimum"].clone(),
        Some("string") => match schema["format"].as_str() {
            Some("uuid") => ID.into(),
            Some("date-time") => "2030-01-01T00:00:00Z".into(),
            _ => Value::from("…"),
        },
        _ => Value::Null,
    }
}

/// The value that a schema itself shows.
fn shown(schema: &Value) -> Option<Value> {
    let examples = schema["examples"].as_array().and_then(|all| all.first());
    let words = schema["enum"].as_array().and_then(|all| all.first());
    let known = [Some(&schema["example"]), examples, words];
    known.into_iter().flatten().find(|value| !value.is_null()).cloned()
}

fn variants(schema: &Value) -> impl Iterator<Item = &Value> {
    let all = ["oneOf", "allOf", "anyOf"].into_iter().filter_map(|name| schema[name].as_array());
    all.flatten().filter(|variant| variant["type"] != "null")
}

/// The type beside `null`.
fn kind(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        _ => None,
    }
}

fn resolved<'a>(schemas: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        Some(name) => &schemas[name],
        None => schema,
    }
}
