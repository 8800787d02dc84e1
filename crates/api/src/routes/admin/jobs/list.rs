use super::view::ManagedJobView;
use crate::{
    extract::{Admin, Query},
    problem::Problem,
    state::Api,
    view::{JobState, ListQuery, Listed, Operation},
};
use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use xinggen_domain::{Id as _, UserId, ports::AllJobsFilter};

/// Which jobs; every given part must match.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AllJobsQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
    /// Of this user.
    user_id: Option<Uuid>,
    /// In this state.
    #[param(inline)]
    state: Option<JobState>,
    /// Doing this.
    #[param(inline)]
    operation: Option<Operation>,
    /// Whether they failed after their last attempt or death.
    dead: Option<bool>,
}

/// A page of jobs of all users, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct ManagedJobPage {
    /// The jobs.
    items: Vec<ManagedJobView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The jobs of all users, newest first
#[utoipa::path(
    tag = "admin",
    params(AllJobsQuery),
    responses((status = 200, body = ManagedJobPage, description = "A page"))
)]
#[get("/admin/jobs")]
pub(super) async fn list_all_jobs(
    api: Data<Api>,
    who: Admin,
    query: Query<AllJobsQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = query.0;
    let filter = AllJobsFilter {
        user: asked.user_id.map(UserId::from_uuid),
        state: asked.state.map(Into::into),
        operation: asked.operation.map(Into::into),
        dead: asked.dead,
    };
    let query = ListQuery::of(asked.limit, asked.cursor);
    let jobs = api.job_admin.list(who.0, filter, query.page()?).await?;
    let listed = Listed::of(jobs, &query, |owned| owned.job.id.to_string());
    let items = listed.items.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(ManagedJobPage { items, next_cursor: listed.next_cursor }))
}
