//! The protocol against a real server on this machine.

#[cfg(test)]
mod guarding;
#[cfg(test)]
mod listing;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod server;
