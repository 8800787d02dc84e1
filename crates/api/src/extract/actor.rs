use super::{
    Meter,
    shown::{Shown, refusal},
};
use crate::problem::{Code, Problem};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::future::{Ready, ready};
use xinggen_application::Actor;
use xinggen_domain::ports::AccessClaims;

/// Somebody with a valid access token, and in which session. The role is the one that the account has, or had less
/// than a second ago.
pub(crate) struct SignedIn {
    pub(crate) actor: Actor,
    pub(crate) claims: AccessClaims,
}

impl SignedIn {
    pub(super) fn by(request: &HttpRequest) -> Result<Self, Problem> {
        let (actor, claims) = match Shown::by(request) {
            None => return Err(Problem::new(Code::Unauthenticated)),
            Some(Shown::Key(_)) => return Err(Problem::new(Code::KeyNotAccepted)),
            Some(Shown::Token(person, _)) => person.map_err(refusal)?,
        };
        Meter::of(request).allow()?;
        Ok(Self { actor, claims })
    }
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::by(request))
    }
}

/// An administrator, by what the database says just now.
pub(crate) struct Admin(pub(crate) Actor);

impl Admin {
    pub(super) fn by(request: &HttpRequest) -> Result<Self, Problem> {
        SignedIn::by(request)?;
        match Shown::by(request) {
            Some(Shown::Token(_, Some(admin))) => admin.map(Self).map_err(refusal),
            // A route for administrators beside their paths: nobody was looked up, so nobody is let in.
            _ => Err(Problem::new(Code::Forbidden)),
        }
    }
}

impl FromRequest for Admin {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::by(request))
    }
}
