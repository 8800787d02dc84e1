use super::view::UserView;
use crate::{
    extract::Caller,
    problem::{Code, Problem},
    state::Api,
};
use actix_web::{HttpResponse, get, web::Data};

/// Who one is
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = UserView, description = "The account"))
)]
#[get("/me")]
pub(super) async fn get_me(api: Data<Api>, who: Caller) -> Result<HttpResponse, Problem> {
    let user = api.accounts.me(who.actor).await?.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    Ok(HttpResponse::Ok().json(UserView::at(api.clock.now(), user)))
}
