//! What handlers take from a request. The extractors are the authorisation: a handler without [`SignedIn`] has no
//! tenant to ask anything for.

mod actor;
mod admin;
mod body;
mod given;
mod headers;
mod params;

pub(crate) use actor::SignedIn;
pub(crate) use admin::Admin;
pub(crate) use body::{Body, Costly, collect};
pub(crate) use given::given;
pub(crate) use headers::{IdempotencyHeader, IfMatch, IfMatchHeader, OptionalIfMatchHeader};
pub(crate) use params::{PathId, Query};
