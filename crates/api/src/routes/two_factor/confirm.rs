use super::{
    ProveRefusals,
    view::{CodeBody, RecoveryCodesView},
};
use crate::{
    extract::{Body, SignedIn},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};

/// Put the second factor in force by a code of it
///
/// Answers with ten recovery codes for when the app is lost. It counts as a proof in this session.
#[utoipa::path(
    tag = "accounts",
    request_body = CodeBody,
    responses(
        (status = 200, body = RecoveryCodesView, description = "It is in force"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`two_factor_off`"),
        ProveRefusals,
    )
)]
#[post("/me/two-factor/confirm")]
pub(super) async fn confirm_two_factor(
    api: Data<Api>,
    who: SignedIn,
    body: Body<CodeBody>,
) -> Result<HttpResponse, Problem> {
    let recovery_codes = api.two_factor.confirm(who.actor, who.claims.session_id, &body.0.code).await?;
    Ok(HttpResponse::Ok().json(RecoveryCodesView { recovery_codes }))
}
