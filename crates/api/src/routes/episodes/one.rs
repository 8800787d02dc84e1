use super::view::EpisodeDetailView;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::EpisodeId;

/// An episode, and what there is of it so far
#[utoipa::path(
    tag = "episodes",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = EpisodeDetailView, description = "The episode", headers(("ETag" = String))))
)]
#[get("/episodes/{episode_id}")]
pub(super) async fn get_episode(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
) -> Result<HttpResponse, Problem> {
    let work = api.episodes.get_episode(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(work.episode.version)).json(EpisodeDetailView::from(work)))
}
