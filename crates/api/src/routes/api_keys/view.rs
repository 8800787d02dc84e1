use crate::view::{Listed, Scope};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::CreatedApiKey;
use xinggen_domain::{Id, api_key::ApiKey};

/// A key with which programs call in the place of their owner.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub(crate) struct ApiKeyView {
    /// The id. It stands in the key, behind `xg_`.
    id: Uuid,
    /// What it is called.
    #[schema(examples("nightly build"))]
    name: String,
    /// What it may be used for.
    scopes: Vec<Scope>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it ends by itself; nothing when it does not.
    #[schema(required)]
    expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute; nothing when it never was.
    #[schema(required)]
    last_used_at: Option<DateTime<Utc>>,
}

impl From<ApiKey> for ApiKeyView {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id.as_uuid(),
            name: key.name,
            scopes: key.scopes.iter().map(Scope::from).collect(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
        }
    }
}

/// A key that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CreatedApiKey)]
pub(super) struct CreatedApiKeyView {
    /// The key itself: send it as `Authorization: Bearer …`. It is told this once; keep it secret.
    #[schema(examples(
        "xg_0192f0c12b3c7d4e8f506a7b8c9d0e1f_000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f6a09e667"
    ))]
    secret: String,
    /// What the list tells of it.
    key: ApiKeyView,
}

impl From<CreatedApiKey> for CreatedApiKeyView {
    fn from(created: CreatedApiKey) -> Self {
        Self { secret: created.text, key: created.key.into() }
    }
}

/// A page of API keys.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ApiKeyPage {
    /// The keys, newest first.
    items: Vec<ApiKeyView>,
    /// Where the next page begins; nothing when there is none.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl From<Listed<ApiKey>> for ApiKeyPage {
    fn from(listed: Listed<ApiKey>) -> Self {
        Self {
            items: listed.items.into_iter().map(ApiKeyView::from).collect(),
            next_cursor: listed.next_cursor,
        }
    }
}
