use super::view::{AiConfigView, UpdateAiConfigBody};
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, patch, web::Data};
use xinggen_domain::AiConfigId;

/// Change an AI configuration
///
/// Jobs that were quoted for another model before fail, and cost nothing.
#[utoipa::path(
    tag = "ai-configs",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdateAiConfigBody,
    responses((status = 200, body = AiConfigView, description = "As it is now", headers(("ETag" = String))))
)]
#[patch("/ai-configs/{ai_config_id}")]
pub(super) async fn update_ai_config(
    api: Data<Api>,
    who: Caller,
    id: PathId<AiConfigId>,
    seen: IfMatch,
    body: Body<UpdateAiConfigBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.ai_configs.get(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    let updated = api.ai_configs.update(who.actor, id.0, seen.required()?, body.0.into()).await;
    let config = updated.map_err(|error| Problem::of_update(error, AiConfigView::from))?;
    Ok(HttpResponse::Ok().insert_header(etag(config.version)).json(AiConfigView::from(config)))
}
