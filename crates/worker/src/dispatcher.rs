use async_trait::async_trait;
use std::sync::Arc;
use tokio::sync::Notify;
use xinggen_domain::{JobId, ports::Dispatcher};

/// Rings the workers of this process.
#[derive(Debug, Clone, Default)]
pub struct LocalDispatcher {
    bell: Arc<Notify>,
}

impl LocalDispatcher {
    pub(crate) fn ring(&self) {
        self.bell.notify_one();
    }

    pub(crate) async fn rung(&self) {
        self.bell.notified().await;
    }
}

#[async_trait]
impl Dispatcher for LocalDispatcher {
    async fn dispatch(&self, _jobs: &[JobId]) {
        self.bell.notify_one();
    }
}
