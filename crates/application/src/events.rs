//! Events: what changed for a user, to be read again and listened to.

use crate::{Actor, Ports};
use xinggen_domain::{
    error::StoreError,
    event::Event,
    ports::{EventBounds, EventListener},
};

/// Reads and listens to an actor's events.
#[derive(Clone)]
pub struct EventStream {
    ports: Ports,
}

/// Some events, and which can be had at all, as of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPage {
    /// The events, in order. When the first of them is not the one that was asked for, those between were
    /// forgotten: the listener has to read again what it shows.
    pub events: Vec<Event>,
    /// Which can be had.
    pub bounds: EventBounds,
}

impl EventStream {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// The events behind a number, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn after(&self, actor: Actor, number: i64, limit: u32) -> Result<EventPage, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let bounds = tx.events().bounds().await?;
        let events = tx.events().after(number, limit).await?;
        Ok(EventPage { events, bounds })
    }

    /// Which events can be had now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn bounds(&self, actor: Actor) -> Result<EventBounds, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.events().bounds().await
    }

    /// Hears of the actor's news from now on. Who listens first and reads then misses nothing.
    #[must_use]
    pub fn listen(&self, actor: Actor) -> Box<dyn EventListener> {
        self.ports.events.listen(actor.user_id)
    }
}
