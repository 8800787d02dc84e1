use crate::{
    extract::{ActingAdmin, Costly, IdempotencyHeader, PathId, moment},
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{Gift, GiveCredits, GiveCreditsError, Return};
use xinggen_domain::{Id as _, JobId, LotId, UserId, ledger::CreditBackError};

/// How credits are given.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum GiftKind {
    /// Sets the balance right, up or down.
    Adjust,
    /// Makes up for a fault.
    Compensate,
    /// Records money that came in otherwise, such as a bank transfer; name it in the reason.
    Recharge,
}

impl From<GiftKind> for Gift {
    fn from(kind: GiftKind) -> Self {
        match kind {
            GiftKind::Adjust => Self::Adjust,
            GiftKind::Compensate => Self::Compensate,
            GiftKind::Recharge => Self::Recharge,
        }
    }
}

/// Credits for a user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GiveCreditsBody)]
struct GiveCreditsBody {
    /// How they are given.
    #[schema(examples("compensate"))]
    kind: GiftKind,
    /// How many: 1 to 100,000,000; negative takes, for `adjust` only.
    #[schema(examples(50), minimum = -100_000_000, maximum = 100_000_000, extensions(("x-not" = json!({ "const": 0 }))))]
    amount: i64,
    /// Until when they last; for ever, when it is left out.
    #[schema(examples("2027-01-01T00:00:00Z"))]
    #[serde(default, deserialize_with = "moment")]
    expires_at: Option<DateTime<Utc>>,
    /// Why; it stands in the user's audit log, and the user's statement shows it. Name nobody: it stays when the account
    /// is erased.
    #[schema(examples("补偿：第三集成片失败"), min_length = 1, max_length = 200)]
    reason: String,
}

/// Give a user credits, or set the balance right
///
/// Posted to the user's statement with the administrator behind it, and noted in the user's audit log.
#[utoipa::path(
    tag = "admin",
    params(IdempotencyHeader),
    request_body = GiveCreditsBody,
    responses(
        (status = 204, description = "Done, now or by the same request before"),
        (status = 402, body = ProblemView, content_type = "application/problem+json", description = "`insufficient_credits`: more is to be taken than there is"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[post("/admin/users/{user_id}/credits")]
pub(super) async fn grant_credits(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<UserId>,
    costly: Costly<GiveCreditsBody>,
) -> Result<HttpResponse, Problem> {
    let GiveCreditsBody { kind, amount, expires_at, reason } = costly.body;
    let give = GiveCredits { gift: kind.into(), amount, expires_at, reason };
    api.credits.give(who.0, id.0, give, costly.key).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Part of a charge that comes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreditBackBody)]
struct CreditBackBody {
    /// The job that was charged.
    job_id: Uuid,
    /// How many credits, at most what the job was charged and did not come back yet.
    #[schema(examples(5), minimum = 1, maximum = 100_000_000)]
    amount: i64,
    /// Why; it stands in the user's audit log, and the user's statement shows it. Name nobody: it stays when the account
    /// is erased.
    #[schema(examples("画面与提示不符"), min_length = 1, max_length = 200)]
    reason: String,
}

/// Credit part of a charge back
///
/// The credits return to the lots they came from, the one that was spent last first; what belongs to a lot that has
/// expired meanwhile lives seven more days.
#[utoipa::path(
    tag = "admin",
    params(IdempotencyHeader),
    request_body = CreditBackBody,
    responses(
        (status = 204, description = "Done, now or by the same request before"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`too_much`: so much was not charged, or it came back already"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[post("/admin/users/{user_id}/credit-backs")]
pub(super) async fn create_credit_back(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<UserId>,
    costly: Costly<CreditBackBody>,
) -> Result<HttpResponse, Problem> {
    let CreditBackBody { job_id, amount, reason } = costly.body;
    let give = Return { amount, reason: &reason };
    api.credits.credit_back(who.0, id.0, JobId::from_uuid(job_id), give, costly.key).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A purchase whose money is returned.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundBody)]
struct RefundBody {
    /// The lot that was bought.
    lot_id: Uuid,
    /// How many credits go, at most what is left of the lot and not held.
    #[schema(examples(100), minimum = 1, maximum = 100_000_000)]
    amount: i64,
    /// Why; it stands in the user's audit log, and the user's statement shows it. Name nobody: it stays when the account
    /// is erased.
    #[schema(examples("退款单 20261122-07"), min_length = 1, max_length = 200)]
    reason: String,
}

/// Take what is left of a purchase, because its money is returned
#[utoipa::path(
    tag = "admin",
    params(IdempotencyHeader),
    request_body = RefundBody,
    responses(
        (status = 204, description = "Done, now or by the same request before"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`too_much`: so much is not left of a purchase"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[post("/admin/users/{user_id}/refunds")]
pub(super) async fn refund_purchase(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<UserId>,
    costly: Costly<RefundBody>,
) -> Result<HttpResponse, Problem> {
    let RefundBody { lot_id, amount, reason } = costly.body;
    let give = Return { amount, reason: &reason };
    api.credits.refund(who.0, id.0, LotId::from_uuid(lot_id), give, costly.key).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<GiveCreditsError> for Problem {
    fn from(error: GiveCreditsError) -> Self {
        match error {
            GiveCreditsError::Forbidden => Self::new(Code::Forbidden),
            GiveCreditsError::KeyReused => Self::new(Code::IdempotencyKeyReused),
            GiveCreditsError::InFlight => Self::new(Code::RequestInFlight).retry_after(1),
            GiveCreditsError::NotFound => Self::not_found(),
            GiveCreditsError::Invalid(invalid) => invalid.into(),
            GiveCreditsError::Insufficient(short) => short.into(),
            GiveCreditsError::CreditBack(CreditBackError::OutOfRange { left }) => too_much(left.get()),
            GiveCreditsError::CreditBack(error @ CreditBackError::LotUnknown(_)) => Self::internal(error),
            GiveCreditsError::Refund(error) => too_much(error.left.get()),
            GiveCreditsError::Store(error) => error.into(),
        }
    }
}

fn too_much(left: i64) -> Problem {
    Problem::new(Code::TooMuch).with("left", left)
}
