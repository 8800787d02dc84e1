use crate::{
    extract::{ActingAdmin, Admin, Costly, IdempotencyHeader, PathId, PathIds, moment},
    problem::{Problem, ProblemView},
    routes::accounts::{MembershipView, TermView},
    state::Api,
    view::MembershipPlan,
};
use actix_web::{HttpResponse, delete, get, post, web::Data};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::GrantTerm;
use xinggen_domain::{TermId, UserId};

/// A term of a membership to grant; it begins at once.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GrantMembershipBody)]
struct GrantMembershipBody {
    /// The plan.
    plan: MembershipPlan,
    /// When it ends; never, when it is left out.
    #[schema(examples("2027-01-01T00:00:00Z"))]
    #[serde(default, deserialize_with = "moment")]
    ends_at: Option<DateTime<Utc>>,
    /// Why; it stands with the term, which the user sees, and in the user's audit log. Name nobody: it stays when the
    /// account is erased.
    #[schema(examples("内测用户"), min_length = 1, max_length = 200)]
    reason: String,
}

/// How a user stands with the membership
#[utoipa::path(
    tag = "admin",
    responses((status = 200, body = MembershipView, description = "As it stands now"))
)]
#[get("/admin/users/{user_id}/memberships")]
pub(super) async fn get_user_membership(
    api: Data<Api>,
    who: Admin,
    id: PathId<UserId>,
) -> Result<HttpResponse, Problem> {
    let membership = api.accounts.membership_of(who.0, id.0).await?;
    Ok(HttpResponse::Ok().json(MembershipView::from(membership)))
}

/// Grant a user a term of a membership
///
/// It begins at once, and holds within a second everywhere. Several terms may overlap: the membership lasts until the
/// latest end. Noted in the user's audit log.
#[utoipa::path(
    tag = "admin",
    params(IdempotencyHeader),
    request_body = GrantMembershipBody,
    responses(
        (status = 201, body = TermView, description = "The term, granted now or by the same request before"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`forbidden` or `step_up_required`"),
    )
)]
#[post("/admin/users/{user_id}/memberships")]
pub(super) async fn grant_membership(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<UserId>,
    costly: Costly<GrantMembershipBody>,
) -> Result<HttpResponse, Problem> {
    let GrantMembershipBody { plan, ends_at, reason } = costly.body;
    let grant = GrantTerm { plan: plan.into(), ends_at, reason };
    let term = api.accounts.grant_membership(who.0, id.0, grant, costly.key).await?;
    Ok(HttpResponse::Created().json(TermView::from(term)))
}

/// Take a term of a user's membership back
///
/// It counts no more at once. What was made under it stays. Noted in the user's audit log.
#[utoipa::path(
    tag = "admin",
    responses(
        (status = 204, description = "Revoked, now or before"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`forbidden` or `step_up_required`"),
    )
)]
#[delete("/admin/users/{user_id}/memberships/{term_id}")]
pub(super) async fn revoke_membership(
    api: Data<Api>,
    who: ActingAdmin,
    ids: PathIds<UserId, TermId>,
) -> Result<HttpResponse, Problem> {
    let PathIds(user, term) = ids;
    api.accounts.revoke_membership(who.0, user, term).await?;
    Ok(HttpResponse::NoContent().finish())
}
