use crate::rows::convert::{id, narrow, read, read_some, some_id, target, uuid};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Id,
    ai_config::Engine,
    error::StoreError,
    job::{Job, JobError, Lease},
    provenance::ModelRef,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) production_id: Option<Uuid>,
    pub(crate) drama_id: Uuid,
    pub(crate) episode_id: Option<Uuid>,
    pub(crate) retry_of: Option<Uuid>,
    pub(crate) operation: String,
    pub(crate) target_kind: String,
    pub(crate) target_id: Uuid,
    pub(crate) input_hash: Option<String>,
    pub(crate) state: String,
    pub(crate) attempt: i64,
    pub(crate) max_attempts: i64,
    pub(crate) deaths: i64,
    pub(crate) run_at: DateTimeUtc,
    pub(crate) lease_token: Option<Uuid>,
    pub(crate) lease_until: Option<DateTimeUtc>,
    pub(crate) progress: i64,
    pub(crate) message: String,
    pub(crate) error_class: Option<String>,
    pub(crate) error_message: Option<String>,
    pub(crate) dead: bool,
    pub(crate) cancel_requested: bool,
    pub(crate) vendor: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) mode: Option<String>,
    pub(crate) config_id: Option<Uuid>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) started_at: Option<DateTimeUtc>,
    pub(crate) finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a job of this owner.
    pub(crate) fn of(owner: Uuid, job: Job) -> Self {
        Self {
            user_id: owner,
            id: job.id.as_uuid(),
            production_id: uuid(job.production_id),
            drama_id: job.drama_id.as_uuid(),
            episode_id: uuid(job.episode_id),
            retry_of: uuid(job.retry_of),
            operation: job.operation.code().to_owned(),
            target_kind: job.target.kind().to_owned(),
            target_id: job.target.uuid(),
            input_hash: job.inputs.map(|inputs| inputs.to_string()),
            state: job.state.code().to_owned(),
            attempt: job.attempt.into(),
            max_attempts: job.max_attempts.into(),
            deaths: job.deaths.into(),
            run_at: job.run_at,
            lease_token: job.lease.map(|lease| lease.token.as_uuid()),
            lease_until: job.lease.map(|lease| lease.until),
            progress: job.progress.into(),
            message: job.message,
            error_class: job.error.as_ref().map(|error| error.class.code().to_owned()),
            error_message: job.error.map(|error| error.message),
            dead: job.dead,
            cancel_requested: job.cancel_requested,
            vendor: job.engine.as_ref().map(|engine| engine.model.vendor.clone()),
            model: job.engine.as_ref().map(|engine| engine.model.model.clone()),
            mode: job.engine.as_ref().map(|engine| engine.mode.code().to_owned()),
            config_id: job.engine.and_then(|engine| uuid(engine.config)),
            created_at: job.created_at,
            started_at: job.started_at,
            finished_at: job.finished_at,
        }
    }
}

impl TryFrom<Model> for Job {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let engine = engine(&row)?;
        Ok(Self {
            id: id(row.id),
            production_id: some_id(row.production_id),
            drama_id: id(row.drama_id),
            episode_id: some_id(row.episode_id),
            operation: read(&row.operation)?,
            target: target(&row.target_kind, row.target_id)?,
            inputs: read_some(row.input_hash.as_deref())?,
            state: read(&row.state)?,
            attempt: narrow(row.attempt)?,
            max_attempts: narrow(row.max_attempts)?,
            deaths: narrow(row.deaths)?,
            run_at: row.run_at,
            lease: row.lease_token.zip(row.lease_until).map(lease),
            progress: narrow(row.progress)?,
            message: row.message,
            error: row.error_class.zip(row.error_message).map(error).transpose()?,
            dead: row.dead,
            cancel_requested: row.cancel_requested,
            retry_of: some_id(row.retry_of),
            engine,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
        })
    }
}

fn engine(row: &Model) -> Result<Option<Engine>, StoreError> {
    let Some(mode) = read_some(row.mode.as_deref())? else { return Ok(None) };
    let model = ModelRef {
        vendor: row.vendor.clone().unwrap_or_default(),
        model: row.model.clone().unwrap_or_default(),
    };
    Ok(Some(Engine { model, mode, config: some_id(row.config_id) }))
}

fn lease((token, until): (Uuid, DateTimeUtc)) -> Lease {
    Lease { token: id(token), until }
}

fn error((class, message): (String, String)) -> Result<JobError, StoreError> {
    Ok(JobError { class: read(&class)?, message })
}
