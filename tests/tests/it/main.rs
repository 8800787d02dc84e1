//! One binary for all tests of the whole, so that it links once.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod binary;
#[cfg(test)]
mod client;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod listener;
#[cfg(test)]
mod logins;
#[cfg(test)]
mod media;
#[cfg(test)]
mod person;
#[cfg(test)]
mod produce;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod service_accounts;
#[cfg(test)]
mod service_credits;
#[cfg(test)]
mod service_deaths;
#[cfg(test)]
mod service_disabled;
#[cfg(test)]
mod service_document;
#[cfg(test)]
mod service_errors;
#[cfg(test)]
mod service_events;
#[cfg(test)]
mod service_failpoints;
#[cfg(test)]
mod service_idempotency;
#[cfg(test)]
mod service_keys;
#[cfg(test)]
mod service_kill;
#[cfg(test)]
mod service_leaving;
#[cfg(test)]
mod service_log;
#[cfg(test)]
mod service_main;
#[cfg(test)]
mod service_pair;
#[cfg(test)]
mod service_quotas;
#[cfg(test)]
mod service_ready;
#[cfg(test)]
mod service_sample;
#[cfg(test)]
mod service_stop;
#[cfg(test)]
mod service_storm;
#[cfg(test)]
mod service_tenants;
#[cfg(test)]
mod service_trash;
#[cfg(test)]
mod service_worker;
#[cfg(test)]
mod site;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod supply;
#[cfg(test)]
mod tidy;
