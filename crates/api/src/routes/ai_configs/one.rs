use super::view::AiConfigView;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::AiConfigId;

/// An AI configuration
#[utoipa::path(
    tag = "ai-configs",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = AiConfigView, description = "The configuration", headers(("ETag" = String))))
)]
#[get("/ai-configs/{ai_config_id}")]
pub(super) async fn get_ai_config(
    api: Data<Api>,
    who: Caller,
    id: PathId<AiConfigId>,
) -> Result<HttpResponse, Problem> {
    let config = api.ai_configs.get(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(config.version)).json(AiConfigView::from(config)))
}
