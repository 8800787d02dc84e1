use crate::{
    extract::{Query, SignedIn},
    problem::Problem,
    state::Api,
    view::{ListQuery, Listed},
};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{AuditId, Id, audit::AuditEntry};

/// Something that was done to an account; it is never changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(crate) struct AuditView {
    /// Its id.
    id: Uuid,
    /// What was done.
    #[schema(examples("credits_adjusted"))]
    act: &'static str,
    /// Who did it; none for the service itself.
    #[schema(required)]
    actor_id: Option<Uuid>,
    /// To what; may be empty.
    subject: String,
    /// Why; may be empty.
    reason: String,
    /// From which network address; none where that is not known.
    #[schema(required, examples("192.0.2.7"))]
    address: Option<String>,
    /// When.
    created_at: DateTime<Utc>,
}

impl From<AuditEntry> for AuditView {
    fn from(entry: AuditEntry) -> Self {
        Self {
            id: entry.id.as_uuid(),
            act: entry.act.code(),
            actor_id: entry.actor_id.map(Id::as_uuid),
            subject: entry.subject,
            reason: entry.reason,
            address: entry.address.map(|address| address.to_string()),
            created_at: entry.created_at,
        }
    }
}

/// A page of the audit log, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditPage {
    /// The entries.
    items: Vec<AuditView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl AuditPage {
    /// The page that was asked for, of one entry more than it has where there are more.
    pub(crate) fn of(entries: Vec<AuditEntry>, query: &ListQuery) -> Self {
        let listed = Listed::of(entries, query, |entry| entry.id.to_string());
        let items = listed.items.into_iter().map(Into::into).collect();
        Self { items, next_cursor: listed.next_cursor }
    }
}

/// What was done to the caller's account, newest first
///
/// Sign-ins and failed ones, keys and their use, what administrators did, credits that were given or taken.
#[utoipa::path(
    tag = "accounts",
    params(ListQuery),
    responses((status = 200, body = AuditPage, description = "A page"))
)]
#[get("/me/audit")]
pub(super) async fn list_audit(
    api: Data<Api>,
    who: SignedIn,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let page = query.0.page::<AuditId>()?;
    let entries = api.records.own(who.actor, page.after, page.limit).await?;
    Ok(HttpResponse::Ok().json(AuditPage::of(entries, &query.0)))
}
