use crate::{
    extract::{Caller, Query},
    problem::Problem,
    state::Api,
    view::{JobState, JobView, ListQuery, Listed, Operation},
};
use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use xinggen_domain::{DramaId, EpisodeId, Id as _, ProductionId, ports::JobFilter};

/// Which jobs; every given part must match.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct JobListQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
    /// In this state.
    #[param(inline)]
    state: Option<JobState>,
    /// Doing this.
    #[param(inline)]
    operation: Option<Operation>,
    /// Of this drama.
    drama_id: Option<Uuid>,
    /// Of this episode.
    episode_id: Option<Uuid>,
    /// Of this production.
    production_id: Option<Uuid>,
}

/// A page of jobs, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct JobPage {
    /// The jobs.
    items: Vec<JobView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The jobs, newest first
#[utoipa::path(
    tag = "jobs",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(JobListQuery),
    responses((status = 200, body = JobPage, description = "A page"))
)]
#[get("/jobs")]
pub(super) async fn list_jobs(
    api: Data<Api>,
    who: Caller,
    query: Query<JobListQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = query.0;
    let filter = JobFilter {
        state: asked.state.map(Into::into),
        operation: asked.operation.map(Into::into),
        drama: asked.drama_id.map(DramaId::from_uuid),
        episode: asked.episode_id.map(EpisodeId::from_uuid),
        production: asked.production_id.map(ProductionId::from_uuid),
    };
    let query = ListQuery::of(asked.limit, asked.cursor);
    let jobs = api.jobs.list(who.actor, filter, query.page()?).await?;
    let listed = Listed::of(jobs, &query, |job| job.id.to_string());
    let items = listed.items.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(JobPage { items, next_cursor: listed.next_cursor }))
}
