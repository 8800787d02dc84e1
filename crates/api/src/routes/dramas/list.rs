use super::view::DramaPage;
use crate::{
    extract::{Caller, Query},
    problem::Problem,
    state::Api,
    view::{ListQuery, Listed},
};
use actix_web::{HttpResponse, get, web::Data};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which dramas.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DramaListQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
    /// Those in the trash instead, which can be restored.
    #[serde(default)]
    trashed: bool,
}

/// The dramas, newest first
#[utoipa::path(
    tag = "dramas",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(DramaListQuery),
    responses((status = 200, body = DramaPage, description = "A page"))
)]
#[get("/dramas")]
pub(super) async fn list_dramas(
    api: Data<Api>,
    who: Caller,
    query: Query<DramaListQuery>,
) -> Result<HttpResponse, Problem> {
    let DramaListQuery { limit, cursor, trashed } = query.0;
    let query = ListQuery::of(limit, cursor);
    let page = query.page()?;
    let dramas = if trashed {
        api.dramas.list_trashed(who.actor, page).await?
    } else {
        api.dramas.list_dramas(who.actor, page).await?
    };
    Ok(HttpResponse::Ok().json(DramaPage::from(Listed::of(dramas, &query, |drama| drama.id.to_string()))))
}
