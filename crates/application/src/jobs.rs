//! One claimed job, from vendor to settled hold.
//!
//! [`JobRunner::run`] reads what the job is made from, asks the vendor, stores the files, and then records
//! everything in one transaction that is fenced by the lease: assets, takes, the settled hold and the state of the
//! job commit together or not at all. A worker that lost its lease writes nothing.

mod describe;
mod finish;
mod recover;
mod run;
mod settle;
mod work;

pub use recover::JobRecovery;
pub use run::{Ended, JobRunner};
pub(crate) use settle::close_hold;
