use super::view::{EditedShotView, edited};
use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_domain::ShotId;

/// Merge a shot with the one that follows it
///
/// Both must play in the same scene and be planned for 12 seconds together at most. The picture stays that of the
/// first; it takes over the lines of the next, and who and what only that one shows.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    responses(
        (status = 200, body = EditedShotView, description = "The merged shot", headers(("ETag" = String))),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`last_shot`, `other_scene` or `shot_too_long`"),
    )
)]
#[post("/shots/{shot_id}/merge")]
pub(super) async fn merge_shot(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    Ok(edited(api.shots.merge_shots(who.actor, id.0, seen.optional()).await?))
}
