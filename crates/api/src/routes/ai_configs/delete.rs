use super::view::AiConfigView;
use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_domain::AiConfigId;

/// Delete an AI configuration
///
/// Its key is gone. Jobs that were quoted for it and have not run fail, and cost nothing.
#[utoipa::path(
    tag = "ai-configs",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/ai-configs/{ai_config_id}")]
pub(super) async fn delete_ai_config(
    api: Data<Api>,
    who: Caller,
    id: PathId<AiConfigId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    let deleted = api.ai_configs.delete(who.actor, id.0, seen.optional()).await;
    deleted.map_err(|error| Problem::of_update(error, AiConfigView::from))?;
    Ok(HttpResponse::NoContent().finish())
}
