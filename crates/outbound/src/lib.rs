//! The HTTP client for addresses that users and vendors give.

mod address;
mod client;
mod resolve;

pub use client::{Answer, Bounds, Guarded, Unanswered};
pub use resolve::SystemNames;
