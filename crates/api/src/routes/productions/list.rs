use super::view::ProductionPage;
use crate::{
    extract::{Caller, Query},
    problem::Problem,
    state::Api,
    view::{ListQuery, Listed},
};
use actix_web::{HttpResponse, get, web::Data};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use xinggen_domain::Id as _;

/// Which productions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ProductionListQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
    /// Of this episode only.
    episode_id: Option<Uuid>,
}

/// The productions, newest first
#[utoipa::path(
    tag = "productions",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(ProductionListQuery),
    responses((status = 200, body = ProductionPage, description = "A page"))
)]
#[get("/productions")]
pub(super) async fn list_productions(
    api: Data<Api>,
    who: Caller,
    query: Query<ProductionListQuery>,
) -> Result<HttpResponse, Problem> {
    let ProductionListQuery { limit, cursor, episode_id } = query.0;
    let query = ListQuery::of(limit, cursor);
    let episode = episode_id.map(xinggen_domain::EpisodeId::from_uuid);
    let productions = api.productions.list(who.actor, episode, query.page()?).await?;
    let listed = Listed::of(productions, &query, |production| production.id.to_string());
    Ok(HttpResponse::Ok().json(ProductionPage::from(listed)))
}
