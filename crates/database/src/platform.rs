//! The small ports across tenants. Each act is one statement, or one short transaction.

mod accounts;
mod expiry;
mod housekeeping;
mod prices;
mod queue;
mod redemptions;
mod sessions;
mod tickets;
