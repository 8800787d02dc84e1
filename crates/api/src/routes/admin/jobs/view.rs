use crate::{
    problem::{Code, Problem},
    state::API_PREFIX,
    view::{JobErrorView, JobState, Operation},
};
use actix_web::{HttpResponse, http::header::LOCATION};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{ManageJobError, ReadJobsError, RequestedJob};
use xinggen_domain::{Credits, Id, UserId, job::OwnedJob, ledger::Hold};

/// A job of any user, as administrators see it: ids, what it does, how it stands and why it failed; nothing that its
/// user wrote.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ManagedJob)]
pub(super) struct ManagedJobView {
    /// Its id.
    id: Uuid,
    /// The user it belongs to.
    user_id: Uuid,
    /// The production it is part of, if any.
    #[schema(required)]
    production_id: Option<Uuid>,
    /// The drama it works for.
    drama_id: Uuid,
    /// The episode it works for, if any.
    #[schema(required)]
    episode_id: Option<Uuid>,
    /// What it does.
    operation: Operation,
    /// What it works on: `episode`, `character`, `scene`, `prop`, `shot` or `line`.
    #[schema(examples("shot"))]
    target_kind: String,
    /// The id of what it works on.
    target_id: Uuid,
    /// Where it is.
    state: JobState,
    /// 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    progress: u8,
    /// How often it was tried. Runs that were cut short do not count.
    attempt: u32,
    /// After how many attempts it is given up.
    max_attempts: u32,
    /// How many processes died while they computed it. With any it runs alone; after three it is given up.
    deaths: u32,
    /// Why it failed, or why the last attempt did.
    #[schema(required)]
    error: Option<JobErrorView>,
    /// Failed after its last attempt or death.
    dead: bool,
    /// Somebody wants it to stop.
    cancel_requested: bool,
    /// The job that this one tries again, if any.
    #[schema(required)]
    retry_of: Option<Uuid>,
    /// From when on it may be claimed.
    run_at: DateTime<Utc>,
    /// When it was asked for.
    created_at: DateTime<Utc>,
    /// When it was first claimed.
    #[schema(required)]
    started_at: Option<DateTime<Utc>>,
    /// When it became final.
    #[schema(required)]
    finished_at: Option<DateTime<Utc>>,
}

impl From<OwnedJob> for ManagedJobView {
    fn from(OwnedJob { user_id, job }: OwnedJob) -> Self {
        Self {
            id: job.id.as_uuid(),
            user_id: user_id.as_uuid(),
            production_id: job.production_id.map(Id::as_uuid),
            drama_id: job.drama_id.as_uuid(),
            episode_id: job.episode_id.map(Id::as_uuid),
            operation: job.operation.into(),
            target_kind: job.target.kind().to_owned(),
            target_id: job.target.uuid(),
            state: job.state.into(),
            progress: job.progress,
            attempt: job.attempt,
            max_attempts: job.max_attempts,
            deaths: job.deaths,
            error: job.error.map(Into::into),
            dead: job.dead,
            cancel_requested: job.cancel_requested,
            retry_of: job.retry_of.map(Id::as_uuid),
            run_at: job.run_at,
            created_at: job.created_at,
            started_at: job.started_at,
            finished_at: job.finished_at,
        }
    }
}

/// A job of any user, and what it costs that user.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ManagedJobDetail)]
pub(super) struct ManagedJobDetailView {
    #[serde(flatten)]
    job: ManagedJobView,
    /// At most so many credits: what was held for it.
    #[schema(minimum = 0)]
    quoted: i64,
    /// What was charged; none while it is not over.
    #[schema(required, minimum = 0)]
    charged: Option<i64>,
}

impl ManagedJobDetailView {
    pub(super) fn of(owned: OwnedJob, hold: Option<&Hold>) -> Self {
        let amount = |of: fn(&Hold) -> Credits| hold.map_or(Credits::ZERO, of);
        let charged = owned.job.state.is_final().then(|| amount(|hold| hold.captured).get());
        Self { job: owned.into(), quoted: amount(|hold| hold.amount).get(), charged }
    }

    pub(super) fn requested(user_id: UserId, requested: RequestedJob) -> Self {
        let RequestedJob { job, quoted, charged, .. } = requested;
        let job = OwnedJob { user_id, job }.into();
        Self { job, quoted: quoted.get(), charged: charged.map(Credits::get) }
    }

    /// 202 with the job, and where to look at it.
    pub(super) fn accepted(self) -> HttpResponse {
        let location = format!("{API_PREFIX}/admin/jobs/{}", self.job.id);
        HttpResponse::Accepted().insert_header((LOCATION, location)).json(self)
    }
}

/// Why an administrator interferes with a job.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ManageJobBody)]
pub(super) struct ManageJobBody {
    /// Why; it stands in the user's audit log.
    #[schema(examples("多次导致服务中断，已联系用户"), min_length = 1, max_length = 200)]
    pub(super) reason: String,
}

impl From<ReadJobsError> for Problem {
    fn from(error: ReadJobsError) -> Self {
        match error {
            ReadJobsError::NotAdmin(_) => Self::new(Code::Forbidden),
            ReadJobsError::NotFound => Self::not_found(),
            ReadJobsError::Store(error) => error.into(),
        }
    }
}

impl From<ManageJobError> for Problem {
    fn from(error: ManageJobError) -> Self {
        match error {
            ManageJobError::NotAdmin(_) => Self::new(Code::Forbidden),
            ManageJobError::NotFound => Self::not_found(),
            ManageJobError::Invalid(invalid) => invalid.into(),
            ManageJobError::Cancel(error) => error.into(),
            ManageJobError::Retry(error) => error.into(),
            ManageJobError::Store(error) => error.into(),
        }
    }
}
