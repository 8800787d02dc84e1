use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::LineMode,
};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{
    CharacterId, EpisodeId, Id,
    script::{Beat, Script, Utterance},
};

/// The screenplay of an episode.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Script)]
pub(crate) struct ScriptView {
    /// Its id.
    id: Uuid,
    /// The episode.
    episode_id: Uuid,
    /// The language it is spoken in.
    #[schema(examples("zh"))]
    language: &'static str,
    /// Its dramatic units, in order.
    beats: Vec<BeatView>,
    /// When it was written.
    created_at: DateTime<Utc>,
}

/// A dramatic unit in one scene.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Beat)]
struct BeatView {
    /// Where and when it plays.
    scene_id: Uuid,
    /// Who is present, speaking or not.
    present: Vec<Uuid>,
    /// What is said and told, in order.
    utterances: Vec<UtteranceView>,
}

/// Something said or told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Utterance)]
struct UtteranceView {
    /// Who speaks; nobody means the narrator.
    #[schema(required)]
    speaker_id: Option<Uuid>,
    /// How.
    mode: LineMode,
    /// The words.
    text: String,
    /// What is done meanwhile; may be empty.
    action: String,
}

impl From<Script> for ScriptView {
    fn from(script: Script) -> Self {
        Self {
            id: script.id.as_uuid(),
            episode_id: script.episode_id.as_uuid(),
            language: script.language.code(),
            beats: script.beats.into_iter().map(Into::into).collect(),
            created_at: script.created_at,
        }
    }
}

impl From<Beat> for BeatView {
    fn from(beat: Beat) -> Self {
        Self {
            scene_id: beat.scene_id.as_uuid(),
            present: beat.present.into_iter().map(Id::as_uuid).collect(),
            utterances: beat.utterances.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Utterance<CharacterId>> for UtteranceView {
    fn from(said: Utterance<CharacterId>) -> Self {
        Self {
            speaker_id: said.speaker.map(Id::as_uuid),
            mode: said.mode.into(),
            text: said.text,
            action: said.action,
        }
    }
}

/// The script of an episode
///
/// 404 until it is written: ask for it with `POST /api/v1/episodes/{episode_id}/scripts`, or start a production.
#[utoipa::path(
    tag = "episodes",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = ScriptView, description = "The script"))
)]
#[get("/episodes/{episode_id}/script")]
pub(super) async fn get_script(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
) -> Result<HttpResponse, Problem> {
    let script = api.episodes.read_script(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(ScriptView::from(script)))
}
