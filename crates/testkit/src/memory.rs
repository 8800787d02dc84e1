//! The memory adapter of every storage port. It keeps the same unique keys and parents as the database does,
//! and has SQLite's manners: one writer at a time, readers that never wait, everything or nothing at a commit.

mod accounts;
mod ai_configs;
mod all_jobs;
mod api_keys;
mod assets;
mod audit;
mod audit_log;
mod blobs;
mod bus;
mod characters;
mod codes;
mod credits;
mod cuts;
mod dramas;
mod episodes;
mod erasure;
mod events;
mod flights;
mod housekeeping;
mod job_signal;
mod jobs;
mod memberships;
mod platform_audit_log;
mod prices;
mod productions;
mod profile;
mod props;
mod queue;
mod quotes;
mod rates;
mod redemptions;
mod removal;
mod requests;
mod scenes;
mod scripts;
mod second_factors;
mod sessions;
mod shots;
mod spending;
mod store;
mod table;
mod takes;
mod tenant;
mod tickets;
mod tx;

pub use blobs::MemoryBlobs;
pub use bus::MemoryEventBus;
pub use job_signal::MemoryJobSignal;
pub use store::{MemoryStore, Tally};

type Result<T> = std::result::Result<T, xinggen_domain::error::StoreError>;
