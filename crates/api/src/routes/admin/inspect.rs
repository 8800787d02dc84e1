use crate::{
    extract::{Admin, PathId, Query},
    language::Language,
    problem::{Code, Problem},
    routes::credits::{CreditsView, TransactionView},
    state::Api,
    view::{ListQuery, Listed, LotSource},
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::InspectCreditsError;
use xinggen_domain::{
    Id, UserId,
    ledger::{Hold, Lot},
};

/// Credits that a job reserves.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CreditHold)]
struct HoldView {
    /// Its id.
    id: Uuid,
    /// The job.
    job_id: Uuid,
    /// What is reserved.
    #[schema(minimum = 1, examples(5))]
    amount: i64,
    /// The price row it was quoted from.
    price_id: Uuid,
    /// The quantity it was quoted for, in the unit's own counting.
    #[schema(minimum = 0)]
    quantity: i64,
    /// Since when.
    created_at: DateTime<Utc>,
}

impl From<Hold> for HoldView {
    fn from(hold: Hold) -> Self {
        Self {
            id: hold.id.as_uuid(),
            job_id: hold.job_id.as_uuid(),
            amount: hold.amount.get(),
            price_id: hold.price_id.as_uuid(),
            quantity: hold.quantity,
            created_at: hold.created_at,
        }
    }
}

/// A lot of which something remains or is held, with all that became of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectedLot)]
struct InspectedLotView {
    /// Its id.
    id: Uuid,
    /// Where it came from.
    source: LotSource,
    /// How much it began with.
    #[schema(minimum = 1, examples(500))]
    granted: i64,
    /// What can still be spent or held.
    #[schema(minimum = 0, examples(480))]
    remaining: i64,
    /// What open holds reserve.
    #[schema(minimum = 0, examples(5))]
    held: i64,
    /// When what remains is gone; never, when none.
    #[schema(required)]
    expires_at: Option<DateTime<Utc>>,
}

impl From<&Lot> for InspectedLotView {
    fn from(lot: &Lot) -> Self {
        Self {
            id: lot.id.as_uuid(),
            source: lot.source.into(),
            granted: lot.granted.get(),
            remaining: lot.remaining.get(),
            held: lot.held.get(),
            expires_at: lot.expires_at,
        }
    }
}

/// How a user stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectedCredits)]
struct InspectionView {
    /// The balance.
    credits: CreditsView,
    /// The lots, in the order in which they are spent.
    lots: Vec<InspectedLotView>,
    /// What jobs reserve, oldest first.
    holds: Vec<HoldView>,
    /// A page of the statement, newest first.
    items: Vec<TransactionView>,
    /// Where the next page of the statement begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// A user's credits, holds and statement
///
/// That somebody looked is noted in the user's audit log.
#[utoipa::path(
    tag = "admin",
    params(ListQuery),
    responses((status = 200, body = InspectionView, description = "As they stand now"))
)]
#[get("/admin/users/{user_id}/credits")]
pub(super) async fn get_user_credits(
    request: HttpRequest,
    api: Data<Api>,
    who: Admin,
    id: PathId<UserId>,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let page = query.0.page::<i64>()?;
    let seen = api.credits.inspect(who.0, id.0, page.after, page.limit).await?;
    let listed = Listed::of(seen.entries, &query.0, |stated| stated.entry.number.to_string());
    let language = Language::asked(request.headers());
    let view = InspectionView {
        lots: seen.standing.ledger.lots().map(Into::into).collect(),
        credits: seen.standing.into(),
        holds: seen.holds.into_iter().map(Into::into).collect(),
        items: listed.items.into_iter().map(|entry| TransactionView::of(entry, language)).collect(),
        next_cursor: listed.next_cursor,
    };
    Ok(HttpResponse::Ok().json(view))
}

impl From<InspectCreditsError> for Problem {
    fn from(error: InspectCreditsError) -> Self {
        match error {
            InspectCreditsError::Forbidden => Self::new(Code::Forbidden),
            InspectCreditsError::NotFound => Self::not_found(),
            InspectCreditsError::Store(error) => error.into(),
        }
    }
}
