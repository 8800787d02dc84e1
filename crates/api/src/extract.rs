//! What handlers take from a request. The extractors are the authorisation: a handler without [`Caller`] (a person or a
//! program) or [`SignedIn`] (a person) has no tenant to ask anything for.

mod actor;
mod body;
mod credential;
mod given;
mod headers;
mod meter;
mod moment;
mod paced;
mod params;
mod sender;
mod shape;
mod shown;
mod stepped_up;

pub(crate) use actor::{Admin, SignedIn};
pub(crate) use body::{Body, Costly, collect};
pub(crate) use credential::Caller;
pub(crate) use given::given;
pub(crate) use headers::{IdempotencyHeader, IfMatch, IfMatchHeader, OptionalIfMatchHeader};
pub(crate) use meter::Meter;
pub(crate) use moment::moment;
pub(crate) use paced::{Paced, broken_off};
pub(crate) use params::{PathId, PathIds, Query};
pub(crate) use sender::Sender;
pub(crate) use shown::look_up;
pub(crate) use stepped_up::{ActingAdmin, SteppedUp};
