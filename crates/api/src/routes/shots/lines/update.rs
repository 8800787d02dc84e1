use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId, given},
    problem::Problem,
    routes::shots::view::{EditedShotView, edited},
    state::Api,
    view::LineMode,
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::LineChange;
use xinggen_domain::{Id, LineId};

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateLineBody)]
struct UpdateLineBody {
    /// The character who speaks; `null` gives the line to the narrator.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    speaker_id: Option<Option<Uuid>>,
    /// How it is spoken.
    mode: Option<LineMode>,
    /// The words, in one row.
    #[schema(examples("你回来了。"), min_length = 1, max_length = 500)]
    text: Option<String>,
}

/// Change a line
///
/// `If-Match` is the version of its shot, and so is the answer's `ETag`. Its voice is stale when words or speaker
/// change.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdateLineBody,
    responses((status = 200, body = EditedShotView, description = "The shot as it is now", headers(("ETag" = String))))
)]
#[patch("/lines/{line_id}")]
pub(super) async fn update_line(
    api: Data<Api>,
    who: Caller,
    id: PathId<LineId>,
    seen: IfMatch,
    body: Body<UpdateLineBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.shots.get_shot_of_line(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    let UpdateLineBody { speaker_id, mode, text } = body.0;
    let speaker = speaker_id.map(|speaker| speaker.map(Id::from_uuid));
    let change = LineChange { speaker, mode: mode.map(Into::into), text };
    Ok(edited(api.shots.update_line(who.actor, id.0, seen.required()?, change).await?))
}
