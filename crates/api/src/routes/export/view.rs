//! What stands in the archive and nowhere else: without links, which would be over when somebody opens it.

use crate::{
    routes::{
        accounts::UserView,
        ai_configs::AiConfigView,
        api_keys::ApiKeyView,
        credits::{CapsView, CreditsView},
        takes::InputView,
    },
    view::{MediaKind, Operation},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;
use xinggen_domain::{Id, asset::Asset, cut::Cut, session::Session, take::Take};

#[derive(Serialize)]
pub(super) struct AccountExport {
    pub(super) exported_at: DateTime<Utc>,
    pub(super) account: Option<UserView>,
    pub(super) sessions: Vec<SessionExport>,
    pub(super) api_keys: Vec<ApiKeyView>,
    pub(super) ai_configs: Vec<AiConfigView>,
}

#[derive(Serialize)]
pub(super) struct CreditsExport {
    pub(super) balance: CreditsView,
    pub(super) caps: CapsView,
}

#[derive(Serialize)]
pub(super) struct SessionExport {
    id: Uuid,
    user_agent: Option<String>,
    address: Option<String>,
    created_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
}

impl From<Session> for SessionExport {
    fn from(session: Session) -> Self {
        Self {
            id: session.id.as_uuid(),
            user_agent: session.device.user_agent,
            address: session.device.address.map(|address| address.to_string()),
            created_at: session.created_at,
            last_used_at: session.refreshed_at,
        }
    }
}

#[derive(Serialize)]
pub(super) struct TakeExport {
    id: Uuid,
    operation: Operation,
    target_kind: &'static str,
    target_id: Uuid,
    asset_id: Uuid,
    selected: bool,
    inputs: Vec<InputView>,
    job_id: Uuid,
    created_at: DateTime<Utc>,
}

impl From<Take> for TakeExport {
    fn from(take: Take) -> Self {
        Self {
            id: take.id.as_uuid(),
            operation: take.operation.into(),
            target_kind: take.target.kind(),
            target_id: take.target.uuid(),
            asset_id: take.asset_id.as_uuid(),
            selected: take.selected,
            inputs: take.provenance.inputs.into_iter().map(Into::into).collect(),
            job_id: take.job_id.as_uuid(),
            created_at: take.created_at,
        }
    }
}

#[derive(Serialize)]
pub(super) struct CutExport {
    id: Uuid,
    duration_ms: u32,
    video_id: Uuid,
    srt_id: Uuid,
    ass_id: Uuid,
    poster_id: Uuid,
    created_at: DateTime<Utc>,
}

impl From<Cut> for CutExport {
    fn from(cut: Cut) -> Self {
        Self {
            id: cut.id.as_uuid(),
            duration_ms: cut.duration_ms,
            video_id: cut.video.as_uuid(),
            srt_id: cut.srt.as_uuid(),
            ass_id: cut.ass.as_uuid(),
            poster_id: cut.poster.as_uuid(),
            created_at: cut.created_at,
        }
    }
}

#[derive(Serialize)]
pub(super) struct AssetExport {
    id: Uuid,
    /// Where it is in the archive.
    file: String,
    kind: MediaKind,
    mime: String,
    bytes: u64,
    sha256: String,
    width: Option<u32>,
    height: Option<u32>,
    duration_ms: Option<u32>,
    created_at: DateTime<Utc>,
}

impl From<Asset> for AssetExport {
    fn from(asset: Asset) -> Self {
        Self {
            id: asset.id.as_uuid(),
            file: place(&asset),
            kind: asset.kind.into(),
            mime: asset.mime,
            bytes: asset.bytes,
            sha256: asset.sha256.to_string(),
            width: asset.width,
            height: asset.height,
            duration_ms: asset.duration_ms,
            created_at: asset.created_at,
        }
    }
}

/// Where a file is in the archive.
pub(super) fn place(asset: &Asset) -> String {
    let extension = asset.key.as_str().rsplit_once('.').map_or("bin", |(_, extension)| extension);
    format!("files/{}.{extension}", asset.id)
}
