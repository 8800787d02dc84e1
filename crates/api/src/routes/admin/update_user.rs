use super::view::ManagedUserView;
use crate::{
    extract::{ActingAdmin, Body, PathId},
    problem::{Problem, ProblemView},
    state::Api,
    view::{Role, UserStatus},
    wording,
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::UserChange;
use xinggen_domain::UserId;

/// What to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UserChange)]
struct UserChangeBody {
    /// What the user may do: `admin` or `user`. `vip` is refused: a membership is granted by
    /// `POST /admin/users/{user_id}/memberships`.
    #[schema(examples("user"))]
    role: Option<Role>,
    /// Whether the user may come in: `active` or `disabled`. Users erase their accounts themselves.
    #[schema(examples("disabled"))]
    status: Option<UserStatus>,
}

/// Change a user's role or status
///
/// Whoever is disabled is signed out everywhere within a second. Two administrators who change one user at once both
/// get what they asked for, so this needs no `If-Match`. The role `vip` is a membership that holds at the moment and
/// changes with neither: it is granted and revoked by itself.
#[utoipa::path(
    tag = "admin",
    request_body = UserChangeBody,
    responses(
        (status = 200, body = ManagedUserView, description = "The user"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`forbidden` or `step_up_required`"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`own_account`"),
    )
)]
#[patch("/admin/users/{user_id}")]
pub(super) async fn update_user(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<UserId>,
    body: Body<UserChangeBody>,
) -> Result<HttpResponse, Problem> {
    let UserChangeBody { role, status } = body.0;
    if matches!(status, Some(UserStatus::Erased)) {
        return Err(Problem::invalid("status", "unknown", wording::NOT_ERASED));
    }
    let change = UserChange { role: role.map(Into::into), status: status.map(Into::into) };
    let user = api.accounts.change_user(who.0, id.0, change).await?;
    Ok(HttpResponse::Ok().json(ManagedUserView::at(api.clock.now(), user)))
}
