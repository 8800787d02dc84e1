use crate::sync::locked;
use async_trait::async_trait;
use std::{
    collections::BTreeMap,
    future::pending,
    sync::{Arc, Mutex},
};
use tokio::sync::watch;
use xinggen_domain::{
    UserId,
    ports::{EventBus, EventListener},
};

/// Wakes listeners within one process. Clones are the same bus.
#[derive(Debug, Clone, Default)]
pub struct MemoryEventBus {
    /// How often each user who is or was listened to was notified.
    users: Arc<Mutex<BTreeMap<UserId, watch::Sender<u64>>>>,
}

struct Listener(watch::Receiver<u64>);

impl EventBus for MemoryEventBus {
    fn notify(&self, user: UserId) {
        if let Some(sender) = locked(&self.users).get(&user) {
            sender.send_modify(|count| *count += 1);
        }
    }

    fn listen(&self, user: UserId) -> Box<dyn EventListener> {
        Box::new(Listener(locked(&self.users).entry(user).or_default().subscribe()))
    }
}

#[async_trait]
impl EventListener for Listener {
    async fn heard(&mut self) {
        if self.0.changed().await.is_err() {
            // The bus is gone, so nothing new will come.
            pending::<()>().await;
        }
    }
}
