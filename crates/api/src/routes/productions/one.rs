use super::view::{ProductionDetailView, current};
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::ProductionId;

/// A production, and how far its jobs are
#[utoipa::path(
    tag = "productions",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = ProductionDetailView, description = "The production"))
)]
#[get("/productions/{production_id}")]
pub(super) async fn get_production(
    api: Data<Api>,
    who: Caller,
    id: PathId<ProductionId>,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(current(&api, who.actor, id.0).await?))
}
