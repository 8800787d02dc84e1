use super::view::PropPage;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::DramaId;

/// The props of a drama, in the order they were added
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = PropPage, description = "All of them"))
)]
#[get("/dramas/{drama_id}/props")]
pub(super) async fn list_props(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
) -> Result<HttpResponse, Problem> {
    let props = api.cast.list_props(who.actor, drama.0).await?.ok_or_else(Problem::not_found)?;
    let items = props.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(PropPage { items, next_cursor: None }))
}
