use super::view::ScenePage;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::DramaId;

/// The scenes of a drama, in the order they were added
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = ScenePage, description = "All of them"))
)]
#[get("/dramas/{drama_id}/scenes")]
pub(super) async fn list_scenes(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
) -> Result<HttpResponse, Problem> {
    let scenes = api.cast.list_scenes(who.actor, drama.0).await?.ok_or_else(Problem::not_found)?;
    let items = scenes.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(ScenePage { items, next_cursor: None }))
}
