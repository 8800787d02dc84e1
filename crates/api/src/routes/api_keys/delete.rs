use crate::{
    extract::{PathId, SteppedUp},
    problem::{Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_domain::ApiKeyId;

/// Revoke an API key
///
/// It lets nobody in any more, everywhere within a second.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 204, description = "It is revoked"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[delete("/me/api-keys/{api_key_id}")]
pub(super) async fn delete_api_key(
    api: Data<Api>,
    who: SteppedUp,
    id: PathId<ApiKeyId>,
) -> Result<HttpResponse, Problem> {
    if !api.keys.revoke(who.actor, id.0).await? {
        return Err(Problem::not_found());
    }
    Ok(HttpResponse::NoContent().finish())
}
