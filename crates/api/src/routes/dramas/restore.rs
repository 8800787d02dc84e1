use super::view::{DramaView, RoomRefusals};
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_application::RestoreDramaError;
use xinggen_domain::DramaId;

/// Take a drama out of the trash
///
/// With everything that it has. What was cancelled stays cancelled.
#[utoipa::path(
    tag = "dramas",
    security(("bearer" = []), ("api_key" = ["write"])),
    responses(
        (status = 200, body = DramaView, description = "The drama", headers(("ETag" = String))),
        RoomRefusals,
    )
)]
#[post("/dramas/{drama_id}/restore")]
pub(super) async fn restore_drama(
    api: Data<Api>,
    who: Caller,
    id: PathId<DramaId>,
) -> Result<HttpResponse, Problem> {
    let drama = api.dramas.restore_drama(who.actor, id.0).await?;
    Ok(HttpResponse::Ok().insert_header(etag(drama.version)).json(DramaView::from(drama)))
}

impl From<RestoreDramaError> for Problem {
    fn from(error: RestoreDramaError) -> Self {
        match error {
            RestoreDramaError::NotFound => Self::not_found(),
            RestoreDramaError::Quota(reached) => reached.into(),
            RestoreDramaError::Store(error) => error.into(),
        }
    }
}
