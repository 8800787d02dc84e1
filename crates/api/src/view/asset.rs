use super::MediaKind;
use crate::{
    problem::Problem,
    state::{API_PREFIX, Api},
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::Actor;
use xinggen_domain::{AssetId, Id, asset::Asset};

/// A stored file and its facts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Asset)]
pub(crate) struct AssetView {
    /// Its id.
    pub(crate) id: Uuid,
    /// What it is.
    pub(crate) kind: MediaKind,
    /// The media type.
    #[schema(examples("video/mp4"))]
    pub(crate) mime: String,
    /// Its size in bytes.
    #[schema(minimum = 0)]
    pub(crate) bytes: u64,
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    #[schema(min_length = 64, max_length = 64)]
    pub(crate) sha256: String,
    /// Pixels across, for pictures.
    #[schema(required)]
    pub(crate) width: Option<u32>,
    /// Pixels down, for pictures.
    #[schema(required)]
    pub(crate) height: Option<u32>,
    /// Milliseconds, for sound and moving pictures.
    #[schema(required)]
    pub(crate) duration_ms: Option<u32>,
    /// A link that anyone can read the bytes by until `url_expires_at`; for `<video>`, `<img>` and downloads.
    #[schema(examples(
        "http://localhost:8080/api/v1/assets/0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f/content?user=…"
    ))]
    pub(crate) url: String,
    /// Until when the link holds.
    pub(crate) url_expires_at: DateTime<Utc>,
    /// When it was stored.
    pub(crate) created_at: DateTime<Utc>,
}

/// Makes links to the assets of a tenant.
pub(crate) struct AssetLinks<'a> {
    pub(crate) api: &'a Api,
    pub(crate) actor: Actor,
}

impl AssetLinks<'_> {
    /// An asset with a fresh link.
    ///
    /// # Errors
    /// The store could not make a link.
    pub(crate) async fn view(&self, asset: Asset) -> Result<AssetView, Problem> {
        let until = self.until();
        let stored = self.api.assets.link_asset(&asset, self.api.settings.link_holds).await?;
        let url = stored.unwrap_or_else(|| self.own_link(asset.id, until));
        Ok(AssetView {
            id: asset.id.as_uuid(),
            kind: asset.kind.into(),
            mime: asset.mime,
            bytes: asset.bytes,
            sha256: asset.sha256.to_string(),
            width: asset.width,
            height: asset.height,
            duration_ms: asset.duration_ms,
            url,
            url_expires_at: until,
            created_at: asset.created_at,
        })
    }

    /// The end of a link made now, in whole seconds, since that is what is signed.
    fn until(&self) -> DateTime<Utc> {
        let until = self.api.clock.now() + self.api.settings.link_holds;
        until.duration_trunc(TimeDelta::seconds(1)).unwrap_or(until)
    }

    fn own_link(&self, asset: AssetId, until: DateTime<Utc>) -> String {
        let user = self.actor.user_id;
        let signature = self.api.links.sign(user, asset, until);
        format!(
            "{}{API_PREFIX}/assets/{asset}/content?user={user}&until={}&signature={signature}",
            self.api.settings.public_url,
            until.timestamp()
        )
    }
}
