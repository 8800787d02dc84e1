use super::view::TwoFactorView;
use crate::{extract::SignedIn, problem::Problem, state::Api};
use actix_web::{HttpResponse, get, web::Data};

/// How the second factor stands
#[utoipa::path(tag = "accounts", responses((status = 200, body = TwoFactorView, description = "It stands so")))]
#[get("/me/two-factor")]
pub(super) async fn get_two_factor(api: Data<Api>, who: SignedIn) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(TwoFactorView::from(api.two_factor.view(who.actor).await?)))
}
