use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::{AssetLinks, AssetView},
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::AssetId;

/// An asset, with a link to its bytes
#[utoipa::path(
    tag = "assets",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = AssetView, description = "The asset"))
)]
#[get("/assets/{asset_id}")]
pub(super) async fn get_asset(
    api: Data<Api>,
    who: Caller,
    id: PathId<AssetId>,
) -> Result<HttpResponse, Problem> {
    let asset = api.assets.get_asset(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let links = AssetLinks { api: &api, actor: who.actor };
    Ok(HttpResponse::Ok().json(links.view(asset).await?))
}
