use super::request::{GenerateBody, OrderRefusals, request};
use crate::{
    extract::{Caller, Costly, IdempotencyHeader, PathId},
    problem::Problem,
    state::Api,
    view::JobDetailView,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_domain::{CharacterId, PropId, SceneId, job::Operation, take::Target};

/// Make a picture of a character
///
/// The look that all shots with the character agree with. The new take is selected.
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
#[post("/characters/{character_id}/images")]
pub(super) async fn create_character_image(
    api: Data<Api>,
    who: Caller,
    id: PathId<CharacterId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Image, Target::Character(id.0)).await
}

/// Make a picture of a scene
///
/// The backdrop without people. The new take is selected.
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
#[post("/scenes/{scene_id}/images")]
pub(super) async fn create_scene_image(
    api: Data<Api>,
    who: Caller,
    id: PathId<SceneId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Image, Target::Scene(id.0)).await
}

/// Make a picture of a prop
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
#[post("/props/{prop_id}/images")]
pub(super) async fn create_prop_image(
    api: Data<Api>,
    who: Caller,
    id: PathId<PropId>,
    costly: Costly<GenerateBody>,
) -> Result<HttpResponse, Problem> {
    request(&api, &who, costly, Operation::Image, Target::Prop(id.0)).await
}
