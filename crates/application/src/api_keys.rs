//! API keys: programs that call in the place of their owner, within what the owner allows them.
//!
//! A key is believed for [`BELIEVED_MS`] after it was looked up together with its owner's account, so one that is
//! revoked, or whose owner is disabled, stops everywhere within a second.

mod believed;
mod create;

pub use create::{CreateApiKey, CreateApiKeyError, CreatedApiKey};

use crate::{Actor, Ports, noted::note};
use believed::Believed;
use std::{net::IpAddr, sync::Arc};
use xinggen_domain::{
    ApiKeyId,
    api_key::{self, ApiKey, Scopes},
    audit::AuditAct,
    error::StoreError,
    ports::Page,
    user::{User, UserStatus},
};

/// For how many milliseconds what was looked up is believed.
pub const BELIEVED_MS: i64 = 500;

/// Makes, lists and revokes API keys, and says who shows one.
#[derive(Clone)]
pub struct ApiKeyDesk {
    ports: Ports,
    believed: Arc<Believed>,
}

/// A program that has shown a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHolder {
    /// In whose place it calls; the role is the one that the owner has now.
    pub actor: Actor,
    /// The key.
    pub key: ApiKeyId,
    /// What the key may be used for.
    pub scopes: Scopes,
}

impl ApiKeyDesk {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports, believed: Arc::default() }
    }

    /// Who shows this text, from this network address; none when it is no key that lets anybody in.
    ///
    /// # Errors
    /// The database failed.
    pub async fn authenticate(
        &self,
        shown: &str,
        address: Option<IpAddr>,
    ) -> Result<Option<KeyHolder>, StoreError> {
        let Some(shown) = api_key::read(shown) else {
            return Ok(None);
        };
        let now = self.ports.clock.now();
        let known = match self.believed.get(shown.id, now) {
            Some(known) => Some(known),
            None => self.look_up(shown.id).await?,
        };
        // Both sides are digests: how long a comparison takes tells nothing of the secret.
        let holds = |(key, user): &(ApiKey, User)| {
            key.secret == shown.secret && key.is_live(now) && user.status == UserStatus::Active
        };
        let Some((key, user)) = known.filter(holds) else {
            return Ok(None);
        };
        let actor = Actor::new(user.id, user.role_at(now)).coming_from(address);
        self.note_use(actor, &key).await;
        Ok(Some(KeyHolder { actor, key: key.id, scopes: key.scopes }))
    }

    /// Whether a key still lets its holder in; asks the database itself.
    ///
    /// # Errors
    /// The database failed.
    pub async fn still_holds(&self, id: ApiKeyId) -> Result<bool, StoreError> {
        let now = self.ports.clock.now();
        let known = self.look_up(id).await?;
        Ok(known.is_some_and(|(key, user)| key.is_live(now) && user.status == UserStatus::Active))
    }

    /// The actor's keys that are not revoked, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list(&self, actor: Actor, page: Page<ApiKeyId>) -> Result<Vec<ApiKey>, StoreError> {
        self.ports.api_keys.list(actor.user_id, page).await
    }

    /// Revokes a key of the actor. False when there is none of this id.
    ///
    /// # Errors
    /// The database failed.
    pub async fn revoke(&self, actor: Actor, id: ApiKeyId) -> Result<bool, StoreError> {
        let revoked = self.ports.api_keys.revoke(actor.user_id, id, self.ports.clock.now()).await?;
        self.believed.forget(id);
        if revoked {
            self.note(actor, AuditAct::ApiKeyRevoked, id).await?;
        }
        Ok(revoked)
    }

    async fn note(&self, actor: Actor, act: AuditAct, key: ApiKeyId) -> Result<(), StoreError> {
        note(&self.ports, actor.user_id, Some(actor), act, key.to_string(), String::new()).await
    }

    async fn look_up(&self, id: ApiKeyId) -> Result<Option<(ApiKey, User)>, StoreError> {
        // What is read now is true at this moment at the latest.
        let now = self.ports.clock.now();
        let Some(key) = self.ports.api_keys.get(id).await? else {
            return Ok(None);
        };
        let Some(user) = self.ports.accounts.get(key.user_id).await? else {
            return Ok(None);
        };
        self.believed.put(key.clone(), user.clone(), now);
        Ok(Some((key, user)))
    }

    /// Writes the use down, at most once a minute, and into the audit log once an hour. A use that cannot be written is not refused.
    async fn note_use(&self, actor: Actor, key: &ApiKey) {
        let now = self.ports.clock.now();
        if !key.use_is_news(now) {
            return;
        }
        self.believed.used(key.id, now);
        let mut written = self.ports.api_keys.used(key.id, now).await;
        if written.is_ok() && key.is_first_use_of_hour(now) {
            written = self.note(actor, AuditAct::ApiKeyUsed, key.id).await;
        }
        if let Err(error) = written {
            tracing::warn!(%error, api_key.id = %key.id, "the use of a key is not written down");
        }
    }
}
