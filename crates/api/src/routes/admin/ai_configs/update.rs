use crate::routes::ai_configs::view::{AiConfigView, UpdateAiConfigBody};
use crate::{
    extract::{ActingAdmin, Body, IfMatch, IfMatchHeader, PathId},
    problem::{Problem, ProblemView},
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, patch, web::Data};
use xinggen_domain::AiConfigId;

/// Change an AI configuration of the platform
///
/// Jobs that were quoted for another model before fail, and cost nothing.
#[utoipa::path(
    tag = "admin",
    params(IfMatchHeader),
    request_body = UpdateAiConfigBody,
    responses(
        (status = 200, body = AiConfigView, description = "As it is now", headers(("ETag" = String))),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[patch("/admin/ai-configs/{platform_ai_config_id}")]
pub(super) async fn update_platform_ai_config(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<AiConfigId>,
    seen: IfMatch,
    body: Body<UpdateAiConfigBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent {
        api.ai_configs.get_platform(who.0, id.0).await?;
    }
    let config = api.ai_configs.update_platform(who.0, id.0, seen.required()?, body.0.into()).await?;
    Ok(HttpResponse::Ok().insert_header(etag(config.version)).json(AiConfigView::from(config)))
}
