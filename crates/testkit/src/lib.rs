//! In-memory adapter of every port, a manual clock, builders, contract suites and fake vendors.
//!
//! - To test a use case without a database or a vendor, begin with [`TestWorld`]; its page shows how.
//! - To test with single ports: [`MemoryStore`] is every storage port, [`MemoryBlobs`] object storage, [`MemoryEventBus`] wakes
//!   listeners, [`MemoryJobSignal`] workers, [`fakes`] are the vendors, renderers and what proves identities, [`ManualClock`] stands until it is moved, [`SequentialIds`] count up.
//! - To have something to store: [`Build`] makes complete entities.
//! - To write an adapter: [`contract`] has a suite for every storage port, and one line makes its tests.
//!
//! Everything is deterministic: the same test does the same things with the same ids at the same times.
#![warn(missing_docs)]

mod build;
mod clock;
pub mod contract;
pub mod fakes;
mod ids;
mod life;
mod memory;
mod random;
mod scratch;
mod sync;
mod world;

pub use build::{Build, rewrite};
pub use clock::{ManualClock, start};
pub use ids::SequentialIds;
pub use life::Life;
pub use memory::{MemoryBlobs, MemoryEventBus, MemoryJobSignal, MemoryStore, Tally};
pub use scratch::{TestFolder, TestScratch};
pub use world::TestWorld;

pub(crate) use random::SplitMix;
