use super::view::PropView;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::PropId;

/// A prop
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = PropView, description = "The prop", headers(("ETag" = String))))
)]
#[get("/props/{prop_id}")]
pub(super) async fn get_prop(
    api: Data<Api>,
    who: Caller,
    id: PathId<PropId>,
) -> Result<HttpResponse, Problem> {
    let prop = api.cast.get_prop(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(prop.version)).json(PropView::from(prop)))
}
