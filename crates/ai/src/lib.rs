//! AI vendors that are reached by an address and a key, as users and operators configure them.
//!
//! Such an address can lead anywhere, so every request goes through [`xinggen_outbound`]: nowhere into private networks
//! however the name resolves at that moment, without redirects, and within limits of time and bytes. What a vendor says
//! is shortened, and freed of the key, before it is shown.
//!
//! To add a protocol: a module beside `openai` that sends its requests by `ask`, its faults mapped to the
//! domain's classes (what may have been done is `lost`, whatever else), and a choice in `connector.rs`. Tests run against
//! a real server on this machine.
#![warn(missing_docs)]

mod ask;
mod connector;
mod openai;
mod picture;
mod told;
mod wording;

pub use connector::{AiSettings, HttpVendors, OpenVendorsError};
