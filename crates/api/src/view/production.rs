use super::{ProductionState, QuoteView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{Id, production::Production};

/// A durable run over an episode, from script to cut.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Production)]
pub(crate) struct ProductionView {
    /// Its id.
    pub(crate) id: Uuid,
    /// The drama.
    pub(crate) drama_id: Uuid,
    /// The episode.
    pub(crate) episode_id: Uuid,
    /// Where it is.
    pub(crate) state: ProductionState,
    /// Whether it goes on without waiting for approval of its quote.
    pub(crate) auto_approve: bool,
    /// Whether subtitles stand in the picture.
    pub(crate) burn_subtitles: bool,
    /// What it will still cost, as last worked out.
    #[schema(required)]
    pub(crate) quote: Option<QuoteView>,
    /// How much of what is still to come has been approved.
    pub(crate) approved: i64,
    /// Why it asks again, is paused or failed; may be empty.
    pub(crate) message: String,
    /// Counts the changes.
    pub(crate) version: i64,
    /// When it was asked for.
    pub(crate) created_at: DateTime<Utc>,
    /// When it was last changed.
    pub(crate) updated_at: DateTime<Utc>,
}

impl From<Production> for ProductionView {
    fn from(production: Production) -> Self {
        Self {
            id: production.id.as_uuid(),
            drama_id: production.drama_id.as_uuid(),
            episode_id: production.episode_id.as_uuid(),
            state: production.state.into(),
            auto_approve: production.auto_approve,
            burn_subtitles: production.options.burn_subtitles,
            quote: production.quote.map(Into::into),
            approved: production.approved.get(),
            message: production.message.clone(),
            version: production.version,
            created_at: production.created_at,
            updated_at: production.updated_at,
        }
    }
}
