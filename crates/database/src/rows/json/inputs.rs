use super::{parse, write};
use crate::rows::convert::read;
use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use xinggen_domain::{
    error::StoreError,
    provenance::{Input, Provenance},
};

#[derive(Serialize, Deserialize)]
struct InputJson {
    name: String,
    value: String,
}

pub(crate) fn inputs_to_json(inputs: Vec<Input>) -> Result<JsonValue, StoreError> {
    let inputs: Vec<InputJson> =
        inputs.into_iter().map(|Input { name, value }| InputJson { name, value }).collect();
    write(&inputs)
}

/// Puts hash and inputs together again.
pub(crate) fn provenance_of(hash: &str, inputs: JsonValue) -> Result<Provenance, StoreError> {
    let inputs: Vec<InputJson> = parse(inputs, "inputs")?;
    Ok(Provenance {
        hash: read(hash)?,
        inputs: inputs.into_iter().map(|InputJson { name, value }| Input { name, value }).collect(),
    })
}
