//! The model of Xinggen, its rules, and the ports through which it reaches the world.
//!
//! A story becomes an episode in this order: [`script`] → cast, [`scene`]s and props → [`storyboard`] → a voice
//! per line → measured durations → images → clips → [`cut`]. Each step is a [`job`] that is quoted by
//! [`pricing`], held and charged by the [`ledger`], and leaves a [`take`] with its [`provenance`]. What is missing
//! or stale is computed by [`production::plan`]; nothing else decides what to make.
//!
//! All of them share the words of [`operation`] (what is made, of what, in which stage) and [`engine`] (by which model, on
//! whose key), which import nothing above them. Modules import downwards only; a test finds circles.
//!
//! There is no I/O here, no framework, no serialisation and no ambient clock or id. Whoever wants to add a kind
//! of thing adds: a file with the entity and its rules, a repository trait in [`ports`], a contract in the
//! testkit, and the adapters until the contract passes.
#![warn(missing_docs)]

pub mod ai_config;
pub mod api_key;
pub mod asset;
pub mod audit;
pub mod casting;
pub mod character;
pub mod code;
mod credits;
pub mod cut;
pub mod drama;
pub mod engine;
pub mod episode;
pub mod error;
pub mod event;
pub mod fuel;
mod id;
pub mod idempotency;
pub mod identity;
pub mod job;
pub mod label;
pub mod ledger;
pub mod limits;
pub mod membership;
pub mod operation;
pub mod plan;
pub mod ports;
pub mod pricing;
pub mod production;
pub mod provenance;
pub mod quote;
pub mod rate;
pub mod redemption;
pub mod scene;
pub mod script;
pub mod sealed;
pub mod second_factor;
pub mod session;
pub mod shot;
pub mod spending;
pub mod storyboard;
pub mod subtitle;
pub mod take;
pub mod time;
pub mod user;
pub mod vendor;
pub mod verification;

pub use credits::Credits;
pub use id::*;
