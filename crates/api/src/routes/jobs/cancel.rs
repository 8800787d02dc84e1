use crate::{
    extract::{Caller, PathId},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::JobDetailView,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_application::CancelJobError;
use xinggen_domain::JobId;

/// Call a job off
///
/// One that has not started is cancelled at once, with those that wait for it, and what was held for them is given
/// back. A running one is asked to stop (`cancel_requested`) and gives its hold back when it does. One whose vendor is
/// already at work and bills it ends with the vendor's answer: what is delivered is kept and charged, at most what was
/// held. The production of a job that was called off pauses.
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = []), ("api_key" = ["generate"])),
    responses(
        (status = 202, body = JobDetailView, description = "The job as it is now", headers(("Location" = String))),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`wrong_state`: it is over"),
    )
)]
#[post("/jobs/{job_id}/cancel")]
pub(super) async fn cancel_job(
    api: Data<Api>,
    who: Caller,
    id: PathId<JobId>,
) -> Result<HttpResponse, Problem> {
    let job = api.jobs.cancel(who.actor, id.0).await?;
    Ok(JobDetailView::of(&api, who.actor, job).await?.accepted())
}

impl From<CancelJobError> for Problem {
    fn from(error: CancelJobError) -> Self {
        match error {
            CancelJobError::NotFound => Self::not_found(),
            CancelJobError::AlreadyFinal(state) => Self::new(Code::WrongState).with("state", state.code()),
            CancelJobError::Store(error) => error.into(),
        }
    }
}
