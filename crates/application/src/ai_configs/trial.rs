use super::AiConfigs;
use crate::{Actor, Throttled};
use xinggen_domain::{
    AiConfigId,
    ai_config::AiConfig,
    error::StoreError,
    rate::Rate,
    sealed::SecretLabel,
    vendor::{TrialError, VendorAccess, VendorKey},
};

/// Trials of one user: each sends a request to wherever they say.
const TRIALS: Rate = Rate::new(20, 15);

/// Why a configuration was not tried, or does not work.
#[derive(Debug, thiserror::Error)]
pub enum TestAiConfigError {
    /// Only an admin may.
    #[error("only an admin may try the platform's configurations")]
    Forbidden,
    /// There is none.
    #[error("no such configuration")]
    NotFound,
    /// Too often.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// The stored key cannot be opened; it has to be entered again.
    #[error("the stored key cannot be opened")]
    KeyLost,
    /// The vendor cannot be used with it.
    #[error(transparent)]
    Trial(#[from] TrialError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AiConfigs {
    /// Asks the vendor of one of the actor's for its models.
    ///
    /// # Errors
    /// See [`TestAiConfigError`].
    pub async fn test(&self, actor: Actor, id: AiConfigId) -> Result<(), TestAiConfigError> {
        let config = self.get(actor, id).await?.ok_or(TestAiConfigError::NotFound)?;
        self.attempt(actor, config, SecretLabel::ai_config(actor.user_id, id)).await
    }

    /// Asks the vendor of one of the platform's for its models.
    ///
    /// # Errors
    /// See [`TestAiConfigError`].
    pub async fn test_platform(&self, actor: Actor, id: AiConfigId) -> Result<(), TestAiConfigError> {
        if !actor.is_admin() {
            return Err(TestAiConfigError::Forbidden);
        }
        let config = self.ports.platform_ai_configs.get(id).await?.ok_or(TestAiConfigError::NotFound)?;
        self.attempt(actor, config, SecretLabel::platform_ai_config(id)).await
    }

    async fn attempt(
        &self,
        actor: Actor,
        config: AiConfig,
        label: SecretLabel,
    ) -> Result<(), TestAiConfigError> {
        let key = format!("ai-config/test/{}", actor.user_id);
        let allowance = self.ports.rates.take(&key, TRIALS, self.ports.clock.now()).await?;
        if allowance.retry.is_some() {
            return Err(Throttled(allowance).into());
        }
        let access = access(&self.ports, config, label).ok_or(TestAiConfigError::KeyLost)?;
        Ok(self.ports.connector.test(&access).await?)
    }
}

/// What a configuration opens; none when its key cannot be opened.
pub(crate) fn access(ports: &crate::Ports, config: AiConfig, label: SecretLabel) -> Option<VendorAccess> {
    let opened = ports.secret_box.open(label, &config.key);
    let opened =
        opened.inspect_err(|error| tracing::error!(config.id = %config.id, %error, "key not opened"));
    let key = VendorKey::new(&String::from_utf8(opened.ok()?).ok()?);
    Some(VendorAccess { kind: config.kind, model: config.model, base_url: config.base_url, key })
}
