use std::sync::{Mutex, PoisonError};
use xinggen_domain::ports::Progress;

/// Keeps the latest report of a job until the pulse writes it.
#[derive(Debug, Default)]
pub(crate) struct LatestProgress {
    report: Mutex<Option<(u8, String)>>,
}

impl LatestProgress {
    /// What was reported since the last call.
    pub(crate) fn take(&self) -> Option<(u8, String)> {
        self.report.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Progress for LatestProgress {
    fn report(&self, percent: u8, message: &str) {
        let report = Some((percent.min(100), message.to_owned()));
        *self.report.lock().unwrap_or_else(PoisonError::into_inner) = report;
    }
}
