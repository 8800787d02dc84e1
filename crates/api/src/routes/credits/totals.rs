use crate::{
    extract::{Caller, Query, moment},
    problem::Problem,
    state::Api,
    view::{Operation, SpendingBy},
};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use xinggen_domain::{
    Id,
    spending::{Spending, SpendingFilter, SpendingTotal, SpentOn},
};

/// Which spending, and by what it is added up.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TotalsQuery {
    /// By what; by drama unless said otherwise.
    by: Option<SpendingBy>,
    /// On this drama only.
    drama_id: Option<Uuid>,
    /// On this episode only.
    episode_id: Option<Uuid>,
    /// Charged or credited back from this moment on.
    #[serde(default, deserialize_with = "moment")]
    from: Option<DateTime<Utc>>,
    /// Charged or credited back before this moment.
    #[serde(default, deserialize_with = "moment")]
    to: Option<DateTime<Utc>>,
}

/// What was spent.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = Spending)]
struct SpendingView {
    /// All charges.
    #[schema(minimum = 0, examples(120))]
    charged: i64,
    /// What was returned of charges.
    #[schema(minimum = 0, examples(5))]
    credited_back: i64,
    /// What was charged, less what was returned.
    #[schema(examples(115))]
    net: i64,
    /// What is held now, whatever the time that was asked for.
    #[schema(minimum = 0, examples(10))]
    held: i64,
    /// How many jobs were charged or credited back, or hold something.
    #[schema(minimum = 0, examples(24))]
    jobs: i64,
}

impl From<Spending> for SpendingView {
    fn from(spending: Spending) -> Self {
        Self {
            charged: spending.charged.get(),
            credited_back: spending.credited_back.get(),
            net: spending.net().get(),
            held: spending.held.get(),
            jobs: spending.jobs,
        }
    }
}

/// What was spent on one thing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SpendingTotal)]
struct TotalView {
    /// The drama, the episode or the shot; none for the rest, and by operation.
    #[schema(required)]
    id: Option<Uuid>,
    /// What was done; none but by operation.
    #[schema(required)]
    operation: Option<Operation>,
    #[serde(flatten)]
    spending: SpendingView,
}

impl From<SpendingTotal> for TotalView {
    fn from(total: SpendingTotal) -> Self {
        let (id, operation) = match total.on {
            SpentOn::Drama(id) => (Some(id.as_uuid()), None),
            SpentOn::Episode(id) => (Some(id.as_uuid()), None),
            SpentOn::Shot(id) => (Some(id.as_uuid()), None),
            SpentOn::Operation(operation) => (None, Some(operation.into())),
            SpentOn::Rest => (None, None),
        };
        Self { id, operation, spending: total.spending.into() }
    }
}

/// What was spent on what.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SpendingTotals)]
struct TotalsView {
    /// By what it is added up.
    by: SpendingBy,
    /// One for each thing that credits were spent on; what belongs to no episode or no shot comes last, without an id.
    items: Vec<TotalView>,
    /// All of it.
    total: SpendingView,
}

/// What was spent on what
///
/// The net of a time is what the statement of the same time comes to. What was for a line counts for its shot.
#[utoipa::path(
    tag = "credits",
    security(("bearer" = []), ("api_key" = ["billing"])),
    params(TotalsQuery),
    responses((status = 200, body = TotalsView, description = "The totals"))
)]
#[get("/credits/totals")]
pub(super) async fn get_spending(
    api: Data<Api>,
    who: Caller,
    query: Query<TotalsQuery>,
) -> Result<HttpResponse, Problem> {
    let TotalsQuery { by, drama_id, episode_id, from, to } = query.0;
    let by = by.unwrap_or(SpendingBy::Drama);
    let (drama, episode) = (drama_id.map(Id::from_uuid), episode_id.map(Id::from_uuid));
    let totals =
        api.credits.totals(who.actor, by.into(), SpendingFilter { drama, episode, from, to }).await?;
    let total = totals.iter().fold(Spending::default(), |sum, total| sum.plus(total.spending)).into();
    let items = totals.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(TotalsView { by, items, total }))
}
