use super::{parse, write};
use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use xinggen_domain::{error::StoreError, subtitle::SpeechMark};

#[derive(Serialize, Deserialize)]
struct MarkJson {
    chars: u32,
    ms: u32,
}

pub(crate) fn marks_to_json(marks: Vec<SpeechMark>) -> Result<JsonValue, StoreError> {
    let marks: Vec<MarkJson> =
        marks.into_iter().map(|SpeechMark { chars, ms }| MarkJson { chars, ms }).collect();
    write(&marks)
}

pub(crate) fn marks_of(column: JsonValue) -> Result<Vec<SpeechMark>, StoreError> {
    let marks: Vec<MarkJson> = parse(column, "marks")?;
    Ok(marks.into_iter().map(|MarkJson { chars, ms }| SpeechMark { chars, ms }).collect())
}
