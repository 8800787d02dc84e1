use super::view::RecoveryCodesView;
use crate::{
    extract::SteppedUp,
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, post, web::Data};

/// Replace the recovery codes
///
/// Those of before let nobody in any more.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 201, body = RecoveryCodesView, description = "The new ones"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`two_factor_off`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[post("/me/two-factor/recovery-codes")]
pub(super) async fn create_recovery_codes(api: Data<Api>, who: SteppedUp) -> Result<HttpResponse, Problem> {
    let codes = api.two_factor.renew_recovery(who.actor).await?;
    let recovery_codes = codes.ok_or_else(|| Problem::new(Code::TwoFactorOff))?;
    Ok(HttpResponse::Created().json(RecoveryCodesView { recovery_codes }))
}
