use crate::{
    extract::SteppedUp,
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};

/// Give the second factor up
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 204, description = "It is forgotten"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[delete("/me/two-factor")]
pub(super) async fn delete_two_factor(api: Data<Api>, who: SteppedUp) -> Result<HttpResponse, Problem> {
    api.two_factor.disable(who.actor).await?;
    Ok(HttpResponse::NoContent().finish())
}
