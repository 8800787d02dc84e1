use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use xinggen_domain::LeaseToken;

/// The leases of the jobs that this process runs now.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running(Arc<Mutex<BTreeSet<LeaseToken>>>);

/// That a job runs, until it is dropped.
pub(crate) struct Runs {
    running: Running,
    token: LeaseToken,
}

impl Running {
    pub(crate) fn add(&self, token: LeaseToken) -> Runs {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(token);
        Runs { running: self.clone(), token }
    }

    pub(crate) fn tokens(&self) -> Vec<LeaseToken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }
}

impl Drop for Runs {
    fn drop(&mut self) {
        self.running.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.token);
    }
}
