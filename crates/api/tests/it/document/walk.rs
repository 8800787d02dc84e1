//! Ways through the document.

use serde_json::{Map, Value};
use std::sync::LazyLock;

/// The document as the routes make it.
pub(super) fn document() -> &'static Value {
    xinggen_api::document()
}

/// One operation: its method, its path, and what the document says of it.
pub(super) struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) said: &'static Value,
}

impl Operation {
    /// What it is called, for messages and lists.
    pub(super) fn id(&self) -> &'static str {
        self.said["operationId"].as_str().unwrap_or_default()
    }

    /// Its parameters.
    pub(super) fn parameters(&self) -> &'static [Value] {
        self.said["parameters"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Its responses by status, with references resolved.
    pub(super) fn responses(&self) -> impl Iterator<Item = (u16, &'static Value)> {
        members(&self.said["responses"])
            .map(|(status, response)| (status.parse().unwrap_or_default(), resolve(response)))
    }

    /// Whether nobody needs to sign in for it.
    pub(super) fn is_public(&self) -> bool {
        let ways = self.said["security"].as_array();
        ways.is_some_and(|ways| ways.iter().any(|way| way.as_object().is_some_and(Map::is_empty)))
    }
}

/// Every operation of the document.
pub(super) fn operations() -> &'static [Operation] {
    static ALL: LazyLock<Vec<Operation>> = LazyLock::new(|| {
        members(&document()["paths"])
            .flat_map(|(path, item)| {
                members(item).map(move |(method, said)| Operation {
                    method: method.clone(),
                    path: path.clone(),
                    said,
                })
            })
            .collect()
    });
    assert!(ALL.len() > 40, "only {} operations found", ALL.len());
    &ALL
}

/// The members of an object; none of anything else.
pub(super) fn members(value: &'static Value) -> impl Iterator<Item = (&'static String, &'static Value)> {
    value.as_object().into_iter().flatten()
}

/// What a reference stands for; anything else stands for itself.
pub(super) fn resolve(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            reference.strip_prefix('#').and_then(|way| document().pointer(way)).unwrap_or(&Value::Null)
        }
        None => value,
    }
}

/// Shows a value and everything in it, each with the way to it.
pub(super) fn every_value(value: &'static Value, place: &str, see: &mut impl FnMut(&str, &'static Value)) {
    see(place, value);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                every_value(member, &format!("{place}/{name}"), see);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                every_value(item, &format!("{place}/{index}"), see);
            }
        }
        _ => {}
    }
}

/// Fails with all faults that were found, one a line.
pub(super) fn fail_on(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n  {}", faults.join("\n  "));
}
