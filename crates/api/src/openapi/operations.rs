use super::document;
use serde_json::Value;
use std::{collections::HashMap, sync::OnceLock};

/// What the document says of an operation, by its method and the pattern of its path.
pub(crate) fn operation(method: &str, path: &str) -> Option<&'static Value> {
    static KNOWN: OnceLock<HashMap<&'static str, HashMap<String, &'static Value>>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let paths = document()["paths"].as_object().into_iter().flatten();
        let of_path = |item: &'static Value| item.as_object().into_iter().flatten();
        paths
            .map(|(path, item)| {
                (path.as_str(), of_path(item).map(|(method, said)| (method.to_uppercase(), said)).collect())
            })
            .collect()
    });
    known.get(path)?.get(method).copied()
}

/// The schema of an operation's JSON body.
pub(crate) fn body_schema(operation: &'static Value) -> Option<&'static Value> {
    operation.pointer("/requestBody/content/application~1json/schema")
}

/// A schema, wherever it is written down.
pub(crate) fn resolved(schema: &'static Value) -> &'static Value {
    let target =
        schema["$ref"].as_str().and_then(|reference| document().pointer(reference.strip_prefix('#')?));
    target.unwrap_or(schema)
}
