use crate::{
    extract::{Body, Caller, SignedIn},
    problem::Problem,
    state::Api,
};
use actix_web::{HttpResponse, get, put, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xinggen_application::{DailyCap, SetCapError};
use xinggen_domain::Credits;

/// The caps on what somebody spends. Those of dramas stand with the dramas.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SpendingCaps)]
pub(crate) struct CapsView {
    /// How many credits may be spent in a day; as many as there are, when none.
    #[schema(required)]
    daily: Option<i64>,
    /// What was charged today, less what was returned.
    #[schema(examples(120))]
    spent_today: i64,
    /// What is held now; it counts as well.
    #[schema(minimum = 0, examples(15))]
    held: i64,
    /// When the next day begins: midnight in China.
    resets_at: DateTime<Utc>,
}

impl From<DailyCap> for CapsView {
    fn from(cap: DailyCap) -> Self {
        Self {
            daily: cap.limit.map(Credits::get),
            spent_today: cap.today.net().get(),
            held: cap.today.held.get(),
            resets_at: cap.resets_at,
        }
    }
}

/// The caps to be set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SetSpendingCapsBody)]
struct SetCapsBody {
    /// How many credits may be spent in a day of UTC+8; null for as many as there are.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(minimum = 0, maximum = 1_000_000_000, required, examples(500))]
    daily: Option<i64>,
}

/// The caps on what the caller spends
#[utoipa::path(
    tag = "credits",
    security(("bearer" = []), ("api_key" = ["billing"])),
    responses((status = 200, body = CapsView, description = "As they stand now"))
)]
#[get("/credits/caps")]
pub(super) async fn get_spending_caps(api: Data<Api>, who: Caller) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(CapsView::from(api.credits.daily_cap(who.actor).await?)))
}

/// Cap what the caller spends
///
/// Charges less what was returned, and what is held, count; a hold that would go beyond is refused with
/// `spending_cap_reached`, and a production pauses. What is held already stays held.
#[utoipa::path(
    tag = "credits",
    request_body = SetCapsBody,
    responses((status = 200, body = CapsView, description = "As they stand now"))
)]
#[put("/credits/caps")]
pub(super) async fn update_spending_caps(
    api: Data<Api>,
    who: SignedIn,
    body: Body<SetCapsBody>,
) -> Result<HttpResponse, Problem> {
    let caps = api.credits.set_daily_cap(who.actor, body.0.daily.map(Credits::new)).await?;
    Ok(HttpResponse::Ok().json(CapsView::from(caps)))
}

impl From<SetCapError> for Problem {
    fn from(error: SetCapError) -> Self {
        match error {
            SetCapError::Invalid(invalid) => invalid.into(),
            SetCapError::Store(error) => error.into(),
        }
    }
}
