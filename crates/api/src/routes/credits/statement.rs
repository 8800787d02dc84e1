//! What both forms of the statement have in common.

use crate::{extract::moment, view::TransactionKind};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use xinggen_domain::{Id, spending::StatementFilter};

/// Which entries of the statement; every given part must match.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StatementQuery {
    /// Those of this type only.
    #[serde(rename = "type")]
    pub(super) kind: Option<TransactionKind>,
    /// From this moment on.
    #[serde(default, deserialize_with = "moment")]
    pub(super) from: Option<DateTime<Utc>>,
    /// Before this moment.
    #[serde(default, deserialize_with = "moment")]
    pub(super) to: Option<DateTime<Utc>>,
    /// Those for jobs of this drama.
    pub(super) drama_id: Option<Uuid>,
    /// Those for jobs of this episode.
    pub(super) episode_id: Option<Uuid>,
    /// Those for this job.
    pub(super) job_id: Option<Uuid>,
}

impl From<StatementQuery> for StatementFilter {
    fn from(query: StatementQuery) -> Self {
        Self {
            kind: query.kind.map(Into::into),
            from: query.from,
            to: query.to,
            drama: query.drama_id.map(Id::from_uuid),
            episode: query.episode_id.map(Id::from_uuid),
            job: query.job_id.map(Id::from_uuid),
        }
    }
}
