use async_trait::async_trait;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::watch;
use xinggen_domain::{
    UserId,
    ports::{EventBus, EventListener},
};

/// Wakes the listeners of this process. Clones are the same bus.
#[derive(Debug, Clone, Default)]
pub struct LocalEventBus {
    senders: Arc<Mutex<HashMap<UserId, watch::Sender<()>>>>,
}

impl EventBus for LocalEventBus {
    fn notify(&self, user: UserId) {
        let mut senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = senders.get(&user)
            && sender.send(()).is_err()
        {
            // There is no listener left.
            senders.remove(&user);
        }
    }

    fn listen(&self, user: UserId) -> Box<dyn EventListener> {
        let mut senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = senders.entry(user).or_insert_with(|| watch::Sender::new(()));
        Box::new(LocalListener(sender.subscribe()))
    }
}

struct LocalListener(watch::Receiver<()>);

#[async_trait]
impl EventListener for LocalListener {
    async fn heard(&mut self) {
        if self.0.changed().await.is_err() {
            // The sender is gone; the listener still looks by itself.
            std::future::pending::<()>().await;
        }
    }
}
