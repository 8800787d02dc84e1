//! The result of each operation: from something made to rows, in the transaction that ends the job.

mod cut;
mod script;
mod storyboard;
mod takes;

use super::{errors::RecordError, gone::Gone, work::Made};
use crate::Ports;
use cut::record_cut;
use script::record_script;
use storyboard::record_storyboard;
use takes::record_takes;
use xinggen_domain::{EpisodeId, error::StoreError, job::Job, ports::TenantTx};

impl Made {
    /// Writes the result into the transaction that ends the job.
    pub(super) async fn record(
        self,
        ports: &Ports,
        tx: &mut dyn TenantTx,
        job: &Job,
    ) -> Result<(), RecordError> {
        match self {
            Self::Script { draft, provenance, .. } => record_script(ports, tx, job, draft, provenance).await,
            Self::Storyboard { draft, indexed, provenance } => {
                record_storyboard(ports, tx, episode_of(job)?, (draft, indexed, provenance)).await
            }
            Self::Takes { takes, .. } => record_takes(ports, tx, job, takes).await,
            Self::Cut(cut) => record_cut(tx, job, *cut).await,
        }
    }
}

fn episode_of(job: &Job) -> Result<EpisodeId, Gone> {
    job.episode_id.ok_or(Gone::Episode)
}

/// Whether the drama of a job lies in the trash, where nothing of it can be found though all of it is there. What was
/// made and paid for is recorded all the same: the drama can be restored.
async fn in_trash(tx: &mut dyn TenantTx, job: &Job) -> Result<bool, StoreError> {
    Ok(tx.dramas().get_trashed(job.drama_id).await?.is_some())
}
