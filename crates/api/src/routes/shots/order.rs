use super::view::ShotPage;
use crate::{
    extract::{Body, Caller, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, put, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{EpisodeId, Id, ShotId};

/// A new order of the shots of an episode.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReorderShotsBody)]
struct ReorderShotsBody {
    /// Every shot of the episode, each once, as they are to follow each other.
    shot_ids: Vec<Uuid>,
}

/// Put the shots of an episode into another order
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = ReorderShotsBody,
    responses((status = 200, body = ShotPage, description = "The shots as they are now"))
)]
#[put("/episodes/{episode_id}/shots/order")]
pub(super) async fn reorder_shots(
    api: Data<Api>,
    who: Caller,
    episode: PathId<EpisodeId>,
    body: Body<ReorderShotsBody>,
) -> Result<HttpResponse, Problem> {
    let order: Vec<ShotId> = body.0.shot_ids.into_iter().map(Id::from_uuid).collect();
    let shots = api.shots.reorder_shots(who.actor, episode.0, &order).await?;
    Ok(HttpResponse::Ok().json(ShotPage::from(shots)))
}
