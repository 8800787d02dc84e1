use super::view::SceneView;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::SceneId;

/// A scene
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = SceneView, description = "The scene", headers(("ETag" = String))))
)]
#[get("/scenes/{scene_id}")]
pub(super) async fn get_scene(
    api: Data<Api>,
    who: Caller,
    id: PathId<SceneId>,
) -> Result<HttpResponse, Problem> {
    let scene = api.cast.get_scene(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(scene.version)).json(SceneView::from(scene)))
}
