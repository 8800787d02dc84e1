use super::view::DramaView;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};

/// A drama
#[utoipa::path(
    tag = "dramas",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = DramaView, description = "The drama", headers(("ETag" = String))))
)]
#[get("/dramas/{drama_id}")]
pub(super) async fn get_drama(
    api: Data<Api>,
    who: Caller,
    id: PathId<xinggen_domain::DramaId>,
) -> Result<HttpResponse, Problem> {
    let drama = api.dramas.get_drama(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(drama.version)).json(DramaView::from(drama)))
}
