use crate::rows::convert::{id, read, target};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use xinggen_domain::{
    Id,
    error::StoreError,
    ledger::{Description, JobDescription},
};

/// The code and the parameters of a [`Description`]. The column is a text: rows from before had words in it, and a
/// migration put this in their place.
#[derive(Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case", deny_unknown_fields)]
enum DescriptionJson {
    Plain,
    Job {
        operation: String,
        target_kind: String,
        target_id: Uuid,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shot: Option<u32>,
        drama_id: Uuid,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        episode: Option<u32>,
    },
    Expired {
        source: String,
    },
    Redeemed {
        batch_id: Uuid,
    },
    Act {
        audit_id: Uuid,
    },
}

pub(crate) fn description_to_text(description: Description) -> Result<String, StoreError> {
    let mirror = match description {
        Description::Plain => DescriptionJson::Plain,
        Description::Job(job) => DescriptionJson::Job {
            operation: job.operation.code().to_owned(),
            target_kind: job.target.kind().to_owned(),
            target_id: job.target.uuid(),
            shot: job.shot,
            drama_id: job.drama_id.as_uuid(),
            episode: job.episode,
        },
        Description::Expired(source) => DescriptionJson::Expired { source: source.code().to_owned() },
        Description::Redeemed(batch) => DescriptionJson::Redeemed { batch_id: batch.as_uuid() },
        Description::Act(entry) => DescriptionJson::Act { audit_id: entry.as_uuid() },
    };
    serde_json::to_string(&mirror).map_err(|error| StoreError::Backend(Box::new(error)))
}

/// What a row says. One that has words, because a process of the release before wrote it beside the migration, says
/// what its kind says: rows are never changed, so it must not keep the rest of the statement from being read.
pub(crate) fn description_of(text: &str) -> Result<Description, StoreError> {
    if !text.starts_with('{') {
        return Ok(Description::Plain);
    }
    let mirror: DescriptionJson = serde_json::from_str(text)
        .map_err(|error| StoreError::Corrupt(format!("the description of an entry: {error}")))?;
    Ok(match mirror {
        DescriptionJson::Plain => Description::Plain,
        DescriptionJson::Job { operation, target_kind, target_id, shot, drama_id, episode } => {
            Description::Job(JobDescription {
                operation: read(&operation)?,
                target: target(&target_kind, target_id)?,
                shot,
                drama_id: id(drama_id),
                episode,
            })
        }
        DescriptionJson::Expired { source } => Description::Expired(read(&source)?),
        DescriptionJson::Redeemed { batch_id } => Description::Redeemed(id(batch_id)),
        DescriptionJson::Act { audit_id } => Description::Act(id(audit_id)),
    })
}
