//! The small ports across tenants. Each act is one statement, or one short transaction.

mod accounts;
mod api_keys;
mod expiry;
mod housekeeping;
mod prices;
mod queue;
mod second_factors;
mod sessions;
mod tickets;
