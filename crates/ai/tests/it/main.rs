//! The protocol against a real server on this machine.

mod guarding;
mod listing;
mod pictures;
mod server;
