use super::{
    codes::{Codes, codes_of},
    example::{self, body_example},
};
use crate::problem::Code;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Adds to every operation what follows from its kind.
pub(super) fn complete(document: &mut Value, prefix: &str) {
    exclude_values(document);
    let (mut used, mut shared) = (BTreeSet::new(), BTreeMap::new());
    let schemas = document["components"]["schemas"].clone();
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, item) in paths {
            let methods = item.as_object_mut().into_iter().flatten();
            for (method, operation) in methods {
                add_path_ids(path, operation);
                add_body_example(&schemas, operation);
                for (status, codes) in codes_of(path.starts_with(prefix), path, method, operation) {
                    used.extend(codes.iter().copied());
                    let said = &operation["responses"][status.to_string()]["description"];
                    let words = of_its_own(said.as_str().unwrap_or_default()).map(str::to_owned);
                    let response = response(status, &codes, words.as_deref());
                    // Said once for all operations, unless a route has more to say.
                    operation["responses"][status.to_string()] = match words {
                        Some(_) => response,
                        None => {
                            let name = name(&codes);
                            let reference = json!({ "$ref": format!("#/components/responses/{name}") });
                            shared.insert(name, response);
                            reference
                        }
                    };
                }
            }
        }
    }
    document["components"]["examples"] =
        used.iter().map(|code| (code.code(), json!({ "value": example::problem(*code) }))).collect();
    document["components"]["responses"] = shared.into_iter().collect();
    document["security"] = json!([{ "bearer": [] }]);
    // Links in the document are relative to where it was read.
    document["servers"] = json!([{ "url": "/", "description": "The server that this document comes from" }]);
}

/// Puts `not`, which the generator cannot write, in the place of `x-not` of a field.
fn exclude_values(document: &mut Value) {
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for schema in schemas.into_iter().flat_map(|schemas| schemas.values_mut()) {
        let fields = schema.pointer_mut("/properties").and_then(Value::as_object_mut);
        for field in
            fields.into_iter().flat_map(|fields| fields.values_mut()).filter_map(Value::as_object_mut)
        {
            if let Some(not) = field.remove("x-not") {
                field.insert("not".to_owned(), not);
            }
        }
    }
}

/// Ids in paths need no word of their own: their names say what they are of.
fn add_path_ids(path: &str, operation: &mut Value) {
    let ids = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    for id in ids.rev() {
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

/// Shows each JSON body by what is needed and what says something, so that it can be sent as it is shown.
fn add_body_example(schemas: &Value, operation: &mut Value) {
    if let Some(media) = operation.pointer_mut("/requestBody/content/application~1json")
        && media["example"].is_null()
    {
        media["example"] = body_example(schemas, &media["schema"]);
    }
}

/// What a route says of a response beside the names of codes, if it does.
fn of_its_own(said: &str) -> Option<&str> {
    let words = said.split('`').step_by(2).flat_map(|words| words.split([' ', ',']));
    words.into_iter().any(|word| !matches!(word, "" | "or" | "and")).then_some(said)
}

/// What the response with just these codes is called.
fn name(codes: &Codes) -> String {
    let codes: Vec<&str> = codes.iter().map(|code| code.code()).collect();
    codes.join("-")
}

/// The response with the problems that an operation can have with a status, and what the route says of it.
fn response(status: u16, codes: &Codes, said: Option<&str>) -> Value {
    let named: Vec<String> = codes.iter().map(|code| format!("`{}`", code.code())).collect();
    let told = |name: &&String| !said.is_some_and(|said| said.contains(name.as_str()));
    let more: Vec<&str> = named.iter().filter(told).map(String::as_str).collect();
    let description = match (said, more.as_slice()) {
        (None, _) => named.join(", "),
        (Some(said), []) => said.to_owned(),
        (Some(said), more) => format!("{said}; {}", more.join(", ")),
    };
    let reference = |code: &Code| {
        (code.code().to_owned(), json!({ "$ref": format!("#/components/examples/{}", code.code()) }))
    };
    let examples: serde_json::Map<String, Value> = codes.iter().map(reference).collect();
    let mut response = json!({
        "description": description,
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "examples": examples,
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
