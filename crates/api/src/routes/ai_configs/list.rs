use super::view::AiConfigPage;
use crate::{
    extract::{Caller, Query},
    problem::Problem,
    state::Api,
    view::{ListQuery, Listed},
};
use actix_web::{HttpResponse, get, web::Data};

/// The AI configurations, newest first
#[utoipa::path(
    tag = "ai-configs",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(ListQuery),
    responses((status = 200, body = AiConfigPage, description = "A page"))
)]
#[get("/ai-configs")]
pub(super) async fn list_ai_configs(
    api: Data<Api>,
    who: Caller,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let configs = api.ai_configs.list(who.actor, query.0.page()?).await?;
    let listed = Listed::of(configs, &query.0, |config| config.id.to_string());
    Ok(HttpResponse::Ok().json(AiConfigPage::from(listed)))
}
