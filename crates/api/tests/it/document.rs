//! The OpenAPI document: what is written down is what is served, and it says enough to generate clients from.

mod audited;
mod codes;
mod examples;
mod names;
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
    for (name, example) in walk::members(&document()["components"]["examples"]) {
        let problem = &example["value"];
        let detail = problem["detail"].as_str().unwrap_or_default();
        if detail.is_empty() || detail.contains('{') || problem["code"] != *name {
            faults.push(format!("{name}: {problem}"));
        }
    }
    fail_on("examples of problems with gaps", &faults);
}

#[test]
fn every_component_is_used() {
    let mut used = std::collections::BTreeSet::new();
    walk::every_value(document(), "#", &mut |_, value| {
        used.extend(value.get("$ref").and_then(Value::as_str).map(str::to_owned));
    });
    let mut faults = Vec::new();
    for (kind, components) in
        walk::members(&document()["components"]).filter(|(kind, _)| *kind != "securitySchemes")
    {
        for (name, _) in walk::members(components) {
            let reference = format!("#/components/{kind}/{name}");
            if !used.contains(&reference) {
                faults.push(reference);
            }
        }
    }
    fail_on("components that nothing refers to", &faults);
}

#[test]
fn it_says_where_the_server_is() {
    let servers = document()["servers"].as_array().map_or(0, Vec::len);
    assert!(servers > 0, "{}", document()["servers"]);
}
