//! Idempotency: a costly request that is sent again is not done again.

use crate::{code::coded, provenance::Digest, time::Timestamp};
use std::time::Duration;
use uuid::Uuid;

/// For how many hours a key is remembered.
pub const KEY_HOURS: i64 = 24;

/// How long a request waits for a rival with the same key that is in flight.
pub const RIVAL_PATIENCE: Duration = Duration::from_secs(2);

/// The key that a client sent with a request, and what the request was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// What was asked for: the operation id of the route.
    pub operation: String,
    /// The client's key, 1 to 200 visible ASCII characters.
    pub key: String,
    /// The digest over path and body.
    pub request: Digest,
}

coded! {
    /// What a remembered request made.
    pub enum MadeKind {
        /// A job.
        Job = "job",
        /// A production.
        Production = "production",
        /// What an admin did for a user, such as moving credits: the entry of the audit log.
        Entry = "entry",
    }
}

/// A request that was done, and what it made. Committed together with what it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneRequest {
    /// The key and the request.
    pub key: IdempotencyKey,
    /// What kind of thing it made.
    pub made: MadeKind,
    /// The thing.
    pub made_id: Uuid,
    /// When.
    pub created_at: Timestamp,
}

impl DoneRequest {
    /// Whether its key still stands for it: for [`KEY_HOURS`], whether or not it has been forgotten since.
    #[must_use]
    pub fn is_remembered(&self, now: Timestamp) -> bool {
        now <= self.created_at + chrono::Duration::hours(KEY_HOURS)
    }
}
