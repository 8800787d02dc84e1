use super::view::EpisodePage;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::DramaId;

/// The episodes of a drama, by number
#[utoipa::path(
    tag = "episodes",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = EpisodePage, description = "All of them"))
)]
#[get("/dramas/{drama_id}/episodes")]
pub(super) async fn list_episodes(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
) -> Result<HttpResponse, Problem> {
    let episodes = api.episodes.list_episodes(who.actor, drama.0).await?.ok_or_else(Problem::not_found)?;
    let items = episodes.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(EpisodePage { items, next_cursor: None }))
}
