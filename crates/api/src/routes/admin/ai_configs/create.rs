use crate::routes::ai_configs::view::{AiConfigView, CreateAiConfigBody};
use crate::{
    extract::{ActingAdmin, Body},
    problem::{Problem, ProblemView},
    state::{API_PREFIX, Api},
    view::etag,
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};

/// Add an AI configuration of the platform
///
/// From then on jobs of users without one of their own run on it, at the platform's prices for its vendor and model, unless
/// it is not active.
#[utoipa::path(
    tag = "admin",
    request_body = CreateAiConfigBody,
    responses(
        (status = 201, body = AiConfigView, description = "The configuration", headers(("ETag" = String), ("Location" = String))),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`too_many_ai_configs`"),
        (status = 422, body = ProblemView, content_type = "application/problem+json", description = "`invalid_request` or `service_not_usable`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[post("/admin/ai-configs")]
pub(super) async fn create_platform_ai_config(
    api: Data<Api>,
    who: ActingAdmin,
    body: Body<CreateAiConfigBody>,
) -> Result<HttpResponse, Problem> {
    let config = api.ai_configs.create_platform(who.0, body.0.into()).await?;
    let view = AiConfigView::from(config);
    let place = format!("{API_PREFIX}/admin/ai-configs/{}", view.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).insert_header(etag(view.version)).json(view))
}
