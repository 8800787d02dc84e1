use crate::{
    extract::{PathId, SignedIn},
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{HttpResponse, delete, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::RevokeSessionError;
use xinggen_domain::{Id, SessionId, session::Session};

/// One place where the account is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeviceSession)]
struct DeviceSessionView {
    /// Its id.
    id: Uuid,
    /// The program, as it names itself.
    #[schema(required, examples("Mozilla/5.0"))]
    user_agent: Option<String>,
    /// The network address that it was opened from.
    #[schema(required, examples("203.0.113.7"))]
    address: Option<String>,
    /// When it was opened.
    created_at: DateTime<Utc>,
    /// When it was last used, to within the time that an access token holds.
    last_used_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    current: bool,
}

/// The sessions, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct DeviceSessionPage {
    /// The sessions.
    items: Vec<DeviceSessionView>,
    /// Always none: all are on one page.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl DeviceSessionView {
    fn of(session: Session, current: SessionId) -> Self {
        Self {
            id: session.id.as_uuid(),
            user_agent: session.device.user_agent,
            address: session.device.address.map(|address| address.to_string()),
            created_at: session.created_at,
            last_used_at: session.refreshed_at,
            current: session.id == current,
        }
    }
}

/// Where the account is signed in, newest first
#[utoipa::path(tag = "accounts", responses((status = 200, body = DeviceSessionPage, description = "The sessions")))]
#[get("/me/sessions")]
pub(super) async fn list_sessions(api: Data<Api>, who: SignedIn) -> Result<HttpResponse, Problem> {
    let sessions = api.accounts.sessions(who.actor).await?;
    let current = who.claims.session_id;
    let items = sessions.into_iter().map(|session| DeviceSessionView::of(session, current)).collect();
    Ok(HttpResponse::Ok().json(DeviceSessionPage { items, next_cursor: None }))
}

/// Sign out everywhere else
#[utoipa::path(tag = "accounts", responses((status = 204, description = "Only this session is left")))]
#[delete("/me/sessions")]
pub(super) async fn end_other_sessions(api: Data<Api>, who: SignedIn) -> Result<HttpResponse, Problem> {
    api.accounts.revoke_other_sessions(who.actor, who.claims.session_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sign out in one place
///
/// Its tokens are refused within a second.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "That session is over")))]
#[delete("/me/sessions/{session_id}")]
pub(super) async fn end_own_session(
    api: Data<Api>,
    who: SignedIn,
    id: PathId<SessionId>,
) -> Result<HttpResponse, Problem> {
    api.accounts.revoke_session(who.actor, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<RevokeSessionError> for Problem {
    fn from(error: RevokeSessionError) -> Self {
        match error {
            RevokeSessionError::NotFound => Self::new(Code::NotFound),
            RevokeSessionError::Store(error) => error.into(),
        }
    }
}
