use super::view::EpisodeView;
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::EpisodeChange;
use xinggen_domain::EpisodeId;

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateEpisodeBody)]
struct UpdateEpisodeBody {
    /// The title.
    #[schema(examples("第一集：雨夜"), min_length = 1, max_length = 200)]
    title: Option<String>,
    /// The part of the story that it tells.
    #[schema(examples("旧货铺的卷帘门只拉起一半……"), min_length = 1, max_length = 20000)]
    source: Option<String>,
}

/// Change an episode
///
/// With its source its script is stale from then on; the next production writes it anew and keeps what stays the same.
#[utoipa::path(
    tag = "episodes",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdateEpisodeBody,
    responses((status = 200, body = EpisodeView, description = "The episode as it is now", headers(("ETag" = String))))
)]
#[patch("/episodes/{episode_id}")]
pub(super) async fn update_episode(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
    seen: IfMatch,
    body: Body<UpdateEpisodeBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.episodes.get_episode(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    let UpdateEpisodeBody { title, source } = body.0;
    let change = EpisodeChange { title, source };
    let updated = api.episodes.update_episode(who.actor, id.0, seen.required()?, change).await;
    let episode = updated.map_err(|error| Problem::of_update(error, EpisodeView::from))?;
    Ok(HttpResponse::Ok().insert_header(etag(episode.version)).json(EpisodeView::from(episode)))
}
