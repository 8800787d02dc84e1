use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_domain::ShotId;

/// Delete a shot
///
/// With its lines and their takes. Those behind it are numbered anew.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader), responses((status = 204, description = "It is gone"))
)]
#[delete("/shots/{shot_id}")]
pub(super) async fn delete_shot(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    api.shots.delete_shot(who.actor, id.0, seen.optional()).await?;
    Ok(HttpResponse::NoContent().finish())
}
