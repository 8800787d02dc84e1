//! The HTTP client for addresses that users, vendors and operators give.
//!
//! Such an address can lead anywhere, so every request is bounded: an [`OutboundClient`] goes only to what its
//! [`Reach`] includes, checks names at the moment of each connection, follows no redirect, and waits and reads no longer
//! than the [`Bounds`] of the request. It retries nothing: only the caller knows what may be done twice.
//!
//! - `networks` holds the blocks of addresses as IANA's registries list them, `reach` decides by them, `address` checks
//!   what stands in a URL, `resolve` what its name resolves to, and `client` sends.
//! - [`OutboundError`] tells what was certainly not sent from what may have been carried out.
#![warn(missing_docs)]

mod address;
mod client;
mod error;
mod message;
mod networks;
mod reach;
mod resolve;

pub use client::OutboundClient;
pub use error::{AddressFault, OpenClientError, OutboundError};
pub use message::{Answer, Bounds, Request, file_part};
pub use reach::Reach;
/// The types of the underlying client that stand in these interfaces.
pub use reqwest::{
    Method, StatusCode, Url,
    multipart::{Form, Part},
};
