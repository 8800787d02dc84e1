use crate::{
    problem::Problem,
    view::{AssetLinks, AssetView, Operation},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{Id, asset::Asset, provenance::Input, take::Take};

/// One of the inputs that a result was made from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProvenanceInput)]
pub(crate) struct InputView {
    /// What it is.
    #[schema(examples("model"))]
    name: String,
    /// Its value; of long texts and of files the digest, as `sha256:` and 64 hexadecimal digits.
    #[schema(examples("frames-1"))]
    value: String,
}

impl From<Input> for InputView {
    fn from(input: Input) -> Self {
        Self { name: input.name, value: input.value }
    }
}

/// One generated candidate. Of the takes of a target for one operation, one is selected.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Take)]
pub(super) struct TakeView {
    /// Its id.
    id: Uuid,
    /// What was asked for.
    operation: Operation,
    /// What it is a candidate for: `character`, `scene`, `prop`, `shot` or `line`.
    #[schema(examples("shot"))]
    target_kind: String,
    /// The id of what it is a candidate for.
    target_id: Uuid,
    /// The file, with a link to its bytes.
    asset: AssetView,
    /// Whether it is the one in use.
    selected: bool,
    /// What it was made from.
    inputs: Vec<InputView>,
    /// The SHA-256 over all inputs, 64 hexadecimal digits: takes that have the same were made from the same.
    #[schema(min_length = 64, max_length = 64)]
    inputs_hash: String,
    /// The job that made it.
    job_id: Uuid,
    /// When it was made.
    created_at: DateTime<Utc>,
}

/// A take with a link to its file.
pub(super) async fn view(take: Take, asset: Asset, links: &AssetLinks<'_>) -> Result<TakeView, Problem> {
    Ok(TakeView {
        id: take.id.as_uuid(),
        operation: take.operation.into(),
        target_kind: take.target.kind().to_owned(),
        target_id: take.target.uuid(),
        asset: links.view(asset).await?,
        selected: take.selected,
        inputs: take.provenance.inputs.into_iter().map(Into::into).collect(),
        inputs_hash: take.provenance.hash.to_string(),
        job_id: take.job_id.as_uuid(),
        created_at: take.created_at,
    })
}

/// The takes of a target, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TakePage {
    /// The takes.
    pub(super) items: Vec<TakeView>,
    /// Always none: a target's takes come at once.
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}
