use super::view::{AiConfigView, CreateAiConfigBody};
use crate::{
    extract::{Body, Caller},
    problem::{Problem, ProblemView},
    state::{API_PREFIX, Api},
    view::etag,
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};

/// Add an AI configuration
///
/// From then on jobs of its kind run on it, at the prices for one's own key, unless it is not active. A kind that vendors
/// cannot do here is refused.
#[utoipa::path(
    tag = "ai-configs",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreateAiConfigBody,
    responses(
        (status = 201, body = AiConfigView, description = "The configuration", headers(("ETag" = String), ("Location" = String))),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`too_many_ai_configs`"),
        (status = 422, body = ProblemView, content_type = "application/problem+json", description = "`invalid_request` or `service_not_usable`"),
    )
)]
#[post("/ai-configs")]
pub(super) async fn create_ai_config(
    api: Data<Api>,
    who: Caller,
    body: Body<CreateAiConfigBody>,
) -> Result<HttpResponse, Problem> {
    let config = api.ai_configs.create(who.actor, body.0.into()).await?;
    let view = AiConfigView::from(config);
    let place = format!("{API_PREFIX}/ai-configs/{}", view.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).insert_header(etag(view.version)).json(view))
}
