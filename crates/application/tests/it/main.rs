//! Use cases over the whole house in memory.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod ai_configs;
#[cfg(test)]
mod api_keys;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod cancelling;
#[cfg(test)]
mod caps;
#[cfg(test)]
mod cast;
#[cfg(test)]
mod credits;
#[cfg(test)]
mod crowded;
#[cfg(test)]
mod deaths;
#[cfg(test)]
mod deleted;
#[cfg(test)]
mod dramas;
#[cfg(test)]
mod engines;
#[cfg(test)]
mod episodes;
#[cfg(test)]
mod failing;
#[cfg(test)]
mod generating;
#[cfg(test)]
mod giving;
#[cfg(test)]
mod house;
#[cfg(test)]
mod identities;
#[cfg(test)]
mod job_admin;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod late_worker;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod login_writes;
#[cfg(test)]
mod lost_races;
#[cfg(test)]
mod many_logins;
#[cfg(test)]
mod measured;
#[cfg(test)]
mod memberships;
#[cfg(test)]
mod money;
#[cfg(test)]
mod noted;
#[cfg(test)]
mod quotas;
#[cfg(test)]
mod quotes;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod redeeming;
#[cfg(test)]
mod requesting;
#[cfg(test)]
mod resuming;
#[cfg(test)]
mod running;
#[cfg(test)]
mod second_factors;
#[cfg(test)]
mod shot_lines;
#[cfg(test)]
mod shots;
#[cfg(test)]
mod shut_out;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod studio;
#[cfg(test)]
mod takes;
#[cfg(test)]
mod terms;
#[cfg(test)]
mod trash;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod waiting;
