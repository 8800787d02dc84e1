use super::document;
use serde_json::Value;
use std::{collections::HashMap, sync::OnceLock};
use xinggen_domain::api_key::Scope;

/// How the document calls API keys.
pub(super) const SCHEME: &str = "api_key";

/// What a key must allow for an operation, as its route declares it: `security(…, ("api_key" = ["read"]))`. None when
/// the operation does not take keys: whoever declares nothing is on the safe side.
pub(crate) fn scope_of(method: &str, path: &str) -> Option<Scope> {
    static SCOPES: OnceLock<HashMap<(String, String), Scope>> = OnceLock::new();
    let scopes = SCOPES.get_or_init(|| all(document()));
    scopes.get(&(method.to_lowercase(), path.to_owned())).copied()
}

fn all(document: &Value) -> HashMap<(String, String), Scope> {
    let mut scopes = HashMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if let Some(scope) = declared(operation) {
                scopes.insert((method.clone(), path.clone()), scope);
            }
        }
    }
    scopes
}

/// The one scope that an operation declares.
pub(super) fn declared(operation: &Value) -> Option<Scope> {
    let mut ways = operation["security"].as_array()?.iter().filter_map(|way| way[SCHEME].as_array());
    match ways.next()?.as_slice() {
        [scope] => scope.as_str()?.parse().ok(),
        _ => None,
    }
}
