use crate::routes::ai_configs::view::AiConfigView;
use crate::{
    extract::{Admin, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::AiConfigId;

/// An AI configuration of the platform
#[utoipa::path(
    tag = "admin",
    responses((status = 200, body = AiConfigView, description = "The configuration", headers(("ETag" = String))))
)]
#[get("/admin/ai-configs/{platform_ai_config_id}")]
pub(super) async fn get_platform_ai_config(
    api: Data<Api>,
    who: Admin,
    id: PathId<AiConfigId>,
) -> Result<HttpResponse, Problem> {
    let config = api.ai_configs.get_platform(who.0, id.0).await?;
    Ok(HttpResponse::Ok().insert_header(etag(config.version)).json(AiConfigView::from(config)))
}
