use crate::{
    extract::{Admin, PathId, Query},
    problem::{Code, Problem},
    routes::accounts::AuditPage,
    state::Api,
    view::ListQuery,
};
use actix_web::{HttpResponse, get, web::Data};
use xinggen_application::ReadRecordsError;
use xinggen_domain::{AuditId, UserId};

/// What was done to a user's account, newest first
///
/// That somebody looked is noted there, too.
#[utoipa::path(
    tag = "admin",
    params(ListQuery),
    responses((status = 200, body = AuditPage, description = "A page"))
)]
#[get("/admin/users/{user_id}/audit")]
pub(super) async fn list_user_audit(
    api: Data<Api>,
    who: Admin,
    id: PathId<UserId>,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let page = query.0.page::<AuditId>()?;
    let entries = api.records.of_user(who.0, id.0, page.after, page.limit).await?;
    Ok(HttpResponse::Ok().json(AuditPage::of(entries, &query.0)))
}

/// What was done to the platform, newest first
///
/// Prices that were added, batches of redemption codes, changes of the platform's AI configurations, what operators did
/// with its keys, and everybody who failed to sign in, whether or not there is such an account.
#[utoipa::path(
    tag = "admin",
    params(ListQuery),
    responses((status = 200, body = AuditPage, description = "A page"))
)]
#[get("/admin/audit")]
pub(super) async fn list_platform_audit(
    api: Data<Api>,
    who: Admin,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let page = query.0.page::<AuditId>()?;
    let entries = api.records.of_platform(who.0, page.after, page.limit).await?;
    Ok(HttpResponse::Ok().json(AuditPage::of(entries, &query.0)))
}

impl From<ReadRecordsError> for Problem {
    fn from(error: ReadRecordsError) -> Self {
        match error {
            ReadRecordsError::NotAdmin(_) => Self::new(Code::Forbidden),
            ReadRecordsError::NotFound => Self::not_found(),
            ReadRecordsError::Store(error) => error.into(),
        }
    }
}
