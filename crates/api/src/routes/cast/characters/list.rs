use super::view::CharacterPage;
use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::DramaId;

/// The characters of a drama, in the order they were added
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = CharacterPage, description = "All of them"))
)]
#[get("/dramas/{drama_id}/characters")]
pub(super) async fn list_characters(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
) -> Result<HttpResponse, Problem> {
    let characters = api.cast.list_characters(who.actor, drama.0).await?.ok_or_else(Problem::not_found)?;
    let items = characters.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(CharacterPage { items, next_cursor: None }))
}
