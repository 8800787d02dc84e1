use crate::UserId;
use async_trait::async_trait;
use std::{any::Any, fmt};

/// A place among the requests that have a text read. It is free for the next one when this is dropped.
pub struct ReadingPlace(#[expect(dead_code, reason = "kept for its end alone")] Box<dyn Any + Send>);

impl ReadingPlace {
    /// A place that ends with this.
    #[must_use]
    pub fn new(kept: impl Any + Send) -> Self {
        Self(Box::new(kept))
    }
}

impl fmt::Debug for ReadingPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReadingPlace")
    }
}

/// Why a request does not have its text read. Nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadingRefused {
    /// Too many texts are read or waiting, or this one waited too long. To be tried again in some seconds.
    #[error("too many texts are being read; try again in some seconds")]
    Busy,
    /// As many texts of the same user as there may be are read or waiting.
    #[error("{most} texts of the same user are being read already")]
    OfUser {
        /// How many of one user there may be.
        most: u32,
    },
}

/// Lets only so many requests have texts read at once, in this process, and of one user fewer than there are places.
///
/// Jobs do not come this way: the worker's slots bound how many of them read.
#[async_trait]
pub trait ReadingGate: Send + Sync {
    /// Waits for a place, some seconds at most. A caller that stops waiting leaves the queue at once.
    ///
    /// The place goes back when it is dropped: keep it for as long as the work may go on
    /// ([`Fuel::holding`](crate::fuel::Fuel::holding)), not just for as long as it is waited for.
    async fn enter(&self, user: UserId) -> Result<ReadingPlace, ReadingRefused>;
}
