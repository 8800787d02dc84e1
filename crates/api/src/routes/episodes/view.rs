use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::EpisodeView as EpisodeWork;
use xinggen_domain::{Id, episode::Episode};

/// One part of a drama, 1 to 3 minutes on screen.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Episode)]
pub(crate) struct EpisodeView {
    /// Its id.
    pub(super) id: Uuid,
    /// The drama it belongs to.
    drama_id: Uuid,
    /// Its place in the drama, from 1.
    #[schema(minimum = 1)]
    number: u32,
    /// Its title.
    title: String,
    /// The part of the story that it tells.
    source: String,
    /// Counts the changes; the `ETag`.
    pub(super) version: i64,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl From<Episode> for EpisodeView {
    fn from(episode: Episode) -> Self {
        Self {
            id: episode.id.as_uuid(),
            drama_id: episode.drama_id.as_uuid(),
            number: episode.number,
            title: episode.title,
            source: episode.source,
            version: episode.version,
            created_at: episode.created_at,
            updated_at: episode.updated_at,
        }
    }
}

/// An episode, and what there is of it so far.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EpisodeDetail)]
pub(super) struct EpisodeDetailView {
    #[serde(flatten)]
    pub(super) episode: EpisodeView,
    /// Whether its script is written.
    has_script: bool,
    /// Whether its storyboard is drawn up.
    has_storyboard: bool,
    /// How many shots it has.
    #[schema(minimum = 0)]
    shots: usize,
    /// How many spoken lines they have.
    #[schema(minimum = 0)]
    lines: usize,
    /// How many milliseconds it is planned to be.
    planned_ms: u32,
    /// Its latest cut, if there is one.
    #[schema(required)]
    latest_cut_id: Option<Uuid>,
}

impl From<EpisodeWork> for EpisodeDetailView {
    fn from(work: EpisodeWork) -> Self {
        Self {
            episode: work.episode.into(),
            has_script: work.script.is_some(),
            has_storyboard: work.storyboard.is_some(),
            shots: work.shots,
            lines: work.lines,
            planned_ms: work.planned_ms,
            latest_cut_id: work.cut.map(|cut| cut.id.as_uuid()),
        }
    }
}

/// The episodes of a drama by number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EpisodePage {
    /// The episodes.
    pub(super) items: Vec<EpisodeView>,
    /// Always none: a drama's episodes come at once.
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}
