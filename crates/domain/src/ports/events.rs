use crate::{UserId, error::StoreError, event::Event};
use async_trait::async_trait;

/// The tenant's events. Nobody adds any by hand: adding, saving or unblocking a job, saving credits and adding or
/// saving a production in a transaction writes their events when it commits, numbered in the order of the commits:
/// one for each of them, with what was true at last.
#[async_trait]
pub trait Events: Send {
    /// Events with numbers above `number`, in order, at most `limit`.
    async fn after(&mut self, number: i64, limit: u32) -> Result<Vec<Event>, StoreError>;

    /// The number of the last event that was written, 0 when there is none, and of the first that is still kept
    /// (one more than the last when none is).
    async fn bounds(&mut self) -> Result<EventBounds, StoreError>;
}

/// Which events can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventBounds {
    /// The first that is still kept.
    pub first: i64,
    /// The last that was written.
    pub last: i64,
}

/// Wakes listeners. It carries no truth: losing a call loses nothing but time, since listeners also look by
/// themselves now and then.
pub trait EventBus: Send + Sync {
    /// There is something new for this user.
    fn notify(&self, user: UserId);

    /// Hears of this user's news from now on.
    fn listen(&self, user: UserId) -> Box<dyn EventListener>;
}

/// A listener to one user's news.
#[async_trait]
pub trait EventListener: Send {
    /// Waits until there is something new since the last call, or since listening began.
    async fn heard(&mut self);
}
