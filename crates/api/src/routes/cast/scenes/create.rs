use super::view::SceneView;
use crate::{
    extract::{Body, Caller, PathId},
    problem::Problem,
    routes::dramas::RoomRefusals,
    state::{API_PREFIX, Api},
    view::{TimeOfDay, Weather, etag},
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::CreateScene;
use xinggen_domain::DramaId;

/// A scene to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateSceneBody)]
struct CreateSceneBody {
    /// The place.
    #[schema(examples("老街口"), min_length = 1, max_length = 100)]
    place: String,
    /// Whether it is inside; not, unless said.
    #[serde(default)]
    #[schema(default = false)]
    interior: bool,
    /// Its light; `day` unless said.
    #[serde(default = "usual_time")]
    #[schema(default = "day")]
    time_of_day: TimeOfDay,
    /// Its sky; `clear` unless said.
    #[serde(default = "usual_weather")]
    #[schema(default = "clear")]
    weather: Weather,
    /// What the place looks like, at most 2,000 characters; may be empty.
    #[serde(default)]
    #[schema(examples("路灯下的雪"), max_length = 2000, default = "")]
    description: String,
}

const fn usual_time() -> TimeOfDay {
    TimeOfDay::Day
}

const fn usual_weather() -> Weather {
    Weather::Clear
}

/// Add a scene to a drama
///
/// Place, interior, time of day and weather together must be new in the drama.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreateSceneBody,
    responses(
        (status = 201, body = SceneView, description = "The scene", headers(("ETag" = String), ("Location" = String))),
        RoomRefusals,
    )
)]
#[post("/dramas/{drama_id}/scenes")]
pub(super) async fn create_scene(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
    body: Body<CreateSceneBody>,
) -> Result<HttpResponse, Problem> {
    let CreateSceneBody { place, interior, time_of_day, weather, description } = body.0;
    let create = CreateScene {
        drama_id: drama.0,
        place,
        interior,
        time_of_day: time_of_day.into(),
        weather: weather.into(),
        description,
    };
    let scene = SceneView::from(api.cast.create_scene(who.actor, create).await?);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("{API_PREFIX}/scenes/{}", scene.id)))
        .insert_header(etag(scene.version))
        .json(scene))
}
