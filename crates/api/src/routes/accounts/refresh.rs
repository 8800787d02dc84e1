use super::view::SessionView;
use crate::{
    extract::Body,
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::RefreshSessionError;

/// The token to exchange.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefreshBody)]
struct RefreshBody {
    /// The refresh token that was given last.
    #[schema(examples("0Zr8kT5mQ1nV4xW7yB2cD9eF6gH3jK0lM5pR8sU1aTo"))]
    refresh_token: String,
}

/// Exchange a refresh token for the next pair of tokens
///
/// A refresh token is used once. The same one again within 30 seconds (a lost answer, two tabs) gives the same next
/// one; later it ends the session.
#[utoipa::path(
    tag = "accounts",
    security(()),
    request_body = RefreshBody,
    responses(
        (status = 200, body = SessionView, description = "The next pair of tokens"),
        (status = 401, body = ProblemView, content_type = "application/problem+json", description = "`session_over`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`account_disabled`"),
    )
)]
#[post("/auth/refresh")]
pub(super) async fn refresh_session(
    api: Data<Api>,
    body: Body<RefreshBody>,
) -> Result<HttpResponse, Problem> {
    let signed_in = api.accounts.refresh(&body.0.refresh_token).await?;
    Ok(HttpResponse::Ok().json(SessionView::at(api.clock.now(), signed_in)))
}

impl From<RefreshSessionError> for Problem {
    fn from(error: RefreshSessionError) -> Self {
        match error {
            RefreshSessionError::Over | RefreshSessionError::Reused => Self::new(Code::SessionOver),
            RefreshSessionError::Disabled => Self::new(Code::AccountDisabled),
            RefreshSessionError::Store(error) => error.into(),
        }
    }
}
