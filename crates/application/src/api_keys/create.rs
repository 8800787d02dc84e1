use super::ApiKeyDesk;
use crate::{Actor, Invalid, invalid::Checks};
use xinggen_domain::{
    api_key::{self, ApiKey, KEY_NAME, MOST_LIVE, Scope, Scopes},
    audit::AuditAct,
    error::StoreError,
    limits::Problem,
    provenance::Digest,
    time::Timestamp,
};

/// A key to be made.
#[derive(Debug, Clone)]
pub struct CreateApiKey {
    /// What it is called, 1 to 60 characters.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

/// A key that was made, and its text, which is told this once.
#[derive(Clone, PartialEq, Eq)]
pub struct CreatedApiKey {
    /// The key.
    pub key: ApiKey,
    /// What programs show.
    pub text: String,
}

/// Why a key was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateApiKeyError {
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There are as many live keys as there may be.
    #[error("{MOST_LIVE} keys are live")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ApiKeyDesk {
    /// Makes a key of the actor's.
    ///
    /// # Errors
    /// See [`CreateApiKeyError`].
    pub async fn create(
        &self,
        actor: Actor,
        create: CreateApiKey,
    ) -> Result<CreatedApiKey, CreateApiKeyError> {
        let (mut checks, now) = (Checks::default(), self.ports.clock.now());
        let name = checks.text("name", KEY_NAME, &create.name);
        let scopes = Scopes::new(create.scopes).ok_or(Problem::TooFew { least: 1 });
        checks.take("scopes", scopes.as_ref().map_err(|problem| *problem));
        if create.expires_at.is_some_and(|end| end <= now) {
            checks.refuse("expires_at", Problem::Past);
        }
        checks.done()?;
        let scopes = scopes.map_err(|problem| Invalid::new("scopes", problem))?;
        let secret = self.ports.secrets.secret();
        let key = ApiKey {
            id: self.ports.ids.id(),
            user_id: actor.user_id,
            name,
            scopes,
            secret: Digest::of(&secret),
            created_at: now,
            expires_at: create.expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        if !self.ports.api_keys.add(key.clone(), now, MOST_LIVE).await? {
            return Err(CreateApiKeyError::TooMany);
        }
        self.note(actor, AuditAct::ApiKeyMade, key.id).await?;
        Ok(CreatedApiKey { text: api_key::text(key.id, &secret), key })
    }
}
