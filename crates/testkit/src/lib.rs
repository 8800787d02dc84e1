//! In-memory adapter of every port, a manual clock, builders, contract suites and fake vendors.
#![warn(missing_docs)]

mod build;
mod clock;
pub mod contract;
pub mod fakes;
mod ids;
mod memory;
mod random;
mod scratch;
mod sync;
mod world;

pub use build::Build;
pub use clock::{ManualClock, start};
pub use ids::SequentialIds;
pub use memory::{MemoryBlobs, MemoryStore};
pub use scratch::{TestFolder, TestScratch};
pub use world::TestWorld;

pub(crate) use random::SplitMix;
