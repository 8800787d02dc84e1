use super::view::ApiKeyPage;
use crate::{
    extract::{Query, SignedIn},
    problem::Problem,
    state::Api,
    view::{ListQuery, Listed},
};
use actix_web::{HttpResponse, get, web::Data};

/// The API keys, newest first
#[utoipa::path(
    tag = "accounts",
    params(ListQuery),
    responses((status = 200, body = ApiKeyPage, description = "A page"))
)]
#[get("/me/api-keys")]
pub(super) async fn list_api_keys(
    api: Data<Api>,
    who: SignedIn,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let keys = api.keys.list(who.actor, query.0.page()?).await?;
    Ok(HttpResponse::Ok().json(ApiKeyPage::from(Listed::of(keys, &query.0, |key| key.id.to_string()))))
}
