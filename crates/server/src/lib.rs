//! The composition root: settings, adapters put together, and what the binary `xinggen` can be asked.
//!
//! - [`Settings`] come from defaults, a file and the environment, and report every fault at once.
//! - [`House`] puts the adapters together under the use cases.
//! - [`cli`] holds the subcommands, one file each.

pub mod cli;
mod console;
mod house;
mod keys;
mod probes;
mod produce;
mod readings;
mod serve;
mod settings;
mod system;
mod work;

pub use house::{House, HouseError};
pub use settings::{LoginUrl, Secret, Settings, SettingsError};
