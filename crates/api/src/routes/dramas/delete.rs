use super::view::DramaView;
use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_application::TrashDramaError;
use xinggen_domain::DramaId;

/// Put a drama into the trash
///
/// Its jobs are cancelled and what was held for them is given back. It can be restored for 30 days; then its content
/// and files go for good. The statement stays.
#[utoipa::path(
    tag = "dramas",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader), responses((status = 204, description = "It is in the trash"))
)]
#[delete("/dramas/{drama_id}")]
pub(super) async fn delete_drama(
    api: Data<Api>,
    who: Caller,
    id: PathId<DramaId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    api.dramas.trash_drama(who.actor, id.0, seen.optional()).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<TrashDramaError> for Problem {
    fn from(error: TrashDramaError) -> Self {
        match error {
            TrashDramaError::NotFound => Self::not_found(),
            TrashDramaError::Stale { current } => Self::stale(DramaView::from(*current)),
            TrashDramaError::Store(error) => error.into(),
        }
    }
}
