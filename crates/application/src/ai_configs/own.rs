use super::{AiConfigChange, AiConfigs, CreateAiConfig, CreateAiConfigError};
use crate::{
    Actor, UpdateError,
    versions::{load_seen, save_seen},
};
use xinggen_domain::{
    AiConfigId, ai_config::AiConfig, ai_config::MOST_CONFIGS, audit::AuditAct, error::StoreError,
    ports::Page, sealed::SecretLabel,
};

impl AiConfigs {
    /// Makes a configuration of the actor's own.
    ///
    /// # Errors
    /// See [`CreateAiConfigError`].
    pub async fn create(&self, actor: Actor, make: CreateAiConfig) -> Result<AiConfig, CreateAiConfigError> {
        let config = self.make(actor, make, |actor, id| SecretLabel::ai_config(actor.user_id, id))?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let page = Page { limit: MOST_CONFIGS, after: None };
        if tx.ai_configs().list(page).await?.len() >= MOST_CONFIGS as usize {
            return Err(CreateAiConfigError::TooMany);
        }
        tx.ai_configs().add(config.clone()).await?;
        self.note(&mut *tx, actor, AuditAct::AiConfigMade, config.id).await?;
        tx.commit().await?;
        Ok(config)
    }

    /// One of the actor's; none when there is no such.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get(&self, actor: Actor, id: AiConfigId) -> Result<Option<AiConfig>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.ai_configs().get(id).await
    }

    /// A page of the actor's, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list(&self, actor: Actor, page: Page<AiConfigId>) -> Result<Vec<AiConfig>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.ai_configs().list(page).await
    }

    /// Changes one of the actor's that they have seen in this version (none: whichever).
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn update(
        &self,
        actor: Actor,
        id: AiConfigId,
        expected: Option<i64>,
        change: AiConfigChange,
    ) -> Result<AiConfig, UpdateError<AiConfig>> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let known = load_seen::<AiConfig>(&mut *tx, id, expected).await?;
        let mut config = known.clone();
        self.change(&mut config, change, SecretLabel::ai_config(actor.user_id, id))?;
        if config == known {
            return Ok(config);
        }
        let mut tx = save_seen(&self.ports, actor, tx, &mut config).await?;
        self.note(&mut *tx, actor, AuditAct::AiConfigChanged, id).await?;
        tx.commit().await?;
        Ok(config)
    }

    /// Deletes one of the actor's that they have seen in this version (none: whichever). Jobs that were to use it fail,
    /// and cost nothing.
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn delete(
        &self,
        actor: Actor,
        id: AiConfigId,
        expected: Option<i64>,
    ) -> Result<(), UpdateError<AiConfig>> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let known = load_seen::<AiConfig>(&mut *tx, id, expected).await?;
        if !tx.ai_configs().delete(id, known.version).await? {
            return Err(StoreError::Stale("AI configuration").into());
        }
        self.note(&mut *tx, actor, AuditAct::AiConfigDeleted, id).await?;
        Ok(tx.commit().await?)
    }
}
