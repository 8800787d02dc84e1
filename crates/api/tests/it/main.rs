//! The API over the testkit.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod admin_credits;
#[cfg(test)]
mod ai_configs;
#[cfg(test)]
mod answered;
#[cfg(test)]
mod api_keys;
#[cfg(test)]
mod asset_content;
#[cfg(test)]
mod assets;
#[cfg(test)]
mod cast;
#[cfg(test)]
mod credits;
#[cfg(test)]
mod crowded;
#[cfg(test)]
mod document;
#[cfg(test)]
mod events;
#[cfg(test)]
mod export;
#[cfg(test)]
mod http_1_0;
#[cfg(test)]
mod job_admin;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod memberships;
#[cfg(test)]
mod over_tcp;
#[cfg(test)]
mod quotes;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod scopes;
#[cfg(test)]
mod served;
#[cfg(test)]
mod shots;
#[cfg(test)]
mod slow_body;
#[cfg(test)]
mod slow_clients;
#[cfg(test)]
mod swagger;
#[cfg(test)]
mod takes;
#[cfg(test)]
mod token_keys;
#[cfg(test)]
mod two_factor;
#[cfg(test)]
mod voices;
#[cfg(test)]
mod wrong_fields;
