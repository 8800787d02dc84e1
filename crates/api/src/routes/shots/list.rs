use super::view::ShotPage;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::EpisodeId;

/// The shots of an episode, by number
///
/// None until its storyboard is drawn up: ask for it with `POST /api/v1/episodes/{episode_id}/storyboards`, start a
/// production, or add shots by hand.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = ShotPage, description = "All of them"))
)]
#[get("/episodes/{episode_id}/shots")]
pub(super) async fn list_shots(
    api: Data<Api>,
    who: Caller,
    episode: PathId<EpisodeId>,
) -> Result<HttpResponse, Problem> {
    let shots = api.shots.list_shots(who.actor, episode.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(ShotPage::from(shots)))
}
