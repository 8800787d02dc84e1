//! Whatever problem is answered in any test, the document says of the operation that it can be.

use crate::kit::Answer;
use actix_web::http::Method;
use serde_json::Value;

/// Checks that a problem is one that the document names for the operation and the status.
#[track_caller]
pub(crate) fn check(method: &Method, path: &str, answer: &Answer) {
    let is_problem =
        answer.headers.get("content-type").is_some_and(|kind| kind == "application/problem+json");
    let Some(operation) = operation(method, path).filter(|_| is_problem) else { return };
    let Ok(problem) = serde_json::from_slice::<Value>(&answer.body) else { return };
    let code = problem["code"].as_str().unwrap_or_default();
    let response = &operation["responses"][answer.status.as_str()];
    let shared =
        response["$ref"].as_str().and_then(|name| xinggen_api::document().pointer(name.strip_prefix('#')?));
    let said = &shared.unwrap_or(response)["content"]["application/problem+json"]["examples"];
    assert!(
        said[code].is_object(),
        "{method} {path} answers {} {code}, and the document does not say so: {said}",
        answer.status
    );
}

/// The operation that serves a path; none for paths that none serves.
fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let paths = xinggen_api::document()["paths"].as_object()?;
    let fits = |pattern: &str| {
        let (pattern, path) = (pattern.split('/'), path.split('/'));
        pattern.clone().count() == path.clone().count()
            && pattern.zip(path).all(|(wanted, part)| wanted == part || wanted.starts_with('{'))
    };
    // A path that is written out comes before one with an id in its place.
    let mut fitting: Vec<_> = paths.iter().filter(|(pattern, _)| fits(pattern)).collect();
    fitting.sort_by_key(|(pattern, _)| pattern.matches('{').count());
    let (_, item) = fitting.first()?;
    item.get(method.as_str().to_lowercase())
}
