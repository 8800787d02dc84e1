use crate::{
    extract::{Caller, Query},
    problem::Problem,
    state::{API_PREFIX, Api},
    view::{Age, Gender, Language},
};
use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use xinggen_domain::{casting::Voice, engine::ModelRef};

/// A voice that can be cast.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Voice)]
struct VoiceView {
    /// The vendor whose voice it is.
    #[schema(examples("animatic"))]
    engine: String,
    /// Its id, for `voice` of a character and `narrator_voice` of a drama.
    #[schema(examples("narrator-f"))]
    id: String,
    /// What to show, in Chinese.
    #[schema(examples("旁白女声"))]
    name: String,
    /// How it sounds.
    gender: Gender,
    /// How old it sounds.
    age: Age,
    /// Whether it suits a narrator.
    narrator: bool,
    /// A sentence in each language that it speaks.
    samples: Vec<VoiceSampleView>,
}

/// A sentence in a voice.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VoiceSample)]
struct VoiceSampleView {
    /// The language.
    language: Language,
    /// A link to a WAV file, for `<audio>`; anyone can read it.
    #[schema(examples("http://localhost:8080/api/v1/voices/sample?voice=narrator-f&language=zh"))]
    url: String,
}

/// Voices, in the order in which they are given out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VoiceList)]
struct VoiceListView {
    /// The voices.
    items: Vec<VoiceView>,
    /// Where the next page begins; none, for all are listed.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// Which voices.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct VoiceQuery {
    /// Of this vendor alone.
    #[param(example = "animatic", max_length = 50)]
    engine: Option<String>,
}

impl VoiceView {
    fn of(voice: Voice, engine: &ModelRef, public_url: &str) -> Self {
        let id = voice.id.0;
        let sample = |language: xinggen_domain::script::Language| VoiceSampleView {
            language: language.into(),
            url: format!("{public_url}{API_PREFIX}/voices/sample?voice={id}&language={}", language.code()),
        };
        Self {
            engine: engine.vendor.clone(),
            name: voice.name,
            gender: voice.gender.into(),
            age: voice.age.into(),
            narrator: voice.narrator,
            samples: voice.languages.into_iter().map(sample).collect(),
            id,
        }
    }
}

/// The voices that can be cast
#[utoipa::path(
    tag = "cast",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(VoiceQuery),
    responses((status = 200, body = VoiceListView, description = "The voices; none of a vendor that speaks nothing here"))
)]
#[get("/voices")]
pub(super) async fn list_voices(
    api: Data<Api>,
    _who: Caller,
    query: Query<VoiceQuery>,
) -> Result<HttpResponse, Problem> {
    let (engine, voices) = api.voices.list();
    let wanted = query.0.engine.is_none_or(|wanted| wanted == engine.vendor);
    let voices = voices.into_iter().filter(|_| wanted);
    let items = voices.map(|voice| VoiceView::of(voice, &engine, &api.settings.public_url)).collect();
    Ok(HttpResponse::Ok().json(VoiceListView { items, next_cursor: None }))
}
