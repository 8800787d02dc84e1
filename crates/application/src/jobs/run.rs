use super::{
    errors::WorkError,
    gone::Gone,
    work::{Made, Work},
};
use crate::{Ports, Productions, load_episode, state::load_part};
use xinggen_domain::{
    Id, JobId, ProductionId,
    error::{StoreError, VendorError},
    job::{ClaimedJob, Job, Operation},
    ports::{Progress, TenantTx},
    production::CutOptions,
    take::Target,
    vendor::may_deliver,
};

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It succeeded and was charged.
    Succeeded,
    /// It failed for good; its hold was given back.
    Failed,
    /// It goes back to the queue with its hold.
    Requeued,
    /// It was called off; its hold was given back.
    Cancelled,
    /// The lease is over, and nothing was written: somebody else has the job, or its end was recorded before and
    /// the answer lost.
    Lost,
}

/// What came of the work of a job, until its end is recorded.
pub struct Worked(Result<Made, VendorError>);

/// Runs claimed jobs.
#[derive(Clone)]
pub struct JobRunner {
    pub(crate) ports: Ports,
    pub(crate) productions: Productions,
}

impl JobRunner {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { productions: Productions::new(ports.clone()), ports }
    }

    /// Does the job and records how it ended, both once. [`JobRunner::follow_up`] comes next in any case.
    ///
    /// # Errors
    /// The database failed while the end was recorded; the lease will run out and the job be taken up again.
    pub async fn run(&self, claimed: &ClaimedJob, progress: &dyn Progress) -> Result<Ended, StoreError> {
        let worked = self.work(claimed, progress).await;
        self.record(claimed, &worked).await
    }

    /// Does the job: asks the vendor and stores the files. Nothing is in the database before
    /// [`JobRunner::record`]. Dropping the future stops the work at once and leaves the job to
    /// [`JobRunner::cancelled`], [`JobRunner::put_back`] or recovery.
    pub async fn work(&self, claimed: &ClaimedJob, progress: &dyn Progress) -> Worked {
        Worked(self.make(claimed, progress).await.map_err(WorkError::into_failure))
    }

    /// Whether a job that somebody wants to stop may be dropped at once. One whose vendor was asked for money may not:
    /// the vendor bills it in any case, so its answer is waited for, stored and charged.
    ///
    /// # Errors
    /// The database failed.
    pub async fn may_stop(&self, claimed: &ClaimedJob) -> Result<bool, StoreError> {
        let mut tx = self.ports.store.begin_read(claimed.user_id).await?;
        Ok(!may_deliver(&tx.vendor_calls().of_job(claimed.job.id).await?))
    }

    /// Records what came of the work, in one transaction. After an error it may be asked again: what was made is
    /// stored already, and nothing is recorded twice.
    ///
    /// # Errors
    /// The database failed.
    pub async fn record(&self, claimed: &ClaimedJob, worked: &Worked) -> Result<Ended, StoreError> {
        match &worked.0 {
            Ok(made) => match self.succeed(claimed, made.clone()).await {
                Ok(ended) => Ok(ended),
                Err(unrecorded) => self.fail(claimed, &unrecorded.into_failure()?).await,
            },
            Err(error) => self.fail(claimed, error).await,
        }
    }

    /// Records that a running job was dropped because somebody wanted it to stop.
    ///
    /// # Errors
    /// The database failed; the lease will run out and recovery record it.
    pub async fn cancelled(&self, claimed: &ClaimedJob) -> Result<Ended, StoreError> {
        self.stop(claimed).await
    }

    /// Does what follows from a job that ended: its production goes on, or what it spoke is measured. A failure here
    /// is not the job's: the sweep takes productions further later.
    pub async fn follow_up(&self, claimed: &ClaimedJob) {
        if let Err(error) = self.productions.follow(claimed.user_id, &claimed.job).await {
            tracing::warn!(job.id = %claimed.job.id, %error, "what follows from a job was not done");
        }
    }

    async fn make(&self, claimed: &ClaimedJob, progress: &dyn Progress) -> Result<Made, WorkError> {
        let (job, ports, user) = (&claimed.job, &self.ports, claimed.user_id);
        let (models, images) = ports.engine_of(claimed).await?;
        let mut tx = ports.store.begin_read(user).await?;
        let options = self.options(&mut *tx, job.production_id).await?;
        if needs_no_episode(job) {
            let state = load_part(&mut *tx, job.target).await?.ok_or(Gone::target(job.target))?;
            drop(tx);
            return Work { ports, user, state: &state, options, progress, models, images }.part().await;
        }
        let episode = job.episode_id.ok_or(Gone::Episode)?;
        let state = load_episode(&mut *tx, episode).await?.ok_or(Gone::Episode)?;
        drop(tx);
        let work = Work { ports, user, state: &state, options, progress, models, images };
        work.make(job.operation, job.target).await
    }

    /// How a cut is to look: as its production says, or with everything.
    async fn options(
        &self,
        tx: &mut dyn TenantTx,
        production: Option<ProductionId>,
    ) -> Result<CutOptions, StoreError> {
        let production = match production {
            Some(id) => tx.productions().get(id).await?,
            None => None,
        };
        Ok(production.map_or_else(|| self.ports.vendors.everything(), |production| production.options))
    }
}

/// Pictures of cast, scenes and props are made from the drama alone.
fn needs_no_episode(job: &Job) -> bool {
    job.operation == Operation::Image
        && matches!(job.target, Target::Character(_) | Target::Scene(_) | Target::Prop(_))
}

/// Up to a fifth more or less, from the job's own random bits, so that jobs that failed together do not come
/// back together.
pub(crate) fn jitter(job: JobId, ms: i64) -> i64 {
    let random = i64::from(job.as_uuid().as_bytes()[15]);
    ms + ms * (random - 128) / 640
}
