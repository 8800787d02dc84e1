use super::request::{GenerateBody, OrderRefusals, request};
use crate::{
    extract::{Caller, Costly, IdempotencyHeader, PathId},
    problem::Problem,
    state::Api,
    view::JobDetailView,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_domain::{EpisodeId, job::Operation, take::Target};

/// Write the script of an episode
///
/// With its cast, scenes and props; those that are there already are kept.
#[utoipa::path(
    tag = "generation",
    security(("bearer" = []), ("api_key" = ["generate"])),
    params(IdempotencyHeader),
    request_body = GenerateBody,
    responses(
        (status = 202, body = JobDetailView, description = "The job", headers(("Location" = String))),
        OrderRefusals,
    )
)]
#[post("/episodes/{episode_id}/scripts")]
pub(super) async fn create_script(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Script, Target::Episode(id.0)).await
}

/// Draw up the storyboard of an episode
///
/// From its script. Shots and lines that stay the same keep their ids and takes.
#[utoipa::path(
    tag = "generation",
    security(("bearer" = []), ("api_key" = ["generate"])),
    params(IdempotencyHeader),
    request_body = GenerateBody,
    responses(
        (status = 202, body = JobDetailView, description = "The job", headers(("Location" = String))),
        OrderRefusals,
    )
)]
#[post("/episodes/{episode_id}/storyboards")]
pub(super) async fn create_storyboard(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Storyboard, Target::Episode(id.0)).await
}

/// Compose the cut of an episode
///
/// From the selected clips and voices of all its shots.
#[utoipa::path(
    tag = "generation",
    security(("bearer" = []), ("api_key" = ["generate"])),
    params(IdempotencyHeader),
    request_body = GenerateBody,
    responses(
        (status = 202, body = JobDetailView, description = "The job", headers(("Location" = String))),
        OrderRefusals,
    )
)]
#[post("/episodes/{episode_id}/cuts")]
pub(super) async fn create_cut(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Cut, Target::Episode(id.0)).await
}
