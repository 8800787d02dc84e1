//! What proves who somebody is: passwords, tokens, codes, signed links, and the secrets behind them.
//!
//! [`Security::open`] makes them all from a [`KeySource`]. There are three files, each named by the settings or made
//! once and kept in the data folder, readable by their owner alone:
//!
//! - the access keys, Ed25519 keys of which the newest signs access tokens and all verify them (`keys/access.pem`);
//! - 32 random bytes from which the keys for refresh tokens, links, codes and identities are derived
//!   (`keys/secret`);
//! - the master keys, of which the newest seals stored secrets and all open them (`keys/master`).
//!
//! Processes that share a database must share all. [`AccessKeyFile`] and [`MasterKeyFile`] rotate and retire keys, and
//! running servers notice. Whoever loses the master keys loses what they have sealed. Whoever replaces the second file
//! breaks the links and codes given out, a refresh whose answer was lost ends its session, and identities that earned
//! sign-up credits before can earn them once more.
//!
//! Nothing here reads a clock: the time is an argument. Nothing here says why a check failed: the answer to
//! whoever tries is no.
#![warn(missing_docs)]

mod access_keys;
mod codes;
mod gate;
mod keys;
mod links;
mod master_keys;
mod meter;
mod one_time;
mod passwords;
mod random;
mod refresh;
mod secret_box;
mod secret_file;
mod security;
mod tokens;
mod watched;

pub use access_keys::{AccessKeyFacts, AccessKeyFile, RetireKeyError};
pub use codes::HmacCodes;
pub use keys::{KeySource, Keys, LoadKeysError};
pub use links::HmacLinks;
pub use master_keys::MasterKeyFile;
pub use meter::ZxcvbnMeter;
pub use one_time::TotpCodes;
pub use passwords::Argon2Passwords;
pub use random::SystemSecrets;
pub use secret_box::XChaChaSecretBox;
pub use security::{Security, SecuritySettings};
pub use tokens::JwtTokens;
