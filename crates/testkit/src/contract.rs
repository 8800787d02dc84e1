//! Contract suites: what every adapter of a port must do, case by case.
//!
//! An adapter's tests name a function that makes a fresh, empty store, and get one test per case:
//!
//! ```
//! use xinggen_testkit::{MemoryStore, store_contract};
//!
//! async fn fresh() -> MemoryStore {
//!     MemoryStore::default()
//! }
//!
//! store_contract!(fresh);
//! ```
//!
//! The tests run on tokio's threads, so the crate needs tokio among its dev-dependencies. The harness lives as
//! long as the case: dropping it may remove what it made.
//!
//! To add a case: write it in the file of its suite, and name it in `cases.rs`; a test compares the two.

mod cases;
mod kit;
mod outcome;
mod versioned;

pub mod accounts;
pub mod ai_configs;
pub mod all_jobs;
pub mod api_keys;
pub mod assets;
pub mod audit_log;
pub mod blobs;
pub mod caps;
pub mod characters;
pub mod clocks;
pub mod codes;
pub mod cuts;
pub mod deaths;
pub mod disabled;
pub mod dramas;
pub mod episodes;
pub mod erasure;
pub mod event_bus;
pub mod event_order;
pub mod events;
pub mod housekeeping;
pub mod isolation;
pub mod isolation_removal;
pub mod job_lists;
pub mod job_signals;
pub mod jobs;
pub mod ledger;
pub mod ledger_sequence;
pub mod memberships;
pub mod platform_audit_log;
pub mod prices;
pub mod productions;
pub mod profiles;
pub mod props;
pub mod queue;
pub mod quotas;
pub mod quotes;
pub mod rates;
pub mod redemptions;
pub mod removal;
pub mod requests;
pub mod rivalry;
pub mod scenes;
pub mod scratch;
pub mod scripts;
pub mod second_factors;
pub mod secret_boxes;
pub mod session_lists;
pub mod sessions;
pub mod shots;
pub mod spending;
pub mod statement;
pub mod takes;
pub mod tickets;
pub mod transactions;
pub mod trash;
pub mod turns;
pub mod vendor_calls;

pub use outcome::{Broken, Outcome};

pub(crate) use kit::{Furniture, House, Kit};
pub(crate) use outcome::{conflict, refused, stale, there};

use std::{future::Future, sync::Arc, time::Duration};
use xinggen_domain::ports::{
    AccountDirectory, AllJobs, AllSecondFactors, ApiKeys, BlobStore, Dispatcher, EventBus, EventTickets,
    Housekeeping, JobQueue, JobSignal, LedgerAudit, LotExpiry, PlanBook, PlatformAiConfigs, PlatformAuditLog,
    PriceBook, RateLimiter, RedemptionBatches, SecretBox, SessionDirectory, UnitOfWork, VerificationCodes,
};

/// A fresh, empty store under test: no users, no prices, no jobs. All ports look at the same data.
pub trait StoreHarness: Send + Sync {
    /// Opens tenants' transactions.
    fn unit_of_work(&self) -> Arc<dyn UnitOfWork>;
    /// Finds accounts.
    fn accounts(&self) -> Arc<dyn AccountDirectory>;
    /// The price list.
    fn prices(&self) -> Arc<dyn PriceBook>;
    /// The plans.
    fn plans(&self) -> Arc<dyn PlanBook>;
    /// Batches of redemption codes.
    fn batches(&self) -> Arc<dyn RedemptionBatches>;
    /// The platform's AI configurations.
    fn platform_ai_configs(&self) -> Arc<dyn PlatformAiConfigs>;
    /// The queue, as workers see it.
    fn queue(&self) -> Arc<dyn JobQueue>;
    /// The jobs of all users.
    fn all_jobs(&self) -> Arc<dyn AllJobs>;
    /// Finds lots that are due.
    fn expiry(&self) -> Arc<dyn LotExpiry>;
    /// Finds sessions.
    fn sessions(&self) -> Arc<dyn SessionDirectory>;
    /// Keys of programs.
    fn api_keys(&self) -> Arc<dyn ApiKeys>;
    /// The second factors of all users.
    fn second_factors(&self) -> Arc<dyn AllSecondFactors>;
    /// Tickets of listeners.
    fn tickets(&self) -> Arc<dyn EventTickets>;
    /// Codes that were given out.
    fn codes(&self) -> Arc<dyn VerificationCodes>;
    /// Counts how often something is done.
    fn rates(&self) -> Arc<dyn RateLimiter>;
    /// What is noted of the platform.
    fn platform_audit(&self) -> Arc<dyn PlatformAuditLog>;
    /// Finds what has had its time.
    fn housekeeping(&self) -> Arc<dyn Housekeeping>;
    /// Hears of what is committed through the other ports.
    fn bus(&self) -> Arc<dyn EventBus>;
    /// Checks the ledger.
    fn audit(&self) -> Arc<dyn LedgerAudit>;

    /// Lets the store's clock, which dates its events, go on by some milliseconds.
    fn pass_time(&self) {
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A fresh rate limiter under test. Every store that has one is such a harness.
pub trait RatesHarness: Send + Sync {
    /// The limiter.
    fn limiter(&self) -> Arc<dyn RateLimiter>;
}

impl<S: StoreHarness> RatesHarness for S {
    fn limiter(&self) -> Arc<dyn RateLimiter> {
        self.rates()
    }
}

/// A fresh event bus under test.
pub trait EventBusHarness: Send + Sync {
    /// The bus.
    fn bus(&self) -> Arc<dyn EventBus>;
}

/// A fresh signal to workers under test.
pub trait JobSignalHarness: Send + Sync {
    /// The end that sends.
    fn dispatcher(&self) -> Arc<dyn Dispatcher>;
    /// The end that workers wait at.
    fn signal(&self) -> Arc<dyn JobSignal>;
}

/// Boxes under test that share their keys.
pub trait SecretBoxHarness: Send + Sync {
    /// The box; each call may give another one, as if another process opened it.
    fn secret_box(&self) -> Arc<dyn SecretBox>;
    /// Makes a new key, with which secrets are sealed from now on.
    fn rotate(&self);
}

/// A fresh, empty object store under test.
pub trait BlobHarness: Send + Sync {
    /// The store.
    fn blobs(&self) -> Arc<dyn BlobStore>;
}

/// A case that takes longer than this waits for itself: a lock that is never released, a connection that is
/// never given back.
const LONGEST: Duration = Duration::from_secs(120);

/// Runs a case, and breaks it when it never ends.
///
/// # Errors
/// What the case broke, or that it did not end.
pub async fn in_time(case: impl Future<Output = Outcome>) -> Outcome {
    match tokio::time::timeout(LONGEST, case).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Broken::new(format!("the case did not end within {} s", LONGEST.as_secs()))),
    }
}
