use super::view::ManagedJobDetailView;
use crate::{
    extract::{Admin, PathId},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_domain::JobId;

/// A job of any user, and what it costs that user
///
/// That somebody looked is noted in the user's audit log.
#[utoipa::path(
    tag = "admin",
    responses((status = 200, body = ManagedJobDetailView, description = "The job"))
)]
#[get("/admin/jobs/{job_id}")]
pub(super) async fn get_any_job(
    api: Data<Api>,
    who: Admin,
    id: PathId<JobId>,
) -> Result<HttpResponse, Problem> {
    let (owned, hold) = api.job_admin.get(who.0, id.0).await?;
    Ok(HttpResponse::Ok().json(ManagedJobDetailView::of(owned, hold.as_ref())))
}
