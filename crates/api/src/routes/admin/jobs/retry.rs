use super::view::{ManageJobBody, ManagedJobDetailView};
use crate::{
    extract::{ActingAdmin, Costly, IdempotencyHeader, PathId},
    problem::{Problem, ProblemView},
    routes::generation::RetryRefusals,
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_domain::JobId;

/// Try a failed or cancelled job of any user again
///
/// A new job with a new quote and a new hold on the user's credits; `retry_of` names the old one. What was given up
/// because processes died of it runs alone. The job of a disabled user waits until the user is enabled. Noted with the
/// reason in the user's audit log.
#[utoipa::path(
    tag = "admin",
    params(IdempotencyHeader),
    request_body = ManageJobBody,
    responses(
        (status = 202, body = ManagedJobDetailView, description = "The new job", headers(("Location" = String))),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
        RetryRefusals,
    )
)]
#[post("/admin/jobs/{job_id}/retry")]
pub(super) async fn retry_any_job(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<JobId>,
    costly: Costly<ManageJobBody>,
) -> Result<HttpResponse, Problem> {
    let (owner, requested) = api.job_admin.retry(who.0, id.0, &costly.body.reason, costly.key).await?;
    Ok(ManagedJobDetailView::requested(owner.id, requested).accepted())
}
