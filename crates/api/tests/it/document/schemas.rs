//! What the schemas say.

use super::walk::{document, every_value, fail_on, members, operations, resolve};
use serde_json::Value;

/// Whether a schema says what it is by itself: a tag has one word, and its variant is described.
fn is_tag(schema: &Value) -> bool {
    schema["enum"].as_array().is_some_and(|words| words.len() == 1)
}

#[test]
fn every_schema_and_every_property_is_described() {
    let mut faults = Vec::new();
    for (name, schema) in members(&document()["components"]["schemas"]) {
        if schema["description"].as_str().unwrap_or_default().is_empty() {
            faults.push(name.clone());
        }
        every_value(schema, name, &mut |place, value| {
            for (property, said) in members(&value["properties"]).filter(|(_, said)| said.is_object()) {
                if !is_tag(said) && !is_described(said) {
                    faults.push(format!("{place}.{property}"));
                }
            }
        });
    }
    fail_on("what has no description", &faults);
}

/// Beside the type, or, where a property may be null, beside the reference.
fn is_described(schema: &Value) -> bool {
    let text = |schema: &Value| schema["description"].as_str().is_some_and(|text| !text.is_empty());
    text(schema) || schema["oneOf"].as_array().is_some_and(|all| all.iter().any(text))
}

#[test]
fn things_in_arrays_have_names() {
    let mut faults = Vec::new();
    every_value(document(), "#", &mut |place, value| {
        let inlined = value["items"]["type"] == "object" || value["items"]["properties"].is_object();
        if value["type"] == "array" && inlined {
            faults.push(place.to_owned());
        }
    });
    fail_on("objects inlined in arrays", &faults);
}

#[test]
fn bodies_and_answers_have_names() {
    let mut faults = Vec::new();
    every_value(&document()["paths"], "#/paths", &mut |place, value| {
        let schema = &value["application/json"]["schema"];
        if schema.is_object() && !schema["$ref"].is_string() {
            faults.push(place.to_owned());
        }
    });
    fail_on("schemas inlined in operations", &faults);
}

/// So that nobody gives themselves a role, an owner or credits by a field that a body happens not to name: what is not
/// named is refused.
#[test]
fn no_body_takes_more_than_it_names() {
    let mut faults = Vec::new();
    for operation in operations() {
        let schema = &operation.said["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_object() && resolve(schema)["additionalProperties"] != false {
            faults.push(operation.id().to_owned());
        }
    }
    fail_on("bodies that take fields they do not name", &faults);
}
