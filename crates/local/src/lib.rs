//! Ports inside one process: the embedded default, and what an instance keeps to itself.
//!
//! - [`LocalRates`] counts what happens too often for a row in the database.
//! - [`LocalEventBus`] wakes the listeners of this process.
//! - [`LocalJobSignal`] wakes the workers of this process.
//!
//! None of them holds what must not be lost: rows do. Another process is not reached, and looks for itself.
#![warn(missing_docs)]

mod events;
mod jobs;
mod rates;

pub use events::LocalEventBus;
pub use jobs::LocalJobSignal;
pub use rates::LocalRates;
