use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::JobDetailView,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::JobId;

/// A job, and what it costs
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = JobDetailView, description = "The job"))
)]
#[get("/jobs/{job_id}")]
pub(super) async fn get_job(api: Data<Api>, who: Caller, id: PathId<JobId>) -> Result<HttpResponse, Problem> {
    let job = api.jobs.get(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(JobDetailView::of(&api, who.actor, job).await?))
}
