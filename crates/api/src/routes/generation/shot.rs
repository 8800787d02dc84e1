use super::request::{GenerateBody, OrderRefusals, request};
use crate::{
    extract::{Caller, Costly, IdempotencyHeader, PathId},
    problem::Problem,
    state::Api,
    view::JobDetailView,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_domain::{LineId, ShotId, job::Operation, take::Target};

/// Make a picture of a shot
///
/// From the pictures of its scene, cast and props. The new take is selected.
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
#[post("/shots/{shot_id}/images")]
pub(super) async fn create_shot_image(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Image, Target::Shot(id.0)).await
}

/// Make the clip of a shot
///
/// From its picture and the measured durations of its lines. The new take is selected.
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
#[post("/shots/{shot_id}/videos")]
pub(super) async fn create_shot_video(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Video, Target::Shot(id.0)).await
}

/// Speak all lines of a shot
///
/// In one job, with a take for each line.
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
#[post("/shots/{shot_id}/voices")]
pub(super) async fn create_shot_voices(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Voice, Target::Shot(id.0)).await
}

/// Speak one line
///
/// The new take is selected.
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
#[post("/lines/{line_id}/voices")]
pub(super) async fn create_line_voice(
    api: Data<Api>,
    who: Caller,
    id: PathId<LineId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Voice, Target::Line(id.0)).await
}
