use crate::sync::locked;
use async_trait::async_trait;
use std::sync::{Arc, Mutex};
use xinggen_domain::{JobId, ports::Dispatcher};

/// Remembers which jobs were dispatched. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct RecordingDispatcher {
    jobs: Arc<Mutex<Vec<JobId>>>,
}

impl RecordingDispatcher {
    /// What was dispatched since the last look, in order.
    #[must_use]
    pub fn take(&self) -> Vec<JobId> {
        std::mem::take(&mut locked(&self.jobs))
    }
}

#[async_trait]
impl Dispatcher for RecordingDispatcher {
    async fn dispatch(&self, jobs: &[JobId]) {
        locked(&self.jobs).extend(jobs);
    }
}
