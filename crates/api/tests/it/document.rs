//! The OpenAPI document: what is written down is what is served, and it says enough to generate clients from.

mod audited;
mod operations;
mod schemas;
mod walk;

use serde_json::Value;
use walk::{document, fail_on};

const WRITTEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");

#[test]
fn the_written_document_is_the_served_one() {
    let text = std::fs::read_to_string(WRITTEN).unwrap_or_default();
    let written: Value = serde_json::from_str(&text).unwrap_or_default();
    assert!(written == *document(), "docs/openapi.json is stale: run `make openapi`");
}

#[test]
fn it_is_of_version_3_1() {
    let version = document()["openapi"].as_str().unwrap_or_default();
    assert!(version.starts_with("3.1."), "it is of version {version}");
}

#[test]
fn all_references_lead_somewhere() {
    let mut faults = Vec::new();
    walk::every_value(document(), "#", &mut |place, value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str)
            && walk::resolve(value).is_null()
        {
            faults.push(format!("{place}: {reference}"));
        }
    });
    fail_on("references that lead nowhere", &faults);
}

#[test]
fn problems_are_shown_filled_in() {
    let mut faults = Vec::new();
    for (name, response) in walk::members(&document()["components"]["responses"]) {
        let example = &response["content"]["application/problem+json"]["example"];
        let detail = example["detail"].as_str().unwrap_or_default();
        if detail.is_empty() || detail.contains('{') {
            faults.push(format!("{name}: {detail:?}"));
        }
    }
    fail_on("examples of problems with gaps", &faults);
}
