//! AI configurations: addresses and keys of vendors, users' own and the platform's.
//!
//! A key comes in and never goes out again: it is sealed before it is stored, and opened only for the request that it is for.
//! Whoever wants a configuration to point elsewhere brings the key once more, so that a stolen session cannot have it sent
//! to itself.

mod own;
mod platform;
mod reseal;
mod trial;

pub use platform::PlatformAiConfigError;
pub use reseal::{AiConfigOwner, ResealedAiConfigs};
pub use trial::TestAiConfigError;
pub(crate) use trial::access;

use crate::{Actor, Invalid, Ports, invalid::Checks};
use xinggen_domain::{
    AiConfigId, Id,
    ai_config::{AiConfig, BASE_URL, MODEL, MOST_CONFIGS, MOST_PRIORITY, check_key, check_vendor},
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    limits::{NAME, Problem},
    ports::TenantTx,
    provenance::ModelRef,
    sealed::SecretLabel,
    vendor::{ServiceKind, VendorKey},
};

/// Makes, shows, changes, tries and deletes AI configurations.
#[derive(Clone)]
pub struct AiConfigs {
    ports: Ports,
}

/// A configuration to be made.
#[derive(Debug, Clone)]
pub struct CreateAiConfig {
    /// What the vendor is to do.
    pub kind: ServiceKind,
    /// Whose the model is.
    pub vendor: String,
    /// The model, as the vendor names it.
    pub model: String,
    /// What its owner calls it.
    pub name: String,
    /// Where the vendor's protocol begins.
    pub base_url: String,
    /// The key.
    pub key: VendorKey,
    /// Whether jobs may use it.
    pub active: bool,
    /// Of several, the highest does it.
    pub priority: u32,
}

/// What is to be changed; none stays.
#[derive(Debug, Clone, Default)]
pub struct AiConfigChange {
    /// Whose the model is.
    pub vendor: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// What its owner calls it.
    pub name: Option<String>,
    /// Where the protocol begins; only together with the key.
    pub base_url: Option<String>,
    /// The key.
    pub key: Option<VendorKey>,
    /// Whether jobs may use it.
    pub active: Option<bool>,
    /// Of several, the highest does it.
    pub priority: Option<u32>,
}

/// Why no configuration was made; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CreateAiConfigError {
    /// Only an admin may.
    #[error("only an admin may see or change the platform's configurations")]
    Forbidden,
    /// Vendors cannot do this here.
    #[error("vendors can do {0:?} here")]
    UnusableKind(&'static [ServiceKind]),
    /// There are as many as there may be.
    #[error("there are {MOST_CONFIGS} configurations already")]
    TooMany,
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whose key is sealed.
type LabelOf = fn(Actor, AiConfigId) -> SecretLabel;

impl AiConfigs {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// A new configuration with its key sealed, if it can be one.
    fn make(
        &self,
        actor: Actor,
        make: CreateAiConfig,
        label: LabelOf,
    ) -> Result<AiConfig, CreateAiConfigError> {
        let kinds = self.ports.connector.kinds();
        if !kinds.contains(&make.kind) {
            return Err(CreateAiConfigError::UnusableKind(kinds));
        }
        let (id, now) = (self.ports.ids.id(), self.ports.clock.now());
        let mut checks = Checks::default();
        let key = checks.take("key", check_key(make.key.reveal())).unwrap_or_default();
        let mut config = AiConfig {
            id,
            kind: make.kind,
            model: ModelRef::new("", ""),
            name: String::new(),
            base_url: String::new(),
            key: self.ports.secret_box.seal(label(actor, id), key.as_bytes()),
            hint: VendorKey::new(&key).hint(),
            active: make.active,
            priority: 0,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let change = AiConfigChange {
            vendor: Some(make.vendor),
            model: Some(make.model),
            name: Some(make.name),
            base_url: Some(make.base_url),
            key: None,
            active: None,
            priority: Some(make.priority),
        };
        self.set(&mut config, change, &mut checks);
        checks.done()?;
        Ok(config)
    }

    /// Changes a configuration.
    fn change(
        &self,
        config: &mut AiConfig,
        change: AiConfigChange,
        label: SecretLabel,
    ) -> Result<(), Invalid> {
        let moved = change.base_url.as_ref().is_some_and(|address| address.trim() != config.base_url);
        let mut checks = Checks::default();
        if moved && change.key.is_none() {
            checks.refuse("key", Problem::NeededAgain);
        }
        let key = change.key.as_ref().and_then(|key| checks.take("key", check_key(key.reveal())));
        let before = config.clone();
        self.set(config, change, &mut checks);
        checks.done()?;
        if let Some(key) = key {
            config.key = self.ports.secret_box.seal(label, key.as_bytes());
            config.hint = VendorKey::new(&key).hint();
        }
        if *config != before {
            config.updated_at = self.ports.clock.now();
        }
        Ok(())
    }

    /// Everything but the key.
    fn set(&self, config: &mut AiConfig, change: AiConfigChange, checks: &mut Checks) {
        if let Some(vendor) = change.vendor.and_then(|name| checks.take("vendor", check_vendor(&name))) {
            if self.is_built_in(&vendor) {
                checks.refuse("vendor", Problem::Taken);
            }
            config.model.vendor = vendor;
        }
        checks.put_text(&mut config.model.model, "model", MODEL, change.model.as_deref());
        checks.put_text(&mut config.name, "name", NAME, change.name.as_deref());
        if let Some(address) = change.base_url {
            config.base_url = checks.take("base_url", self.check_address(&address)).unwrap_or_default();
        }
        if let Some(priority) = change.priority {
            if priority > MOST_PRIORITY {
                checks.refuse("priority", Problem::Range { least: 0, most: MOST_PRIORITY });
            }
            config.priority = priority;
        }
        config.active = change.active.unwrap_or(config.active);
    }

    fn check_address(&self, address: &str) -> Result<String, Problem> {
        let address = BASE_URL.take(address)?;
        self.ports.connector.check_address(&address).map_err(Problem::Address)?;
        Ok(address)
    }

    /// What is made by a vendor of this house can be told from what is made elsewhere.
    fn is_built_in(&self, vendor: &str) -> bool {
        let models = self.ports.vendors.models();
        [models.text, models.image, models.speech, models.video, models.composer]
            .iter()
            .any(|model| model.vendor == vendor)
    }

    /// Notes in the actor's own log what was done to a configuration.
    async fn note(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        act: AuditAct,
        config: AiConfigId,
    ) -> Result<(), StoreError> {
        let entry = AuditEntry {
            id: self.ports.ids.id(),
            act,
            actor_id: Some(actor.user_id),
            subject: config.as_uuid().to_string(),
            reason: String::new(),
            address: actor.address,
            created_at: self.ports.clock.now(),
        };
        tx.audit().add(entry).await
    }
}
