use super::AiConfigs;
use xinggen_domain::{
    AiConfigId, UserId, ai_config::AiConfig, error::StoreError, ports::OpenSecretError, ports::Page,
    sealed::SecretLabel,
};

/// How many are read at once.
const BATCH: u32 = 100;

/// Whose a configuration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AiConfigOwner {
    /// A user's.
    User(UserId),
    /// The platform's.
    Platform,
}

/// What became of the sealed keys of vendors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResealedAiConfigs {
    /// How many were sealed anew.
    pub done: usize,
    /// How many were sealed with the newest key already.
    pub current: usize,
    /// Which could not be opened, and why.
    pub broken: Vec<(AiConfigOwner, AiConfigId, OpenSecretError)>,
}

impl AiConfigs {
    /// Seals the keys of all vendors with the newest key, users' own and the platform's. It may run beside servers, be
    /// repeated, and goes on where it was broken off. Whoever changes a configuration meanwhile is told that it was changed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn reseal(&self) -> Result<ResealedAiConfigs, StoreError> {
        let (mut told, mut last) = (ResealedAiConfigs::default(), None);
        loop {
            let page = self.ports.platform_ai_configs.owned(last, BATCH).await?;
            let Some(end) = page.last() else { break };
            last = Some(*end);
            for (user, id) in page {
                self.reseal_own(user, id, &mut told).await?;
            }
        }
        let mut after = None;
        loop {
            let page = self.ports.platform_ai_configs.list(Page { limit: BATCH, after }).await?;
            let Some(end) = page.last() else { return Ok(told) };
            after = Some(end.id);
            for config in page {
                self.reseal_platform(config, &mut told).await?;
            }
        }
    }

    /// Whether the key of a vendor is sealed with this master key.
    ///
    /// # Errors
    /// The database failed.
    pub async fn is_sealed_with(&self, key: &str) -> Result<bool, StoreError> {
        let mut last = None;
        loop {
            let page = self.ports.platform_ai_configs.owned(last, BATCH).await?;
            let Some(end) = page.last() else { break };
            last = Some(*end);
            for (user, id) in page {
                let config = self.ports.store.begin_read(user).await?.ai_configs().get(id).await?;
                if config.is_some_and(|config| config.key.key_id == key) {
                    return Ok(true);
                }
            }
        }
        let mut after = None;
        loop {
            let page = self.ports.platform_ai_configs.list(Page { limit: BATCH, after }).await?;
            let Some(end) = page.last() else { return Ok(false) };
            after = Some(end.id);
            if page.iter().any(|config| config.key.key_id == key) {
                return Ok(true);
            }
        }
    }

    async fn reseal_own(
        &self,
        user: UserId,
        id: AiConfigId,
        told: &mut ResealedAiConfigs,
    ) -> Result<(), StoreError> {
        let label = SecretLabel::ai_config(user, id);
        loop {
            let mut tx = self.ports.store.begin(user).await?;
            let Some(mut config) = tx.ai_configs().get(id).await? else { return Ok(()) };
            if !self.sealed_anew(&mut config, label, AiConfigOwner::User(user), told) {
                return Ok(());
            }
            let saved = tx.ai_configs().save(&mut config).await;
            match saved {
                Ok(()) => {
                    tx.commit().await?;
                    told.done += 1;
                    return Ok(());
                }
                // Somebody changed it meanwhile.
                Err(StoreError::Stale(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn reseal_platform(
        &self,
        config: AiConfig,
        told: &mut ResealedAiConfigs,
    ) -> Result<(), StoreError> {
        let (id, label) = (config.id, SecretLabel::platform_ai_config(config.id));
        let mut stored = Some(config);
        while let Some(mut config) = stored {
            if !self.sealed_anew(&mut config, label, AiConfigOwner::Platform, told) {
                return Ok(());
            }
            if self.ports.platform_ai_configs.save(&mut config, None).await? {
                told.done += 1;
                return Ok(());
            }
            stored = self.ports.platform_ai_configs.get(id).await?;
        }
        Ok(())
    }

    /// Seals the key of one that is not current. False when there is nothing to write.
    fn sealed_anew(
        &self,
        config: &mut AiConfig,
        label: SecretLabel,
        owner: AiConfigOwner,
        told: &mut ResealedAiConfigs,
    ) -> bool {
        if self.ports.secret_box.is_current(&config.key) {
            told.current += 1;
            return false;
        }
        match self.ports.secret_box.open(label, &config.key) {
            Ok(secret) => {
                config.key = self.ports.secret_box.seal(label, &secret);
                true
            }
            Err(error) => {
                told.broken.push((owner, config.id, error));
                false
            }
        }
    }
}
