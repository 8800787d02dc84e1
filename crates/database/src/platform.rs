//! The small ports across tenants. Each act is one statement, or one short transaction.

mod accounts;
mod ai_configs;
mod all_jobs;
mod api_keys;
mod audit_log;
mod codes;
mod expiry;
mod housekeeping;
mod plans;
mod prices;
mod queue;
mod rates;
mod redemptions;
mod second_factors;
mod sessions;
mod tickets;
