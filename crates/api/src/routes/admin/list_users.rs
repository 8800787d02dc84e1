use super::view::ManagedUserView;
use crate::{
    extract::{Admin, Query},
    problem::{Problem, ProblemView},
    state::Api,
    view::{ListQuery, Listed, Role, UserStatus},
    wording,
};
use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use xinggen_domain::{identity::Identity, user::UserFilter};

/// Which users; every given part must match.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UserListQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
    /// With this e-mail address or phone number.
    identity: Option<String>,
    /// With this role.
    #[param(inline)]
    role: Option<Role>,
    /// With this status.
    #[param(inline)]
    status: Option<UserStatus>,
}

/// A page of users, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct ManagedUserPage {
    /// The users.
    items: Vec<ManagedUserView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The users, newest first
#[utoipa::path(
    tag = "admin",
    params(UserListQuery),
    responses(
        (status = 200, body = ManagedUserPage, description = "A page"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`forbidden`"),
    )
)]
#[get("/admin/users")]
pub(super) async fn list_users(
    api: Data<Api>,
    who: Admin,
    query: Query<UserListQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = query.0;
    let unreadable = || Problem::invalid("identity", "malformed", wording::NO_IDENTITY);
    let read = |text: String| Identity::read(&text).ok_or_else(unreadable);
    let filter = UserFilter {
        identity: asked.identity.map(read).transpose()?,
        role: asked.role.map(Into::into),
        status: asked.status.map(Into::into),
    };
    let query = ListQuery::of(asked.limit, asked.cursor);
    let users = api.accounts.users(who.0, &filter, query.page()?).await?;
    let listed = Listed::of(users, &query, |user| user.id.to_string());
    let items = listed.items.into_iter().map(|user| ManagedUserView::at(api.clock.now(), user)).collect();
    Ok(HttpResponse::Ok().json(ManagedUserPage { items, next_cursor: listed.next_cursor }))
}
