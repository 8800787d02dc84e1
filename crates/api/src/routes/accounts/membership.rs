use crate::{
    extract::Caller,
    problem::{Code, Problem},
    state::Api,
    view::{MembershipPlan, Role, TermState},
};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{Membership, MembershipError};
use xinggen_domain::{Id as _, membership::MembershipTerm};

/// How a user stands with the membership.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Membership)]
pub(crate) struct MembershipView {
    /// What the user may do at the moment.
    role: Role,
    /// The plan that was granted and holds at the moment; none without one.
    #[schema(required)]
    plan: Option<MembershipPlan>,
    /// When it ends; none without a plan, or without an end.
    #[schema(required, examples("2027-01-01T00:00:00Z"))]
    ends_at: Option<DateTime<Utc>>,
    /// All terms, newest first.
    terms: Vec<TermView>,
}

/// A span of time for which a plan was granted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MembershipTerm)]
pub(crate) struct TermView {
    /// The id.
    id: Uuid,
    /// The plan.
    plan: MembershipPlan,
    /// Whether it counts.
    state: TermState,
    /// From when on it counts.
    starts_at: DateTime<Utc>,
    /// From when on it counts no more; none for never.
    #[schema(required)]
    ends_at: Option<DateTime<Utc>>,
    /// Why it was granted; may be empty.
    #[schema(examples("内测用户"))]
    reason: String,
}

impl From<MembershipTerm> for TermView {
    fn from(term: MembershipTerm) -> Self {
        Self {
            id: term.id.as_uuid(),
            plan: term.plan.into(),
            state: term.state.into(),
            starts_at: term.starts_at,
            ends_at: term.end(),
            reason: term.reason,
        }
    }
}

impl From<Membership> for MembershipView {
    fn from(membership: Membership) -> Self {
        Self {
            role: membership.role.into(),
            plan: membership.plan.map(Into::into),
            ends_at: membership.ends_at,
            terms: membership.terms.into_iter().map(Into::into).collect(),
        }
    }
}

/// The caller's membership
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = MembershipView, description = "As it stands now"))
)]
#[get("/me/membership")]
pub(super) async fn get_membership(api: Data<Api>, who: Caller) -> Result<HttpResponse, Problem> {
    let membership = api.accounts.own_membership(who.actor).await?;
    Ok(HttpResponse::Ok().json(MembershipView::from(membership)))
}

impl From<MembershipError> for Problem {
    fn from(error: MembershipError) -> Self {
        match error {
            MembershipError::NotAdmin(_) => Self::new(Code::Forbidden),
            MembershipError::KeyReused => Self::new(Code::IdempotencyKeyReused),
            MembershipError::InFlight => Self::new(Code::RequestInFlight).retry_after(1),
            MembershipError::NotFound => Self::not_found(),
            MembershipError::Invalid(invalid) => invalid.into(),
            MembershipError::Store(error) => error.into(),
        }
    }
}
