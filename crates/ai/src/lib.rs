//! AI vendors that are reached by an address and a key, as users and operators configure them.
//!
//! Such an address is somebody else's word, so every request goes through one guarded client: it goes nowhere
//! into private networks however the name resolves at that moment, follows no redirect, and takes neither forever nor
//! endless answers. What a vendor says is shortened, and freed of the key, before anybody sees it.
//!
//! To add a protocol: a module beside `openai` that speaks it through `xinggen_outbound::Guarded`, its faults mapped to the
//! domain's classes (what may have been done is `lost`, whatever else), and a choice in `connector.rs`. Tests run against
//! a real server on this machine.
#![warn(missing_docs)]

mod connector;
mod openai;
mod picture;
mod told;
mod wording;

pub use connector::{AiSettings, HttpVendors, OpenVendorsError};
