//! The adapter against real databases: the testkit's contract on both, and what only a database can get wrong.
#![cfg(test)]

mod append_only;
mod audit;
mod cancellation;
mod catalogue;
mod claims;
mod concurrency;
mod contract;
mod events;
mod leaving;
mod migrations;
mod poison;
mod requests;
mod runtimes;
mod scope;
mod stored_values;
mod storm;
mod support;
mod tenants;
mod twins;
mod waits;
