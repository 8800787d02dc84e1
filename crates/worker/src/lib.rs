//! The loop that claims jobs, keeps their leases alive, reports their progress and lets them be stopped.
//!
//! [`Worker::run`] claims as many jobs as it has free slots, whenever a
//! [`JobSignal`](xinggen_domain::ports::JobSignal) comes, a job ends or the poll interval is over. Each job runs beside its own pulse: the pulse extends the lease, writes
//! progress at most every two seconds, and ends the job when somebody wants it to stop or the lease is lost. A job whose
//! vendor is being asked for money is not broken off: the answer is billed, so it is waited for.
//! What came of a job is recorded again and again while the database cannot take it: it is paid for.
//! A sweep takes up what dead processes left. A job whose process died runs alone: the worker claims it when nothing
//! else runs, and nothing else while it does. What is not done when the worker has to end is put back.

mod progress;
mod pulse;
mod record;
mod run;
mod running;
mod settings;
mod slots;

pub use run::Worker;
pub use settings::WorkerSettings;
