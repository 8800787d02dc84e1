use crate::problem::{Code, Problem};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use uuid::Uuid;
use xinggen_domain::Id;

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

/// The query of a request.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = actix_web::web::Query::<T>::from_query(request.query_string());
        ready(read.map(|query| Self(query.into_inner())).map_err(|error| {
            let reason = match &error {
                actix_web::error::QueryPayloadError::Deserialize(inner) => inner.to_string(),
                other => other.to_string(),
            };
            let field =
                reason.split('`').nth(1).filter(|_| reason.contains("field `")).unwrap_or("query").to_owned();
            Problem::invalid(&field, "wrong_value", reason)
        }))
    }
}
