use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::Problem,
    routes::shots::view::{EditedShotView, edited},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_domain::LineId;

/// Delete a line
///
/// With its takes. `If-Match` is the version of its shot; the answer is the shot without the line.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    responses((status = 200, body = EditedShotView, description = "The shot as it is now", headers(("ETag" = String))))
)]
#[delete("/lines/{line_id}")]
pub(super) async fn delete_line(
    api: Data<Api>,
    who: Caller,
    id: PathId<LineId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    Ok(edited(api.shots.delete_line(who.actor, id.0, seen.optional()).await?))
}
