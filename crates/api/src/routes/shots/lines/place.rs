use crate::{
    extract::{Body, Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::Problem,
    routes::shots::view::{EditedShotView, edited},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_domain::LineId;

/// Where a line is to stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MoveLineBody)]
struct MoveLineBody {
    /// Its new place among the lines of its shot, from 1.
    #[schema(examples(1), minimum = 1)]
    position: u32,
}

/// Move a line to another place in its shot
///
/// `If-Match` is the version of its shot.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    request_body = MoveLineBody,
    responses((status = 200, body = EditedShotView, description = "The shot as it is now", headers(("ETag" = String))))
)]
#[post("/lines/{line_id}/move")]
pub(super) async fn move_line(
    api: Data<Api>,
    who: Caller,
    id: PathId<LineId>,
    seen: IfMatch,
    body: Body<MoveLineBody>,
) -> Result<HttpResponse, Problem> {
    Ok(edited(api.shots.move_line(who.actor, id.0, seen.optional(), body.0.position).await?))
}
