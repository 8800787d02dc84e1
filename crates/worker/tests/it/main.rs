//! The worker over the whole house in memory.

#[cfg(test)]
mod alone;
#[cfg(test)]
mod cut_off;
#[cfg(test)]
mod paid;
#[cfg(test)]
mod recording;
#[cfg(test)]
mod studio;
#[cfg(test)]
mod turns;
