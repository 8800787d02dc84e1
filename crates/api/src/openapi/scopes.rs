use super::operation;
use serde_json::Value;
use xinggen_domain::api_key::Scope;

/// How the document calls API keys.
pub(super) const SCHEME: &str = "api_key";

/// What a key must allow for an operation, as its route declares it: `security(…, ("api_key" = ["read"]))`. None when
/// the operation does not take keys: whoever declares nothing is on the safe side.
pub(crate) fn scope_of(method: &str, path: &str) -> Option<Scope> {
    declared(operation(method, path)?)
}

/// The one scope that an operation declares.
pub(super) fn declared(operation: &Value) -> Option<Scope> {
    let mut ways = operation["security"].as_array()?.iter().filter_map(|way| way[SCHEME].as_array());
    match ways.next()?.as_slice() {
        [scope] => scope.as_str()?.parse().ok(),
        _ => None,
    }
}
