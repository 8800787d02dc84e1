use crate::{
    extract::{Body, SignedIn},
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xinggen_application::{RedeemCodeError, Redeemed};
use xinggen_domain::redemption::Worthless;

/// A redemption code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RedeemCodeBody)]
struct RedeemBody {
    /// As typed: case, dashes and spaces do not count.
    #[schema(examples("7K3M-9QXT-04WD-BZ5R"))]
    code: String,
}

/// What a code was worth.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RedeemedCode)]
struct RedeemedView {
    /// How many credits.
    #[schema(minimum = 1, examples(100))]
    credits: i64,
    /// Until when they last; for ever, when none.
    #[schema(required)]
    expires_at: Option<DateTime<Utc>>,
}

/// Redeem a code
///
/// A code is good once, for whoever comes first. Ten wrong ones may be tried, then one a minute.
#[utoipa::path(
    tag = "credits",
    request_body = RedeemBody,
    responses(
        (status = 200, body = RedeemedView, description = "The credits are there"),
        (status = 404, body = ProblemView, content_type = "application/problem+json", description = "`unknown_code`"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`code_redeemed`, `code_over`"),
    )
)]
#[post("/credits/redemptions")]
pub(super) async fn redeem_code(
    api: Data<Api>,
    who: SignedIn,
    body: Body<RedeemBody>,
) -> Result<HttpResponse, Problem> {
    let Redeemed { credits, expires_at } = api.redemptions.redeem(who.actor, &body.0.code).await?;
    Ok(HttpResponse::Ok().json(RedeemedView { credits: credits.get(), expires_at }))
}

impl From<RedeemCodeError> for Problem {
    fn from(error: RedeemCodeError) -> Self {
        match error {
            RedeemCodeError::Unknown => Self::new(Code::NoSuchVoucher),
            RedeemCodeError::Worthless(Worthless::Redeemed) => Self::new(Code::VoucherRedeemed),
            RedeemCodeError::Worthless(Worthless::Over(_) | Worthless::Revoked) => {
                Self::new(Code::VoucherOver)
            }
            RedeemCodeError::Throttled(throttled) => throttled.into(),
            RedeemCodeError::Store(error) => error.into(),
        }
    }
}
