use super::{ChargeMode, JobState, Operation, VendorErrorClass};
use crate::state::{API_PREFIX, Api};
use actix_web::{HttpResponse, http::header::LOCATION};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{Actor, RequestedJob};
use xinggen_domain::{
    Credits, Id,
    ai_config::Engine,
    error::StoreError,
    job::{Job, JobError},
    ledger::Hold,
};

/// Why a job failed, or why its last attempt did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobError)]
pub(crate) struct JobErrorView {
    /// What kind of failure.
    class: VendorErrorClass,
    /// What happened and what to do.
    #[schema(examples("the vendor is overloaded"))]
    message: String,
}

impl From<JobError> for JobErrorView {
    fn from(error: JobError) -> Self {
        Self { class: error.class.into(), message: error.message }
    }
}

/// What does a job, and on whose key.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Engine)]
pub(crate) struct EngineView {
    /// Whose the model is.
    #[schema(examples("animatic"))]
    vendor: String,
    /// The model.
    #[schema(examples("frames-1"))]
    model: String,
    /// On the platform's key, or on one's own.
    mode: ChargeMode,
    /// The AI configuration: one's own in the mode `byok`, otherwise the platform's. None for what is built in.
    #[schema(required)]
    ai_config_id: Option<Uuid>,
}

impl From<Engine> for EngineView {
    fn from(engine: Engine) -> Self {
        Self {
            vendor: engine.model.vendor,
            model: engine.model.model,
            mode: engine.mode.into(),
            ai_config_id: engine.config.map(Id::as_uuid),
        }
    }
}

/// One unit of generation or rendering.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Job)]
pub(crate) struct JobView {
    /// Its id.
    pub(crate) id: Uuid,
    /// The production it is part of, if any.
    #[schema(required)]
    pub(crate) production_id: Option<Uuid>,
    /// The drama it works for.
    pub(crate) drama_id: Uuid,
    /// The episode it works for, if any.
    #[schema(required)]
    pub(crate) episode_id: Option<Uuid>,
    /// What it does.
    pub(crate) operation: Operation,
    /// What it works on: `episode`, `character`, `scene`, `prop`, `shot` or `line`.
    #[schema(examples("shot"))]
    pub(crate) target_kind: String,
    /// The id of what it works on.
    pub(crate) target_id: Uuid,
    /// Where it is.
    pub(crate) state: JobState,
    /// 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    pub(crate) progress: u8,
    /// What is being done; may be empty.
    pub(crate) message: String,
    /// How often it was tried. Runs that were cut short do not count.
    pub(crate) attempt: u32,
    /// After how many attempts it is given up.
    pub(crate) max_attempts: u32,
    /// Why it failed, or why the last attempt did.
    #[schema(required)]
    pub(crate) error: Option<JobErrorView>,
    /// Failed after its last attempt, or because the processes that computed it died three times.
    pub(crate) dead: bool,
    /// Somebody wants it to stop.
    pub(crate) cancel_requested: bool,
    /// The job that this one tries again, if any.
    #[schema(required)]
    pub(crate) retry_of: Option<Uuid>,
    /// What does it, decided when it was quoted; none for jobs from before that was kept.
    #[schema(required)]
    pub(crate) engine: Option<EngineView>,
    /// When it was asked for.
    pub(crate) created_at: DateTime<Utc>,
    /// When it was first claimed.
    #[schema(required)]
    pub(crate) started_at: Option<DateTime<Utc>>,
    /// When it became final.
    #[schema(required)]
    pub(crate) finished_at: Option<DateTime<Utc>>,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        Self {
            id: job.id.as_uuid(),
            production_id: job.production_id.map(Id::as_uuid),
            drama_id: job.drama_id.as_uuid(),
            episode_id: job.episode_id.map(Id::as_uuid),
            operation: job.operation.into(),
            target_kind: job.target.kind().to_owned(),
            target_id: job.target.uuid(),
            state: job.state.into(),
            progress: job.progress,
            message: job.message,
            attempt: job.attempt,
            max_attempts: job.max_attempts,
            error: job.error.map(Into::into),
            dead: job.dead,
            cancel_requested: job.cancel_requested,
            retry_of: job.retry_of.map(Id::as_uuid),
            engine: job.engine.map(Into::into),
            created_at: job.created_at,
            started_at: job.started_at,
            finished_at: job.finished_at,
        }
    }
}

/// A job, and what it costs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobDetail)]
pub(crate) struct JobDetailView {
    #[serde(flatten)]
    job: JobView,
    /// At most so many credits: what was held for it.
    #[schema(minimum = 0)]
    quoted: i64,
    /// What was charged; none while it is not over.
    #[schema(required, minimum = 0)]
    charged: Option<i64>,
}

impl JobDetailView {
    /// A job with its hold.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn of(api: &Api, actor: Actor, job: Job) -> Result<Self, StoreError> {
        let hold = api.jobs.hold_of(actor, job.id).await?;
        let amount = |of: fn(&Hold) -> Credits| hold.as_ref().map_or(Credits::ZERO, of);
        let charged = job.state.is_final().then(|| amount(|hold| hold.captured));
        Ok(Self::new(job, amount(|hold| hold.amount), charged))
    }

    fn new(job: Job, quoted: Credits, charged: Option<Credits>) -> Self {
        Self { job: job.into(), quoted: quoted.get(), charged: charged.map(Credits::get) }
    }

    /// 202 with the job, and where to look at it.
    pub(crate) fn accepted(self) -> HttpResponse {
        let location = format!("{API_PREFIX}/jobs/{}", self.job.id);
        HttpResponse::Accepted().insert_header((LOCATION, location)).json(self)
    }
}

/// A requested job says what it costs: nothing needs to be looked up.
impl From<RequestedJob> for JobDetailView {
    fn from(requested: RequestedJob) -> Self {
        Self::new(requested.job, requested.quoted, requested.charged)
    }
}
