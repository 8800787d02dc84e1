use xinggen_domain::{
    error::StoreError,
    job::Job,
    ledger::{Description, JobDescription},
    ports::TenantTx,
    take::Target,
};

/// What the charge of a job is for. Numbers are kept as they are now; names are looked up when the entry is read.
pub(super) async fn describe(tx: &mut dyn TenantTx, job: &Job) -> Result<Description, StoreError> {
    let episode = match job.episode_id {
        Some(id) => tx.episodes().get(id).await?,
        None => None,
    };
    Ok(Description::Job(JobDescription {
        operation: job.operation,
        target: job.target,
        shot: shot(tx, job.target).await?,
        drama_id: job.drama_id,
        episode: episode.map(|episode| episode.number),
    }))
}

/// The number of the shot that a target is, or is a line of.
async fn shot(tx: &mut dyn TenantTx, target: Target) -> Result<Option<u32>, StoreError> {
    Ok(match target {
        Target::Shot(id) => tx.shots().get(id).await?.map(|shot| shot.number),
        Target::Line(id) => {
            let Some(episode) = tx.shots().episode_of_line(id).await? else { return Ok(None) };
            let shots = tx.shots().of_episode(episode).await?;
            let shot = shots.iter().find(|shot| shot.lines.iter().any(|line| line.id == id));
            shot.map(|shot| shot.number)
        }
        Target::Episode(_) | Target::Character(_) | Target::Scene(_) | Target::Prop(_) => None,
    })
}
