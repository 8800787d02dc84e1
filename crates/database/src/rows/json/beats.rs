use super::{parse, write};
use crate::rows::convert::{id, read};
use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use xinggen_domain::{
    CharacterId, Id,
    error::StoreError,
    script::{Beat, Utterance},
};

#[derive(Serialize, Deserialize)]
struct BeatJson {
    scene_id: Uuid,
    present: Vec<Uuid>,
    utterances: Vec<UtteranceJson>,
}

#[derive(Serialize, Deserialize)]
struct UtteranceJson {
    speaker: Option<Uuid>,
    mode: String,
    text: String,
    action: String,
}

pub(crate) fn beats_to_json(beats: Vec<Beat>) -> Result<JsonValue, StoreError> {
    let beats: Vec<BeatJson> = beats.into_iter().map(BeatJson::from).collect();
    write(&beats)
}

pub(crate) fn beats_of(column: JsonValue) -> Result<Vec<Beat>, StoreError> {
    let beats: Vec<BeatJson> = parse(column, "beats")?;
    beats.into_iter().map(Beat::try_from).collect()
}

impl From<Beat> for BeatJson {
    fn from(beat: Beat) -> Self {
        Self {
            scene_id: beat.scene_id.as_uuid(),
            present: beat.present.into_iter().map(Id::as_uuid).collect(),
            utterances: beat.utterances.into_iter().map(UtteranceJson::from).collect(),
        }
    }
}

impl From<Utterance<CharacterId>> for UtteranceJson {
    fn from(utterance: Utterance<CharacterId>) -> Self {
        Self {
            speaker: utterance.speaker.map(Id::as_uuid),
            mode: utterance.mode.code().to_owned(),
            text: utterance.text,
            action: utterance.action,
        }
    }
}

impl TryFrom<BeatJson> for Beat {
    type Error = StoreError;

    fn try_from(json: BeatJson) -> Result<Self, StoreError> {
        let utterances: Result<_, _> = json.utterances.into_iter().map(Utterance::try_from).collect();
        Ok(Self {
            scene_id: id(json.scene_id),
            present: json.present.into_iter().map(id).collect(),
            utterances: utterances?,
        })
    }
}

impl TryFrom<UtteranceJson> for Utterance<CharacterId> {
    type Error = StoreError;

    fn try_from(json: UtteranceJson) -> Result<Self, StoreError> {
        Ok(Self {
            speaker: json.speaker.map(id),
            mode: read(&json.mode)?,
            text: json.text,
            action: json.action,
        })
    }
}
