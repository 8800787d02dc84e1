use super::view::{TakeView, view};
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::AssetLinks,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_application::SelectTakeError;
use xinggen_domain::TakeId;

/// Use a take
///
/// In the place of the one that was selected for the same target and operation. What was made with that one is stale
/// from then on.
#[utoipa::path(
    tag = "takes",
    security(("bearer" = []), ("api_key" = ["write"])),
    responses((status = 200, body = TakeView, description = "The take, now selected"))
)]
#[post("/takes/{take_id}/select")]
pub(super) async fn select_take(
    api: Data<Api>,
    who: Caller,
    id: PathId<TakeId>,
) -> Result<HttpResponse, Problem> {
    let take = api.takes.select_take(who.actor, id.0).await?;
    let asset = api.assets.get_asset(who.actor, take.asset_id).await?;
    let asset = asset.ok_or_else(|| Problem::internal(format!("the take {} has no asset", take.id)))?;
    let links = AssetLinks { api: &api, actor: who.actor };
    Ok(HttpResponse::Ok().json(view(take, asset, &links).await?))
}

impl From<SelectTakeError> for Problem {
    fn from(error: SelectTakeError) -> Self {
        match error {
            SelectTakeError::NotFound => Self::not_found(),
            SelectTakeError::Store(error) => error.into(),
        }
    }
}
