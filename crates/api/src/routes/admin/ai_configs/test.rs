use crate::{
    extract::{Admin, PathId},
    language::Language,
    problem::{Problem, ProblemView},
    routes::ai_configs::TrialView,
    state::Api,
};
use actix_web::{HttpRequest, HttpResponse, post, web::Data};
use xinggen_domain::AiConfigId;

/// Try an AI configuration of the platform
///
/// Asks the vendor for its models, which costs nothing. At most 20 at once, then one in 15 seconds.
#[utoipa::path(
    tag = "admin",
    responses(
        (status = 200, body = TrialView, description = "How it ended"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`ai_key_lost`"),
    )
)]
#[post("/admin/ai-configs/{platform_ai_config_id}/test")]
pub(super) async fn check_platform_ai_config(
    api: Data<Api>,
    who: Admin,
    id: PathId<AiConfigId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let tried = api.ai_configs.test_platform(who.0, id.0).await;
    Ok(HttpResponse::Ok().json(TrialView::of(tried, Language::asked(request.headers()))?))
}
