use std::{error::Error, fmt, panic::Location};
use xinggen_domain::error::StoreError;

/// How a case ends: held, or broken.
pub type Outcome<T = ()> = Result<T, Broken>;

/// How an adapter breaks its contract, and where the suite noticed.
pub struct Broken {
    what: String,
    at: &'static Location<'static>,
}

impl Broken {
    /// Something is not as the contract has it.
    #[track_caller]
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), at: Location::caller() }
    }
}

impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at {})", self.what, self.at)
    }
}

impl<E: Error> From<E> for Broken {
    #[track_caller]
    fn from(error: E) -> Self {
        let mut what = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            what = format!("{what}: {deeper}");
            cause = deeper.source();
        }
        Self::new(what)
    }
}

/// The value, or the case is broken because there is none.
#[track_caller]
pub(crate) fn there<T>(value: Option<T>, what: &str) -> Outcome<T> {
    match value {
        Some(value) => Ok(value),
        None => Err(Broken::new(format!("there is no {what}"))),
    }
}

/// The error of something that must be refused.
#[track_caller]
pub(crate) fn refused<T>(result: Result<T, StoreError>, what: &str) -> Outcome<StoreError> {
    match result {
        Ok(_) => Err(Broken::new(format!("{what} must be refused"))),
        Err(error) => Ok(error),
    }
}

/// Checks that something was refused as a conflict.
#[track_caller]
pub(crate) fn conflict<T>(result: Result<T, StoreError>, what: &str) -> Outcome {
    match refused(result, what)? {
        StoreError::Conflict(_) => Ok(()),
        other => Err(Broken::new(format!("{what} must be a Conflict, not {other:?}"))),
    }
}

/// Checks that something was refused as stale.
#[track_caller]
pub(crate) fn stale<T>(result: Result<T, StoreError>, what: &str) -> Outcome {
    match refused(result, what)? {
        StoreError::Stale(_) => Ok(()),
        other => Err(Broken::new(format!("{what} must be Stale, not {other:?}"))),
    }
}
