use super::shape;
use crate::{
    openapi,
    problem::{Code, Fault, Problem, Rule},
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::future::{Ready, ready};
use uuid::Uuid;
use xinggen_domain::{Id, limits};

/// The one id in the path. A text that is no id is the id of nothing.
pub(crate) struct PathId<T>(pub(crate) T);

impl<T: Id> FromRequest for PathId<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let text = request.match_info().iter().next().map(|(_, text)| text);
        let id = text.and_then(|text| Uuid::parse_str(text).ok());
        ready(id.map(|id| Self(T::from_uuid(id))).ok_or_else(|| Problem::new(Code::NotFound)))
    }
}

/// Two ids of a path, in its order. One that is none is not found.
pub(crate) struct PathIds<A, B>(pub(crate) A, pub(crate) B);

impl<A: Id, B: Id> FromRequest for PathIds<A, B> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut ids = request.match_info().iter().map(|(_, text)| Uuid::parse_str(text).ok());
        let mut next = || ids.next().flatten();
        let both = next().and_then(|first| Some(Self(A::from_uuid(first), B::from_uuid(next()?))));
        ready(both.ok_or_else(|| Problem::new(Code::NotFound)))
    }
}

/// The query of a request.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = web::Query::<T>::from_query(request.query_string());
        ready(read.map(|query| Self(query.into_inner())).map_err(|_| {
            let mut faults = wrong(request);
            if faults.is_empty() {
                faults.push(Fault { code: "wrong_value", ..Fault::new("query", Rule::Unreadable) });
            }
            Problem::of_faults(faults)
        }))
    }
}

/// Each parameter of a query that is not what the document says.
fn wrong(request: &HttpRequest) -> Vec<Fault> {
    let pattern = request.match_pattern().unwrap_or_default();
    let known = openapi::operation(request.method().as_str(), &pattern)
        .and_then(|operation| operation["parameters"].as_array())
        .map(|all| all.iter().filter(|one| one["in"] == "query").collect::<Vec<_>>())
        .unwrap_or_default();
    let sent = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
    let sent = sent.map(web::Query::into_inner).unwrap_or_default();
    let mut faults: Vec<Fault> =
        sent.iter().flat_map(|(name, text)| wrong_parameter(&known, name, text)).collect();
    for parameter in known.iter().filter(|parameter| parameter["required"] == true) {
        let name = parameter["name"].as_str().unwrap_or_default();
        if !sent.iter().any(|(sent, _)| sent == name) {
            faults.push(Fault::new(name, Rule::Limit(limits::Problem::Missing)));
        }
    }
    // The code that clients know of queries.
    faults.into_iter().map(|fault| Fault { code: "wrong_value", ..fault }).collect()
}

fn wrong_parameter(known: &[&'static Value], name: &str, text: &str) -> Vec<Fault> {
    let Some(parameter) = known.iter().find(|parameter| parameter["name"] == *name) else {
        return vec![Fault::new(name, Rule::UnknownField)];
    };
    let (schema, as_text) = (&parameter["schema"], Value::from(text));
    // A query has only texts: whatever a text stands for may fit.
    let meant = text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<bool>().map(Value::from));
    let fits = |value: &Value| shape::faults(schema, value).is_empty();
    if fits(&as_text) || meant.as_ref().is_ok_and(fits) {
        return vec![];
    }
    let told = shape::faults(schema, meant.as_ref().unwrap_or(&as_text));
    told.into_iter().map(|fault| Fault { field: name.to_owned(), ..fault }).collect()
}
