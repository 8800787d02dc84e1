use crate::{
    extract::Query,
    problem::{Problem, ProblemView},
    served::Shown,
    state::Api,
    view::{FileBytes, Language},
};
use actix_web::{
    HttpResponse, get,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    web::Data,
};
use serde::Deserialize;
use utoipa::IntoParams;
use xinggen_application::SampleError;
use xinggen_domain::character::VoiceId;

/// Which voice, in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct VoiceSampleQuery {
    /// The id of the voice.
    #[param(example = "narrator-f", max_length = 200)]
    voice: String,
    /// The language.
    language: Language,
}

/// Hear a voice
///
/// A sentence, as `GET /voices` links to it. The same for everyone, so it takes no credentials and may stay in caches for a
/// day.
#[utoipa::path(
    tag = "cast",
    security(()),
    params(VoiceSampleQuery),
    responses(
        (status = 200, content_type = "audio/wav", body = FileBytes, description = "A WAV file"),
        (status = 404, body = ProblemView, content_type = "application/problem+json", description = "`not_found`: there is no such voice, or it does not speak this language"),
        (status = 502, body = ProblemView, content_type = "application/problem+json", description = "`vendor_failed`"),
    )
)]
#[get("/voices/sample")]
pub(super) async fn get_voice_sample(
    api: Data<Api>,
    query: Query<VoiceSampleQuery>,
) -> Result<HttpResponse, Problem> {
    let VoiceSampleQuery { voice, language } = query.0;
    let wav = api.voices.sample(VoiceId(voice), language.into()).await.map_err(|error| match error {
        SampleError::NotFound => Problem::not_found(),
        SampleError::Vendor(error) => error.into(),
    })?;
    let mut response = HttpResponse::Ok();
    Shown::of("audio/wav").guard(&mut response);
    let response = response
        .insert_header((CONTENT_TYPE, "audio/wav"))
        .insert_header((CACHE_CONTROL, "public, max-age=86400"));
    Ok(response.body(wav))
}
