//! What ports answer when they cannot do what they were asked.

use crate::code::coded;
use std::time::Duration;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why the database could not do it. Any of these poisons the transaction: later calls and `commit` fail.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row with this unique key is there already.
    #[error("conflict on {0}")]
    Conflict(String),
    /// The row was changed by someone else meanwhile, or is gone.
    #[error("{0} was changed meanwhile")]
    Stale(&'static str),
    /// An earlier call in this transaction failed, so nothing more can be done in it.
    #[error("an earlier statement of this transaction failed")]
    Poisoned,
    /// A write was asked of a read-only transaction.
    #[error("a read-only transaction cannot write")]
    ReadOnly,
    /// The database cannot be reached or is too busy.
    #[error("the database is unavailable")]
    Unavailable(#[source] Source),
    /// A stored value breaks the model's rules.
    #[error("stored data is corrupt: {0}")]
    Corrupt(String),
    /// Anything else.
    #[error("the database failed")]
    Backend(#[source] Source),
}

coded! {
    /// What went wrong at a vendor; decides about trying again and about the charge.
    pub enum VendorErrorClass {
        /// The key is refused.
        Auth = "auth",
        /// The vendor's account is empty.
        Balance = "balance",
        /// Too many calls.
        RateLimit = "rate_limit",
        /// The content is refused.
        Moderation = "moderation",
        /// The request makes no sense to the vendor, or its answer none to us.
        Invalid = "invalid",
        /// The vendor is overloaded.
        Capacity = "capacity",
        /// No answer in time.
        Timeout = "timeout",
        /// Something on this machine is missing or full: a program, a font, disk space.
        Environment = "environment",
        /// The processes that computed it died.
        Crashed = "crashed",
        /// What it was made for, or is made from, was deleted.
        Deleted = "deleted",
        /// Anything else.
        Unknown = "unknown",
    }
}

impl VendorErrorClass {
    /// Whether trying again later can help.
    #[must_use]
    pub const fn is_transient(self) -> bool {
        matches!(self, Self::RateLimit | Self::Capacity | Self::Timeout | Self::Unknown)
    }
}

/// Why a vendor or a renderer could not do it.
#[derive(Debug, thiserror::Error)]
#[error("{class}: {message}")]
pub struct VendorError {
    /// The class.
    pub class: VendorErrorClass,
    /// One line for the user: what happened and what to do.
    pub message: String,
    /// How long the vendor asks us to wait.
    pub retry_after: Option<Duration>,
    /// Nobody knows whether it was done, and perhaps paid for: it must not be asked for again by itself.
    pub lost: bool,
    /// What is behind it, for the log.
    #[source]
    pub source: Option<Source>,
}

impl VendorError {
    /// An error without a deeper cause.
    #[must_use]
    pub fn new(class: VendorErrorClass, message: impl Into<String>) -> Self {
        Self { class, message: message.into(), retry_after: None, lost: false, source: None }
    }

    /// An error with its cause.
    #[must_use]
    pub fn caused_by(class: VendorErrorClass, message: impl Into<String>, source: impl Into<Source>) -> Self {
        Self { source: Some(source.into()), ..Self::new(class, message) }
    }
}

/// Why object storage could not do it.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no such object.
    #[error("no object at {0}")]
    NotFound(String),
    /// The disk is full or the quota used up.
    #[error("no space left for {0}")]
    Full(String),
    /// Anything else.
    #[error("object storage failed at {key}")]
    Backend {
        /// The object.
        key: String,
        /// What is behind it.
        #[source]
        source: Source,
    },
}
