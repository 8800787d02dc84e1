use super::view::CharacterView;
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId},
    problem::Problem,
    state::Api,
    view::{Age, Gender, etag},
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::CharacterChange;
use xinggen_domain::{CharacterId, character::VoiceId};

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateCharacterBody)]
struct UpdateCharacterBody {
    /// The name.
    #[schema(examples("林晚"), min_length = 1, max_length = 100)]
    name: Option<String>,
    /// All other names for the same person, in the place of those that there are.
    #[schema(examples("小林"), max_items = 20)]
    aliases: Option<Vec<String>>,
    /// The gender.
    gender: Option<Gender>,
    /// The age.
    age: Option<Age>,
    /// What the person looks like and is like; empty takes it away.
    #[schema(examples("短发，灰大衣"), max_length = 2000)]
    description: Option<String>,
    /// The voice, by the speech vendor's own name, like `young-f-1`. It cannot be taken away, only changed.
    voice: Option<String>,
}

/// Change a character
///
/// What shows it is stale when its look changes, what it says when its voice does; the next production makes that anew.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdateCharacterBody,
    responses((status = 200, body = CharacterView, description = "The character as it is now", headers(("ETag" = String))))
)]
#[patch("/characters/{character_id}")]
pub(super) async fn update_character(
    api: Data<Api>,
    who: Caller,
    id: PathId<CharacterId>,
    seen: IfMatch,
    body: Body<UpdateCharacterBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.cast.get_character(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    let UpdateCharacterBody { name, aliases, gender, age, description, voice } = body.0;
    let change = CharacterChange {
        name,
        aliases,
        gender: gender.map(Into::into),
        age: age.map(Into::into),
        description,
        voice: voice.map(VoiceId),
    };
    let updated = api.cast.update_character(who.actor, id.0, seen.required()?, change).await;
    let character = updated.map_err(|error| Problem::of_update(error, CharacterView::from))?;
    Ok(HttpResponse::Ok().insert_header(etag(character.version)).json(CharacterView::from(character)))
}
