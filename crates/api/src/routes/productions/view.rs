use crate::{
    problem::Problem,
    state::Api,
    view::{Listed, Operation, ProductionView},
};
use serde::Serialize;
use utoipa::ToSchema;
use xinggen_application::{Actor, ProductionView as ProductionWork};
use xinggen_domain::{ProductionId, job::JobState, production::Production};

/// A production, and how far its jobs are.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductionDetail)]
pub(super) struct ProductionDetailView {
    #[serde(flatten)]
    production: ProductionView,
    /// Its jobs so far; each stage adds more.
    jobs: JobCountsView,
}

/// How far the jobs of a production are.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobCounts)]
struct JobCountsView {
    /// How many it has ordered.
    #[schema(minimum = 0)]
    total: usize,
    /// How many are over.
    #[schema(minimum = 0)]
    done: usize,
    /// What runs just now.
    doing: Vec<Operation>,
}

impl From<ProductionWork> for ProductionDetailView {
    fn from(work: ProductionWork) -> Self {
        let running = work.jobs.iter().filter(|job| job.state == JobState::Running);
        let mut doing: Vec<Operation> = running.map(|job| job.operation.into()).collect();
        doing.dedup();
        let jobs = JobCountsView {
            total: work.jobs.len(),
            done: work.jobs.iter().filter(|job| job.state.is_final()).count(),
            doing,
        };
        Self { production: work.production.into(), jobs }
    }
}

/// A production as it is now.
pub(super) async fn current(
    api: &Api,
    actor: Actor,
    id: ProductionId,
) -> Result<ProductionDetailView, Problem> {
    Ok(api.productions.view(actor, id).await?.ok_or_else(Problem::not_found)?.into())
}

/// A page of productions, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProductionPage {
    /// The productions.
    items: Vec<ProductionView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl From<Listed<Production>> for ProductionPage {
    fn from(listed: Listed<Production>) -> Self {
        Self { items: listed.items.into_iter().map(Into::into).collect(), next_cursor: listed.next_cursor }
    }
}
