use super::view::CharacterView;
use crate::routes::cast::refused_deletion;
use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_domain::CharacterId;

/// Delete a character
///
/// With its takes. One that a shot, a line or a script uses cannot go: `in_use`.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`in_use`"),
    )
)]
#[delete("/characters/{character_id}")]
pub(super) async fn delete_character(
    api: Data<Api>,
    who: Caller,
    id: PathId<CharacterId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    let deleted = api.cast.delete_character(who.actor, id.0, seen.optional()).await;
    deleted.map_err(|error| refused_deletion(error, CharacterView::from))?;
    Ok(HttpResponse::NoContent().finish())
}
