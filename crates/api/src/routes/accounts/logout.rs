use crate::{extract::SignedIn, problem::Problem, state::Api};
use actix_web::{HttpResponse, post, web::Data};

/// Sign out
///
/// Ends the session of the access token: its tokens are refused from now on.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "Signed out")))]
#[post("/auth/logout")]
pub(super) async fn end_session(api: Data<Api>, who: SignedIn) -> Result<HttpResponse, Problem> {
    api.accounts.sign_out(who.actor, who.claims.session_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
