use crate::routes::ai_configs::view::AiConfigPage;
use crate::{
    extract::{Admin, Query},
    problem::Problem,
    state::Api,
    view::{ListQuery, Listed},
};
use actix_web::{HttpResponse, get, web::Data};

/// The AI configurations of the platform, newest first
#[utoipa::path(
    tag = "admin",
    params(ListQuery),
    responses((status = 200, body = AiConfigPage, description = "A page"))
)]
#[get("/admin/ai-configs")]
pub(super) async fn list_platform_ai_configs(
    api: Data<Api>,
    who: Admin,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let configs = api.ai_configs.list_platform(who.0, query.0.page()?).await?;
    let listed = Listed::of(configs, &query.0, |config| config.id.to_string());
    Ok(HttpResponse::Ok().json(AiConfigPage::from(listed)))
}
