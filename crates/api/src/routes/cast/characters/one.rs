use super::view::CharacterView;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::etag,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::CharacterId;

/// A character
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = CharacterView, description = "The character", headers(("ETag" = String))))
)]
#[get("/characters/{character_id}")]
pub(super) async fn get_character(
    api: Data<Api>,
    who: Caller,
    id: PathId<CharacterId>,
) -> Result<HttpResponse, Problem> {
    let character = api.cast.get_character(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(character.version)).json(CharacterView::from(character)))
}
