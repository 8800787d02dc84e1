//! JSON columns: private mirrors of the model's values. Their member names are stored, so they do not change.

mod beats;
mod description;
mod inputs;
mod marks;
mod news;
mod steps;

pub(crate) use beats::{beats_of, beats_to_json};
pub(crate) use description::{description_of, description_to_text};
pub(crate) use inputs::{inputs_to_json, provenance_of};
pub(crate) use marks::{marks_of, marks_to_json};
pub(crate) use news::{news_of, news_to_json};
pub(crate) use steps::{steps_of, steps_to_json};

use sea_orm::JsonValue;
use serde::{Serialize, de::DeserializeOwned};
use xinggen_domain::error::StoreError;

/// A mirror as a column value.
pub(crate) fn write<T: Serialize>(mirror: &T) -> Result<JsonValue, StoreError> {
    serde_json::to_value(mirror).map_err(|error| StoreError::Backend(Box::new(error)))
}

/// A column value as a mirror.
pub(crate) fn parse<T: DeserializeOwned>(value: JsonValue, what: &str) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| StoreError::Corrupt(format!("{what}: {error}")))
}
