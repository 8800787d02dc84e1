use super::{AiConfigChange, AiConfigs, CreateAiConfig, CreateAiConfigError};
use crate::{Actor, UpdateError, noted::entry};
use xinggen_domain::{
    AiConfigId,
    ai_config::AiConfig,
    ai_config::MOST_CONFIGS,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    ports::Page,
    sealed::SecretLabel,
};

/// Why one of the platform's configurations was not shown, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum PlatformAiConfigError {
    /// Only an admin may.
    #[error("only an admin may see or change the platform's configurations")]
    Forbidden,
    /// It cannot be done.
    #[error(transparent)]
    Update(#[from] UpdateError<AiConfig>),
}

impl From<StoreError> for PlatformAiConfigError {
    fn from(error: StoreError) -> Self {
        Self::Update(error.into())
    }
}

impl AiConfigs {
    /// Makes a configuration of the platform's.
    ///
    /// # Errors
    /// See [`CreateAiConfigError`].
    pub async fn create_platform(
        &self,
        actor: Actor,
        make: CreateAiConfig,
    ) -> Result<AiConfig, CreateAiConfigError> {
        if !actor.is_admin() {
            return Err(CreateAiConfigError::Forbidden);
        }
        let config = self.make(actor, make, |_, id| SecretLabel::platform_ai_config(id))?;
        let page = Page { limit: MOST_CONFIGS, after: None };
        if self.ports.platform_ai_configs.list(page).await?.len() >= MOST_CONFIGS as usize {
            return Err(CreateAiConfigError::TooMany);
        }
        let noted = self.noted(actor, AuditAct::PlatformAiConfigMade, config.id);
        self.ports.platform_ai_configs.add(config.clone(), Some(noted)).await?;
        Ok(config)
    }

    /// One of the platform's.
    ///
    /// # Errors
    /// See [`PlatformAiConfigError`].
    pub async fn get_platform(
        &self,
        actor: Actor,
        id: AiConfigId,
    ) -> Result<AiConfig, PlatformAiConfigError> {
        if !actor.is_admin() {
            return Err(PlatformAiConfigError::Forbidden);
        }
        Ok(self.ports.platform_ai_configs.get(id).await?.ok_or(UpdateError::NotFound)?)
    }

    /// A page of the platform's, newest first.
    ///
    /// # Errors
    /// See [`PlatformAiConfigError`].
    pub async fn list_platform(
        &self,
        actor: Actor,
        page: Page<AiConfigId>,
    ) -> Result<Vec<AiConfig>, PlatformAiConfigError> {
        if !actor.is_admin() {
            return Err(PlatformAiConfigError::Forbidden);
        }
        Ok(self.ports.platform_ai_configs.list(page).await?)
    }

    /// Changes one of the platform's that the admin has seen in this version (none: whichever).
    ///
    /// # Errors
    /// See [`PlatformAiConfigError`].
    pub async fn update_platform(
        &self,
        actor: Actor,
        id: AiConfigId,
        expected: Option<i64>,
        change: AiConfigChange,
    ) -> Result<AiConfig, PlatformAiConfigError> {
        let known = self.seen_platform(actor, id, expected).await?;
        let mut config = known.clone();
        let changed = self.change(&mut config, change, SecretLabel::platform_ai_config(id));
        changed.map_err(UpdateError::from)?;
        if config == known {
            return Ok(config);
        }
        let noted = self.noted(actor, AuditAct::PlatformAiConfigChanged, id);
        if !self.ports.platform_ai_configs.save(&mut config, Some(noted)).await? {
            return Err(self.outdated(id).await?);
        }
        Ok(config)
    }

    /// Deletes one of the platform's that the admin has seen in this version (none: whichever). Jobs that were to use
    /// it fail, and cost nothing.
    ///
    /// # Errors
    /// See [`PlatformAiConfigError`].
    pub async fn delete_platform(
        &self,
        actor: Actor,
        id: AiConfigId,
        expected: Option<i64>,
    ) -> Result<(), PlatformAiConfigError> {
        let known = self.seen_platform(actor, id, expected).await?;
        let noted = self.noted(actor, AuditAct::PlatformAiConfigDeleted, id);
        if !self.ports.platform_ai_configs.delete(id, known.version, Some(noted)).await? {
            return Err(self.outdated(id).await?);
        }
        Ok(())
    }

    async fn seen_platform(
        &self,
        actor: Actor,
        id: AiConfigId,
        expected: Option<i64>,
    ) -> Result<AiConfig, PlatformAiConfigError> {
        let known = self.get_platform(actor, id).await?;
        if expected.is_some_and(|expected| expected != known.version) {
            return Err(UpdateError::Stale { current: Box::new(known) }.into());
        }
        Ok(known)
    }

    async fn outdated(&self, id: AiConfigId) -> Result<PlatformAiConfigError, StoreError> {
        let current = self.ports.platform_ai_configs.get(id).await?;
        let outdated = current.map(|current| UpdateError::Stale { current: Box::new(current) });
        Ok(outdated.unwrap_or(UpdateError::NotFound).into())
    }

    /// For the platform's audit log: the platform's configurations belong to no user.
    fn noted(&self, actor: Actor, act: AuditAct, id: AiConfigId) -> AuditEntry {
        entry(&self.ports, Some(actor), act, id.to_string(), String::new())
    }
}
