//! AI configurations: an address and a key of a vendor, a user's own or the platform's, and which of them does a job.

use crate::{
    AiConfigId,
    engine::{ChargeMode, ModelRef, ServiceKind},
    limits::{Problem, TextLimit},
    sealed::Sealed,
    time::Timestamp,
};

pub use crate::engine::Engine;

/// A vendor's name.
pub const VENDOR: TextLimit = TextLimit { least: 1, most: 50, rows: false };
/// A model's name, as its vendor has it.
pub const MODEL: TextLimit = TextLimit { least: 1, most: 100, rows: false };
/// An address.
pub const BASE_URL: TextLimit = TextLimit { least: 1, most: 500, rows: false };
/// A key.
pub const KEY: TextLimit = TextLimit { least: 8, most: 500, rows: false };
/// How many configurations a user may have, and the platform.
pub const MOST_CONFIGS: u32 = 100;
/// The highest priority.
pub const MOST_PRIORITY: u32 = 1_000;

/// An address and a key of a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AiConfig {
    /// Its id.
    pub id: AiConfigId,
    /// What the vendor is to do.
    pub kind: ServiceKind,
    /// Vendor and model.
    pub model: ModelRef,
    /// What its owner calls it.
    pub name: String,
    /// Where the vendor's protocol begins.
    pub base_url: String,
    /// The key, sealed.
    pub key: Sealed,
    /// By what the key is recognised: its last four characters, or nothing of a short one.
    pub hint: String,
    /// Whether jobs may use it.
    pub active: bool,
    /// Of several that are active, the highest does it.
    pub priority: u32,
    /// Counts the changes; a writer with an old one is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A configuration without its address and key, for the choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub id: AiConfigId,
    /// Vendor and model.
    pub model: ModelRef,
    /// Of several, the highest is taken.
    pub priority: u32,
}

impl From<AiConfig> for Offer {
    fn from(config: AiConfig) -> Self {
        Self { id: config.id, model: config.model, priority: config.priority }
    }
}

/// What makes pictures: the user's own configuration, else the platform's, else what is built in. Of several the one with
/// the highest priority, of those the newest.
#[must_use]
pub fn choose(own: Vec<Offer>, platform: Vec<Offer>, built_in: &ModelRef) -> Engine {
    let best = |offers: Vec<Offer>| offers.into_iter().max_by_key(|offer| (offer.priority, offer.id));
    let engine = |mode| move |offer: Offer| Engine { model: offer.model, mode, config: Some(offer.id) };
    let own = best(own).map(engine(ChargeMode::Byok));
    let chosen = own.or_else(|| best(platform).map(engine(ChargeMode::Platform)));
    chosen.unwrap_or_else(|| Engine::built_in(built_in.clone()))
}

/// Whether this can be a vendor's name: small letters, digits and hyphens.
///
/// # Errors
/// What is wrong with it.
pub fn check_vendor(name: &str) -> Result<String, Problem> {
    let name = VENDOR.take(name)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.chars().all(fits) { Ok(name) } else { Err(Problem::Characters) }
}

/// Whether this can be a key: it goes into a header.
///
/// # Errors
/// What is wrong with it.
pub fn check_key(key: &str) -> Result<String, Problem> {
    let key = KEY.take(key)?;
    if key.chars().all(|c| c.is_ascii_graphic()) { Ok(key) } else { Err(Problem::Characters) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use uuid::Uuid;

    fn offer(id: u128, priority: u32) -> Offer {
        Offer { id: Id::from_uuid(Uuid::from_u128(id)), model: ModelRef::new("v", &id.to_string()), priority }
    }

    #[test]
    fn ones_own_comes_first_then_the_platforms_then_what_is_built_in() {
        let built_in = ModelRef::new("animatic", "frames-1");
        let chosen = |own, platform| choose(own, platform, &built_in);
        let engine = chosen(vec![offer(1, 0)], vec![offer(2, 9)]);
        assert_eq!((engine.mode, engine.config), (ChargeMode::Byok, Some(offer(1, 0).id)));
        assert_eq!(engine.model, ModelRef::new("v", "1"));
        let engine = chosen(vec![], vec![offer(2, 9)]);
        assert_eq!((engine.mode, engine.config), (ChargeMode::Platform, Some(offer(2, 9).id)));
        assert_eq!(chosen(vec![], vec![]), Engine::built_in(built_in.clone()));
    }

    #[test]
    fn the_highest_priority_is_taken_and_of_those_the_newest() {
        let built_in = ModelRef::new("animatic", "frames-1");
        let chosen = |own| choose(own, vec![], &built_in).model.model;
        assert_eq!(chosen(vec![offer(1, 5), offer(2, 7), offer(3, 6)]), "2");
        assert_eq!(chosen(vec![offer(1, 5), offer(3, 5), offer(2, 5)]), "3");
    }

    #[test]
    fn names_and_keys_keep_their_form() {
        assert_eq!(check_vendor(" volcengine-ark "), Ok("volcengine-ark".to_owned()));
        assert_eq!(check_vendor("Ark"), Err(Problem::Characters));
        assert_eq!(check_key(" sk-0123456789\n"), Ok("sk-0123456789".to_owned()));
        assert_eq!(check_key("sk-012 3456789"), Err(Problem::Characters));
        assert_eq!(check_key("sk-钥匙钥匙钥匙"), Err(Problem::Characters));
        assert!(check_key("sk-1").is_err());
    }
}
