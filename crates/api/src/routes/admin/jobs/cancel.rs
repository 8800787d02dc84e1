use super::view::{ManageJobBody, ManagedJobDetailView};
use crate::{
    extract::{ActingAdmin, Body, PathId},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_domain::JobId;

/// Call a job of any user off
///
/// As its user could: one that has not started is cancelled at once, a running one is asked to stop, and what was held
/// is given back. Noted with the reason in the user's audit log.
#[utoipa::path(
    tag = "admin",
    request_body = ManageJobBody,
    responses(
        (status = 202, body = ManagedJobDetailView, description = "The job as it is now", headers(("Location" = String))),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`wrong_state`: it is over"),
    )
)]
#[post("/admin/jobs/{job_id}/cancel")]
pub(super) async fn cancel_any_job(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<JobId>,
    body: Body<ManageJobBody>,
) -> Result<HttpResponse, Problem> {
    let (owned, hold) = api.job_admin.cancel(who.0, id.0, &body.0.reason).await?;
    Ok(ManagedJobDetailView::of(owned, hold.as_ref()).accepted())
}
