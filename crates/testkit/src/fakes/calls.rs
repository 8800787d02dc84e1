use crate::sync::locked;
use std::{collections::VecDeque, path::Path, sync::Mutex};
use xinggen_domain::{
    error::{VendorError, VendorErrorClass},
    provenance::Digest,
};

/// What a fake was asked, and what it is to answer next.
#[derive(Debug)]
pub struct Calls<R> {
    requests: Mutex<Vec<R>>,
    failures: Mutex<VecDeque<VendorError>>,
}

impl<R> Default for Calls<R> {
    fn default() -> Self {
        Self { requests: Mutex::default(), failures: Mutex::default() }
    }
}

impl<R: Clone> Calls<R> {
    /// Every request so far in order, those that failed too.
    pub fn requests(&self) -> Vec<R> {
        locked(&self.requests).clone()
    }

    /// How many requests there were so far.
    pub fn count(&self) -> usize {
        locked(&self.requests).len()
    }

    /// The next request that is not told to fail yet fails with this.
    pub fn fail_next(&self, error: VendorError) {
        locked(&self.failures).push_back(error);
    }

    pub(super) fn record(&self, request: R) -> Result<(), VendorError> {
        locked(&self.requests).push(request);
        match locked(&self.failures).pop_front() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

/// What a file holds, for results that must depend on it but not on where it lies.
pub(super) async fn digest_of(file: &Path) -> Result<Digest, VendorError> {
    match tokio::fs::read(file).await {
        Ok(bytes) => Ok(Digest::of(&bytes)),
        Err(error) => Err(missing(file, error)),
    }
}

pub(super) async fn write(file: &Path, content: String) -> Result<(), VendorError> {
    tokio::fs::write(file, content).await.map_err(|error| missing(file, error))
}

fn missing(file: &Path, error: std::io::Error) -> VendorError {
    VendorError::caused_by(
        VendorErrorClass::Environment,
        format!("cannot use the file {}", file.display()),
        error,
    )
}
