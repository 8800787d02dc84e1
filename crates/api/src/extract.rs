//! What handlers take from a request. The extractors are the authorisation: a handler without [`SignedIn`] has no
//! tenant to ask anything for.

mod actor;
mod body;
mod headers;
mod params;

pub(crate) use actor::SignedIn;
pub(crate) use body::{Body, Costly};
pub(crate) use headers::{IdempotencyHeader, IfMatch, IfMatchHeader, OptionalIfMatchHeader};
pub(crate) use params::{PathId, Query};
