use async_trait::async_trait;
use std::{future::pending, time::Duration};
use tokio::{sync::watch, time::timeout};
use xinggen_domain::{
    JobId,
    ports::{Dispatcher, JobListener, JobSignal},
};

/// Wakes workers within one process. Clones are the same signal.
#[derive(Debug, Clone, Default)]
pub struct MemoryJobSignal {
    sent: watch::Sender<()>,
}

#[async_trait]
impl Dispatcher for MemoryJobSignal {
    async fn dispatch(&self, _jobs: &[JobId]) {
        self.sent.send_replace(());
    }
}

impl JobSignal for MemoryJobSignal {
    fn listen(&self) -> Box<dyn JobListener> {
        Box::new(Listener(self.sent.subscribe()))
    }
}

struct Listener(watch::Receiver<()>);

#[async_trait]
impl JobListener for Listener {
    async fn wait(&mut self, at_most: Duration) -> bool {
        let signal = async {
            if self.0.changed().await.is_err() {
                // The last sender is gone: only the time ends this wait.
                pending::<()>().await;
            }
        };
        timeout(at_most, signal).await.is_ok()
    }
}
