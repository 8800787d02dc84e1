use crate::{
    extract::{Caller, PathId},
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_application::RemoveAssetError;
use xinggen_domain::AssetId;

/// Delete an asset
///
/// One that a take or a cut uses cannot go.
#[utoipa::path(
    tag = "assets",
    security(("bearer" = []), ("api_key" = ["write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`in_use`"),
    )
)]
#[delete("/assets/{asset_id}")]
pub(super) async fn delete_asset(
    api: Data<Api>,
    who: Caller,
    id: PathId<AssetId>,
) -> Result<HttpResponse, Problem> {
    api.assets.remove_asset(who.actor, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<RemoveAssetError> for Problem {
    fn from(error: RemoveAssetError) -> Self {
        match error {
            RemoveAssetError::NotFound => Self::not_found(),
            RemoveAssetError::InUse => Self::new(Code::InUse),
            RemoveAssetError::Store(error) => error.into(),
        }
    }
}
