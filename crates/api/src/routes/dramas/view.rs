use crate::{
    problem::refusals,
    view::{AspectRatio, Listed, Style},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{Credits, Id, drama::Drama};

/// A series: the owner of a style, an aspect ratio and a cast.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Drama)]
pub(crate) struct DramaView {
    /// Its id.
    pub(super) id: Uuid,
    /// Its title.
    #[schema(examples("旧相机"))]
    title: String,
    /// Its look.
    style: Style,
    /// The shape of its picture.
    aspect_ratio: AspectRatio,
    /// The voice that narrates it, once chosen.
    #[schema(required)]
    narrator_voice: Option<String>,
    /// How many credits may be spent on it; as many as there are, when none.
    #[schema(required)]
    spending_cap: Option<i64>,
    /// Counts the changes; the `ETag`.
    pub(super) version: i64,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
    /// When it was put into the trash, if it is there.
    #[schema(required)]
    deleted_at: Option<DateTime<Utc>>,
}

impl From<Drama> for DramaView {
    fn from(drama: Drama) -> Self {
        Self {
            id: drama.id.as_uuid(),
            title: drama.title,
            style: drama.style.into(),
            aspect_ratio: drama.aspect.into(),
            narrator_voice: drama.narrator_voice.map(|voice| voice.0),
            spending_cap: drama.spending_cap.map(Credits::get),
            version: drama.version,
            created_at: drama.created_at,
            updated_at: drama.updated_at,
            deleted_at: drama.deleted_at,
        }
    }
}

/// A page of dramas, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DramaPage {
    /// The dramas.
    items: Vec<DramaView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl From<Listed<Drama>> for DramaPage {
    fn from(listed: Listed<Drama>) -> Self {
        Self { items: listed.items.into_iter().map(Into::into).collect(), next_cursor: listed.next_cursor }
    }
}

refusals! {
    /// The plan allows no more of them.
    RoomRefusals = [QuotaReached];
}
