use crate::{
    extract::{ActingAdmin, IfMatch, OptionalIfMatchHeader, PathId},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_domain::AiConfigId;

/// Delete an AI configuration of the platform
///
/// Its key is gone. Jobs that were quoted for it and have not run fail, and cost nothing.
#[utoipa::path(
    tag = "admin",
    params(OptionalIfMatchHeader),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[delete("/admin/ai-configs/{platform_ai_config_id}")]
pub(super) async fn delete_platform_ai_config(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<AiConfigId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    api.ai_configs.delete_platform(who.0, id.0, seen.optional()).await?;
    Ok(HttpResponse::NoContent().finish())
}
