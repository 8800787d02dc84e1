use super::view::EpisodeView;
use crate::{
    extract::{Body, Caller, PathId},
    problem::Problem,
    routes::dramas::RoomRefusals,
    state::{API_PREFIX, Api},
    view::etag,
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{CreateEpisode, CreateEpisodeError};
use xinggen_domain::DramaId;

/// An episode to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateEpisodeBody)]
struct CreateEpisodeBody {
    /// Its title.
    #[schema(examples("第一集"), min_length = 1, max_length = 200)]
    title: String,
    /// The part of the story that it tells.
    #[schema(examples("旧货铺的卷帘门只拉起一半……"), min_length = 1, max_length = 20000)]
    source: String,
}

/// Add an episode behind the last one
#[utoipa::path(
    tag = "episodes",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreateEpisodeBody,
    responses(
        (status = 201, body = EpisodeView, description = "The episode", headers(("ETag" = String), ("Location" = String))),
        RoomRefusals,
    )
)]
#[post("/dramas/{drama_id}/episodes")]
pub(super) async fn create_episode(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
    body: Body<CreateEpisodeBody>,
) -> Result<HttpResponse, Problem> {
    let CreateEpisodeBody { title, source } = body.0;
    let create = CreateEpisode { drama_id: drama.0, title, source };
    let episode = EpisodeView::from(api.episodes.create_episode(who.actor, create).await?);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("{API_PREFIX}/episodes/{}", episode.id)))
        .insert_header(etag(episode.version))
        .json(episode))
}

impl From<CreateEpisodeError> for Problem {
    fn from(error: CreateEpisodeError) -> Self {
        match error {
            CreateEpisodeError::NotFound => Self::not_found(),
            CreateEpisodeError::Invalid(invalid) => invalid.into(),
            CreateEpisodeError::Quota(reached) => reached.into(),
            CreateEpisodeError::Store(error) => error.into(),
        }
    }
}
