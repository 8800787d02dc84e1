//! Jobs: what people can do with theirs and administrators with all, and how a claimed one is done.
//!
//! [`JobDesk`] shows, cancels and retries. [`JobRunner::run`] takes one claimed job from vendor to settled hold: it
//! reads what the job is made from, asks the vendor, stores the files, and then records everything in one transaction
//! that is fenced by the lease: assets, takes, the settled hold and the state of the job commit together or not at
//! all. A worker that lost its lease writes nothing.
//!
//! [`JobRecovery`] takes up what dead processes left and counts their deaths; `JobRunner::put_back` is how a process
//! that ends in order leaves a job that it cannot finish.

mod admin;
mod cancel;
mod describe;
mod errors;
mod finish;
mod gone;
mod record;
mod recover;
mod retry;
mod run;
mod settle;
mod work;

pub use admin::{JobAdmin, ManageJobError, ReadJobsError};
pub use cancel::CancelJobError;
pub(crate) use errors::{WorkError, store_failed};
pub(crate) use gone::Gone;
pub use recover::JobRecovery;
pub use retry::RetryJobError;
pub use run::{Ended, JobRunner, Worked};
pub(crate) use settle::call_off;

use crate::{Actor, Generations, Ports};
use xinggen_domain::{
    JobId,
    error::StoreError,
    job::Job,
    ledger::Hold,
    ports::{JobFilter, Page},
};

/// Shows, cancels and retries an actor's jobs.
#[derive(Clone)]
pub struct JobDesk {
    ports: Ports,
    generations: Generations,
}

impl JobDesk {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { generations: Generations::new(ports.clone()), ports }
    }

    /// A job; none when there is no such job.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get(&self, actor: Actor, id: JobId) -> Result<Option<Job>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.jobs().get(id).await
    }

    /// A page of the jobs that match, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list(
        &self,
        actor: Actor,
        filter: JobFilter,
        page: Page<JobId>,
    ) -> Result<Vec<Job>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.jobs().list(filter, page).await
    }

    /// What was held for a job and what was charged of it; none when it cost nothing from the start.
    ///
    /// # Errors
    /// The database failed.
    pub async fn hold_of(&self, actor: Actor, id: JobId) -> Result<Option<Hold>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.credits().hold_of(id).await
    }
}
