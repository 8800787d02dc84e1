use crate::{extract::Caller, problem::Problem, state::Api, view::LotSource};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use xinggen_application::Standing;
use xinggen_domain::ledger::Lot;

/// A grant of credits of which something is left.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CreditLot)]
struct LotView {
    /// Where it came from.
    source: LotSource,
    /// How many credits of it can still be spent.
    #[schema(minimum = 0, examples(480))]
    remaining: i64,
    /// When what remains of it is gone; never, when none.
    #[schema(required)]
    expires_at: Option<DateTime<Utc>>,
}

impl From<&Lot> for LotView {
    fn from(lot: &Lot) -> Self {
        Self { source: lot.source.into(), remaining: lot.remaining.get(), expires_at: lot.expires_at }
    }
}

/// Somebody's credits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Credits)]
pub(crate) struct CreditsView {
    /// The balance: the sum of the statement.
    #[schema(minimum = 0, examples(485))]
    credits: i64,
    /// What is reserved for jobs that are not over.
    #[schema(minimum = 0, examples(5))]
    held: i64,
    /// What can be spent now: the balance, less what is reserved and what has run out of time.
    #[schema(minimum = 0, examples(480))]
    available: i64,
    /// What was spent so far: all charges, less what was given back of them.
    #[schema(minimum = 0, examples(15))]
    spent: i64,
    /// Where what remains comes from, in the order in which it is spent.
    lots: Vec<LotView>,
}

impl From<Standing> for CreditsView {
    fn from(standing: Standing) -> Self {
        let account = standing.ledger.account();
        Self {
            credits: account.credits.get(),
            held: account.held.get(),
            available: standing.available.get(),
            spent: standing.spent.get(),
            lots: standing.spendable().map(Into::into).collect(),
        }
    }
}

/// The caller's credits
#[utoipa::path(
    tag = "credits",
    security(("bearer" = []), ("api_key" = ["billing"])),
    responses((status = 200, body = CreditsView, description = "As they stand now"))
)]
#[get("/credits")]
pub(super) async fn get_credits(api: Data<Api>, who: Caller) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(CreditsView::from(api.credits.standing(who.actor).await?)))
}
