//! What proves who somebody is: passwords, tokens, codes, signed links, and the secrets behind them.
//!
//! [`Security::open`] makes them all from a [`KeySource`]. There are two secrets, each given by the settings or
//! made once and kept in the data folder, readable by its owner alone:
//!
//! - the access key, an Ed25519 key that signs access tokens (`keys/access.pem`);
//! - 32 random bytes from which the keys for refresh tokens, links, codes and identities are derived
//!   (`keys/secret`).
//!
//! Processes that share a database must share both. Whoever replaces the first asks clients to refresh; whoever
//! replaces the second breaks the links and codes given out, a refresh whose answer was lost ends its session, and
//! identities that earned sign-up credits before can earn them once more.
//!
//! Nothing here reads a clock: the time is an argument. Nothing here says why a check failed: the answer to
//! whoever tries is no.
#![warn(missing_docs)]

mod codes;
mod gate;
mod keys;
mod links;
mod meter;
mod passwords;
mod random;
mod refresh;
mod secret_file;
mod security;
mod tokens;

pub use codes::HmacCodes;
pub use keys::{KeySource, Keys, LoadKeysError};
pub use links::HmacLinks;
pub use meter::ZxcvbnMeter;
pub use passwords::Argon2Passwords;
pub use random::SystemSecrets;
pub use security::{Security, SecuritySettings};
pub use tokens::JwtTokens;
