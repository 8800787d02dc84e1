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
    bells: Arc<Mutex<HashMap<UserId, watch::Sender<()>>>>,
}

impl EventBus for LocalEventBus {
    fn notify(&self, user: UserId) {
        let mut bells = self.bells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = bells.get(&user)
            && bell.send(()).is_err()
        {
            // Nobody listens any more.
            bells.remove(&user);
        }
    }

    fn listen(&self, user: UserId) -> Box<dyn EventListener> {
        let mut bells = self.bells.lock().unwrap_or_else(PoisonError::into_inner);
        let bell = bells.entry(user).or_insert_with(|| watch::Sender::new(()));
        Box::new(LocalListener(bell.subscribe()))
    }
}

struct LocalListener(watch::Receiver<()>);

#[async_trait]
impl EventListener for LocalListener {
    async fn heard(&mut self) {
        if self.0.changed().await.is_err() {
            // The bell is gone; the listener's own looking goes on.
            std::future::pending::<()>().await;
        }
    }
}
