use super::view::SceneView;
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId},
    problem::Problem,
    state::Api,
    view::{TimeOfDay, Weather, etag},
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::SceneChange;
use xinggen_domain::SceneId;

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateSceneBody)]
struct UpdateSceneBody {
    /// The place.
    #[schema(examples("老街口"), min_length = 1, max_length = 100)]
    place: Option<String>,
    /// Whether it is inside.
    interior: Option<bool>,
    /// The light.
    time_of_day: Option<TimeOfDay>,
    /// The sky.
    weather: Option<Weather>,
    /// What the place looks like; empty takes it away.
    #[schema(examples("路灯下的雪"), max_length = 2000)]
    description: Option<String>,
}

/// Change a scene
///
/// What shows it is stale from then on; the next production makes that anew.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdateSceneBody,
    responses((status = 200, body = SceneView, description = "The scene as it is now", headers(("ETag" = String))))
)]
#[patch("/scenes/{scene_id}")]
pub(super) async fn update_scene(
    api: Data<Api>,
    who: Caller,
    id: PathId<SceneId>,
    seen: IfMatch,
    body: Body<UpdateSceneBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.cast.get_scene(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    let UpdateSceneBody { place, interior, time_of_day, weather, description } = body.0;
    let change = SceneChange {
        place,
        interior,
        time_of_day: time_of_day.map(Into::into),
        weather: weather.map(Into::into),
        description,
    };
    let updated = api.cast.update_scene(who.actor, id.0, seen.required()?, change).await;
    let scene = updated.map_err(|error| Problem::of_update(error, SceneView::from))?;
    Ok(HttpResponse::Ok().insert_header(etag(scene.version)).json(SceneView::from(scene)))
}
