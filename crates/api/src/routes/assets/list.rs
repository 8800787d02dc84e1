use crate::{
    extract::{Caller, Query},
    problem::Problem,
    state::Api,
    view::{AssetLinks, AssetView, ListQuery, Listed, MediaKind},
};
use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which assets.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AssetListQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
    /// Those of this kind only.
    kind: Option<MediaKind>,
}

/// A page of assets, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct AssetPage {
    /// The assets.
    items: Vec<AssetView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The assets, newest first
///
/// What was uploaded and what was made. Each with a link to its bytes, which anyone who has it can open until
/// `url_expires_at`.
#[utoipa::path(
    tag = "assets",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(AssetListQuery),
    responses((status = 200, body = AssetPage, description = "A page"))
)]
#[get("/assets")]
pub(super) async fn list_assets(
    api: Data<Api>,
    who: Caller,
    query: Query<AssetListQuery>,
) -> Result<HttpResponse, Problem> {
    let AssetListQuery { limit, cursor, kind } = query.0;
    let query = ListQuery::of(limit, cursor);
    let assets = api.assets.list_assets(who.actor, kind.map(Into::into), query.page()?).await?;
    let Listed { items: assets, next_cursor } = Listed::of(assets, &query, |asset| asset.id.to_string());
    let links = AssetLinks { api: &api, actor: who.actor };
    let mut items = Vec::with_capacity(assets.len());
    for asset in assets {
        items.push(links.view(asset).await?);
    }
    Ok(HttpResponse::Ok().json(AssetPage { items, next_cursor }))
}
