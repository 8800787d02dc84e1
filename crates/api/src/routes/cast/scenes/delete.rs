use super::view::SceneView;
use crate::routes::cast::refused_deletion;
use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_domain::SceneId;

/// Delete a scene
///
/// With its takes. One that a shot or a script uses cannot go: `in_use`.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`in_use`"),
    )
)]
#[delete("/scenes/{scene_id}")]
pub(super) async fn delete_scene(
    api: Data<Api>,
    who: Caller,
    id: PathId<SceneId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    let deleted = api.cast.delete_scene(who.actor, id.0, seen.optional()).await;
    deleted.map_err(|error| refused_deletion(error, SceneView::from))?;
    Ok(HttpResponse::NoContent().finish())
}
