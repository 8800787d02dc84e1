use super::view::{EditedShotView, edited};
use crate::{
    extract::{Body, Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{Id, ShotId};

/// Where a shot is to be split.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SplitShotBody)]
struct SplitShotBody {
    /// The line that begins the second part; any of the shot but its first.
    line_id: Uuid,
}

/// Split a shot before one of its lines
///
/// The answer is the first part, which keeps the id; the second follows it in the storyboard. The planned time is
/// divided as the lines' lengths are, with 2 seconds for each part at least.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    request_body = SplitShotBody,
    responses(
        (status = 200, body = EditedShotView, description = "The first part", headers(("ETag" = String))),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`first_line`"),
    )
)]
#[post("/shots/{shot_id}/split")]
pub(super) async fn split_shot(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    seen: IfMatch,
    body: Body<SplitShotBody>,
) -> Result<HttpResponse, Problem> {
    let before = Id::from_uuid(body.0.line_id);
    Ok(edited(api.shots.split_shot(who.actor, id.0, seen.optional(), before).await?))
}
