use super::{
    ProveRefusals,
    view::{CodeBody, StepUpView},
};
use crate::{
    extract::{Body, SignedIn},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};

/// Prove who one is by the second factor
///
/// For ten minutes this session may then do what answers `step_up_required` otherwise: change security settings, and
/// what admins change. A code is accepted once; after five wrong ones there is a pause.
#[utoipa::path(
    tag = "accounts",
    request_body = CodeBody,
    responses(
        (status = 200, body = StepUpView, description = "The proof counts"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`two_factor_off`"),
        ProveRefusals,
    )
)]
#[post("/auth/step-up")]
pub(super) async fn create_step_up(
    api: Data<Api>,
    who: SignedIn,
    body: Body<CodeBody>,
) -> Result<HttpResponse, Problem> {
    let until = api.two_factor.prove(who.actor, who.claims.session_id, &body.0.code).await?;
    Ok(HttpResponse::Ok().json(StepUpView { until }))
}
