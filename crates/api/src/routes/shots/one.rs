use super::view::ShotView;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::ShotId;

/// A shot with its lines
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = ShotView, description = "The shot", headers(("ETag" = String))))
)]
#[get("/shots/{shot_id}")]
pub(super) async fn get_shot(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
) -> Result<HttpResponse, Problem> {
    let shot = api.shots.get_shot(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(shot.version)).json(ShotView::from(shot)))
}
