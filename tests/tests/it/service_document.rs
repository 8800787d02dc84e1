//! The operations of the OpenAPI document, as requests that can be sent. Whatever cannot be filled in fails the test.

use crate::client::{Call, Client};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The type of a body that is the bare file.
const BYTES: &str = "application/octet-stream";

/// Ids by the name of the parameter that takes them.
pub(crate) type Ids = BTreeMap<String, Vec<String>>;

/// One operation.
pub(crate) struct Operation<'a> {
    /// Its id in the document.
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    about: &'a Value,
    schemas: &'a Value,
}

/// Every operation of the document.
pub(crate) fn operations(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    let paths = document["paths"].as_object().expect("paths");
    let schemas = &document["components"]["schemas"];
    paths.iter().flat_map(move |(path, methods)| {
        methods.as_object().expect("methods").iter().map(move |(method, about)| Operation {
            name: about["operationId"].as_str().expect("an operation id").to_owned(),
            method: method.to_uppercase().parse().expect("a method"),
            path: path.clone(),
            about,
            schemas,
        })
    })
}

impl Operation<'_> {
    /// The names of the ids in the path; every `{…}` is one that the document describes.
    pub(crate) fn path_parameters(&self) -> Vec<String> {
        let described = self.parameters("path");
        let braces = self.path.split('{').skip(1).map(|rest| rest.split('}').next().expect("a name"));
        let names: Vec<String> = braces.map(str::to_owned).collect();
        assert_eq!(names, described, "{}: the path and its parameters differ", self.name);
        names
    }

    pub(crate) fn query_parameters(&self) -> Vec<String> {
        self.parameters("query")
    }

    fn parameters(&self, place: &str) -> Vec<String> {
        let all = self.about["parameters"].as_array().into_iter().flatten();
        let here = all.filter(|parameter| parameter["in"] == place);
        here.map(|parameter| parameter["name"].as_str().expect("a name").to_owned()).collect()
    }

    /// The path with ids in it.
    pub(crate) fn path_with(&self, id: impl Fn(&str) -> String) -> String {
        let fill = |path: String, name: String| path.replace(&format!("{{{name}}}"), &id(&name));
        self.path_parameters().into_iter().fold(self.path.clone(), fill)
    }

    /// A valid request with all that must be there; ids in its body are from `ids`.
    pub(crate) fn call(&self, client: &Client, path: &str, ids: &Ids) -> Call {
        self.request(client, path, &Filling { schemas: self.schemas, ids, whole: false })
    }

    /// A valid request with all that may be there.
    pub(crate) fn call_with_all(&self, client: &Client, path: &str, ids: &Ids) -> Call {
        self.request(client, path, &Filling { schemas: self.schemas, ids, whole: true })
    }

    /// A request that cannot be read: ids that are none, and a body that breaks off.
    pub(crate) fn call_garbled(&self, client: &Client) -> Call {
        let call = client.call_bare(self.method.clone(), &self.path_with(|_| "x".to_owned()));
        call.header("content-type", "application/json").header("idempotency-key", "a").body("{")
    }

    fn request(&self, client: &Client, path: &str, filling: &Filling<'_>) -> Call {
        let mut call = client.call_bare(self.method.clone(), path);
        for parameter in self.about["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().expect("a name");
            call = match (parameter["in"].as_str().expect("a place"), name) {
                ("path", _) => call,
                ("header", "Idempotency-Key") => call.header(name, &format!("{}-{path}", self.name)),
                ("header", "If-Match") => call.header(name, "*"),
                (place, _) if parameter["required"] == true => {
                    panic!("{}: this test cannot fill the {place} parameter {name}", self.name)
                }
                _ => call,
            };
        }
        let Some(content) = self.about["requestBody"]["content"].as_object() else { return call };
        if let Some(json) = content.get("application/json") {
            return call.json(&filling.value("body", &json["schema"]));
        }
        assert!(content.contains_key(BYTES), "{}: a body that cannot be made: {content:?}", self.name);
        call.header("content-type", BYTES).body("x")
    }

    /// Whether it is for whoever shows an access token; some of these let others in by something else.
    pub(crate) fn takes_tokens(&self) -> bool {
        self.about["security"].is_null() || self.takes("bearer")
    }

    /// Whether something else than a token or a key lets in: a link, a ticket.
    pub(crate) fn is_open(&self) -> bool {
        self.about["security"].as_array().into_iter().flatten().any(|one| one == &json!({}))
    }

    /// Whether it is for programs, too.
    pub(crate) fn takes_keys(&self) -> bool {
        self.takes("api_key")
    }

    fn takes(&self, way: &str) -> bool {
        self.about["security"].as_array().into_iter().flatten().any(|one| one.get(way).is_some())
    }

    /// Whether its body names things by their ids.
    pub(crate) fn has_ids_in_body(&self) -> bool {
        let content = self.about["requestBody"]["content"].get("application/json");
        let mut waiting: Vec<&Value> = content.map(|content| &content["schema"]).into_iter().collect();
        while let Some(schema) = waiting.pop() {
            if schema["format"] == "uuid" {
                return true;
            }
            if schema["$ref"].is_string() {
                waiting.push(resolved(self.schemas, schema));
            }
            waiting.extend(schema["properties"].as_object().into_iter().flat_map(Map::values));
            waiting.extend(schema["oneOf"].as_array().into_iter().flatten());
            waiting.extend(schema.get("items"));
        }
        false
    }
}

fn resolved<'a>(schemas: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        Some(name) => &schemas[name],
        None => schema,
    }
}

/// Makes values of schemas.
struct Filling<'a> {
    schemas: &'a Value,
    ids: &'a Ids,
    /// Whether also what may be left out is there.
    whole: bool,
}

impl Filling<'_> {
    fn value(&self, name: &str, schema: &Value) -> Value {
        let schema = resolved(self.schemas, schema);
        let not_null = |one: &&Value| one["type"] != "null";
        if let Some(one) = schema["oneOf"].as_array().and_then(|all| all.iter().find(not_null)) {
            return self.value(name, one);
        }
        if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
            return first.clone();
        }
        if schema["format"] == "uuid" {
            return self.id(name).into();
        }
        if schema["format"] == "date-time" {
            return "2030-01-01T00:00:00Z".into();
        }
        if let Some(example) = schema["examples"].as_array().and_then(|all| all.first()) {
            return example.clone();
        }
        if let Some(default) = schema.get("default") {
            return default.clone();
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => vec![],
        };
        match kinds.iter().find(|kind| **kind != "null") {
            Some(&"object") => self.object(schema),
            Some(&"array") => json!([self.value(name, &schema["items"])]),
            Some(&"boolean") => true.into(),
            Some(&"integer") => schema.get("minimum").cloned().unwrap_or_else(|| 1.into()),
            Some(&"string") => "x".repeat(schema["minLength"].as_u64().unwrap_or(1) as usize).into(),
            _ => panic!("this test cannot fill {name}: {schema}"),
        }
    }

    fn object(&self, schema: &Value) -> Value {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = schema["properties"].as_object().into_iter().flatten();
        let wanted = properties.filter(|(name, _)| self.whole || required.contains(&name.as_str()));
        Value::Object(wanted.map(|(name, schema)| (name.clone(), self.value(name, schema))).collect())
    }

    /// An id for a member like `line_id`, `shot_ids` or `speaker_id`.
    fn id(&self, name: &str) -> String {
        let parameter = match name {
            "cast_ids" | "speaker_id" => "character_id",
            "target_id" => "shot_id",
            name => name.trim_end_matches('s'),
        };
        let ids = self.ids.get(parameter);
        ids.unwrap_or_else(|| panic!("this test knows no id for {name}"))[0].clone()
    }
}
