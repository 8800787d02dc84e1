use super::view::CharacterView;
use crate::{
    extract::{Body, Caller, PathId},
    problem::Problem,
    routes::dramas::RoomRefusals,
    state::{API_PREFIX, Api},
    view::{Age, Gender, etag},
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::CreateCharacter;
use xinggen_domain::{DramaId, character::VoiceId};

/// A character to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateCharacterBody)]
struct CreateCharacterBody {
    /// Its name.
    #[schema(examples("林晚"), min_length = 1, max_length = 100)]
    name: String,
    /// At most 20 other names for the same person, each of 1 to 100 characters.
    #[serde(default)]
    #[schema(examples("小林"), max_items = 20)]
    aliases: Vec<String>,
    /// Its gender; `unknown` unless said.
    #[serde(default = "usual_gender")]
    #[schema(default = "unknown")]
    gender: Gender,
    /// Its age; `adult` unless said.
    #[serde(default = "usual_age")]
    #[schema(default = "adult")]
    age: Age,
    /// What the person looks like and is like, at most 2,000 characters; may be empty.
    #[serde(default)]
    #[schema(examples("短发，灰大衣"), max_length = 2000, default = "")]
    description: String,
    /// Its voice, by the speech vendor's own name, like `young-f-1`; a fitting one unless said.
    voice: Option<String>,
}

const fn usual_gender() -> Gender {
    Gender::Unknown
}

const fn usual_age() -> Age {
    Age::Adult
}

/// Add a character to a drama
///
/// Its name must be new in the drama. Without a voice it is given a fitting one.
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreateCharacterBody,
    responses(
        (status = 201, body = CharacterView, description = "The character", headers(("ETag" = String), ("Location" = String))),
        RoomRefusals,
    )
)]
#[post("/dramas/{drama_id}/characters")]
pub(super) async fn create_character(
    api: Data<Api>,
    who: Caller,
    drama: PathId<DramaId>,
    body: Body<CreateCharacterBody>,
) -> Result<HttpResponse, Problem> {
    let CreateCharacterBody { name, aliases, gender, age, description, voice } = body.0;
    let create = CreateCharacter {
        drama_id: drama.0,
        name,
        aliases,
        gender: gender.into(),
        age: age.into(),
        description,
        voice: voice.map(VoiceId),
    };
    let character = CharacterView::from(api.cast.create_character(who.actor, create).await?);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("{API_PREFIX}/characters/{}", character.id)))
        .insert_header(etag(character.version))
        .json(character))
}
