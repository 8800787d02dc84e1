use super::Page;
use crate::{
    AiConfigId, UserId,
    ai_config::{AiConfig, Offer},
    audit::AuditEntry,
    engine::ServiceKind,
    error::StoreError,
};
use async_trait::async_trait;

/// The tenant's own AI configurations.
#[async_trait]
pub trait AiConfigs: Send {
    /// Adds one.
    async fn add(&mut self, config: AiConfig) -> Result<(), StoreError>;

    /// One of them.
    async fn get(&mut self, id: AiConfigId) -> Result<Option<AiConfig>, StoreError>;

    /// A page, newest first.
    async fn list(&mut self, page: Page<AiConfigId>) -> Result<Vec<AiConfig>, StoreError>;

    /// Writes one whose stored version is `config.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, config: &mut AiConfig) -> Result<(), StoreError>;

    /// Deletes one of this version. False when there is none.
    async fn delete(&mut self, id: AiConfigId, version: i64) -> Result<bool, StoreError>;

    /// Those that are active, in any order.
    async fn active(&mut self, kind: ServiceKind) -> Result<Vec<Offer>, StoreError>;

    /// Those of the platform that are active, in any order. Of their keys and addresses a tenant sees nothing.
    async fn offered(&mut self, kind: ServiceKind) -> Result<Vec<Offer>, StoreError>;
}

/// The platform's AI configurations, as administrators and workers see them. What is `noted` of a change goes into the
/// platform's audit log in the same transaction, and nowhere when nothing is changed.
#[async_trait]
pub trait PlatformAiConfigs: Send + Sync {
    /// Adds one.
    async fn add(&self, config: AiConfig, noted: Option<AuditEntry>) -> Result<(), StoreError>;

    /// One of them.
    async fn get(&self, id: AiConfigId) -> Result<Option<AiConfig>, StoreError>;

    /// A page, newest first.
    async fn list(&self, page: Page<AiConfigId>) -> Result<Vec<AiConfig>, StoreError>;

    /// Writes one whose stored version is `config.version`, and counts the version up. False, and nothing is written,
    /// when the stored version is another.
    async fn save(&self, config: &mut AiConfig, noted: Option<AuditEntry>) -> Result<bool, StoreError>;

    /// Deletes one of this version. False when there is none.
    async fn delete(
        &self,
        id: AiConfigId,
        version: i64,
        noted: Option<AuditEntry>,
    ) -> Result<bool, StoreError>;

    /// Whose own configurations there are, by owner and id, behind `after`: for whoever seals their keys anew.
    async fn owned(
        &self,
        after: Option<(UserId, AiConfigId)>,
        limit: u32,
    ) -> Result<Vec<(UserId, AiConfigId)>, StoreError>;
}
