use crate::{
    extract::{Caller, Costly, IdempotencyHeader, PathId},
    problem::{Code, Problem},
    routes::generation::RetryRefusals,
    state::Api,
    view::JobDetailView,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::RetryJobError;
use xinggen_domain::JobId;

/// Nothing needs to be said beyond the path; send `{}`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RetryJobBody)]
struct RetryJobBody {}

/// Try a failed or cancelled job again
///
/// A new job with a new quote and a new hold; `retry_of` names the old one.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = []), ("api_key" = ["generate"])),
    params(IdempotencyHeader),
    request_body = RetryJobBody,
    responses(
        (status = 202, body = JobDetailView, description = "The new job", headers(("Location" = String))),
        RetryRefusals,
    )
)]
#[post("/jobs/{job_id}/retry")]
pub(super) async fn retry_job(
    api: Data<Api>,
    who: Caller,
    id: PathId<JobId>,
    costly: Costly<RetryJobBody>,
) -> Result<HttpResponse, Problem> {
    let RetryJobBody {} = costly.body;
    let requested = api.jobs.retry(who.actor, id.0, costly.key).await?;
    Ok(JobDetailView::from(requested).accepted())
}

impl From<RetryJobError> for Problem {
    fn from(error: RetryJobError) -> Self {
        match error {
            RetryJobError::NotFound => Self::not_found(),
            RetryJobError::NotRetryable(state) => Self::new(Code::WrongState).with("state", state.code()),
            RetryJobError::Request(error) => error.into(),
            RetryJobError::Store(error) => error.into(),
        }
    }
}
