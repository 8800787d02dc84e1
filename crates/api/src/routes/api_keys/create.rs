use super::view::CreatedApiKeyView;
use crate::{
    extract::{Body, SteppedUp, moment},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::Scope,
};
use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{CreateApiKey, CreateApiKeyError};
use xinggen_domain::{api_key::MOST_LIVE, time::whole_micros};

/// A key to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateApiKeyBody)]
struct CreateApiKeyBody {
    /// What it is called, 1 to 60 characters.
    #[schema(examples("nightly build"), min_length = 1, max_length = 60)]
    name: String,
    /// What it may be used for; at least one.
    #[schema(min_items = 1)]
    scopes: Vec<Scope>,
    /// When it ends by itself; without it, when it is deleted.
    #[serde(default, deserialize_with = "moment")]
    expires_at: Option<DateTime<Utc>>,
}

/// Make an API key
///
/// A program sends it where a person's client sends an access token. It is told once, here. A user has at most 20 that
/// are live.
#[utoipa::path(
    tag = "accounts",
    request_body = CreateApiKeyBody,
    responses(
        (status = 201, body = CreatedApiKeyView, description = "The key is made"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`too_many_keys`"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[post("/me/api-keys")]
pub(super) async fn create_api_key(
    api: Data<Api>,
    who: SteppedUp,
    body: Body<CreateApiKeyBody>,
) -> Result<HttpResponse, Problem> {
    let CreateApiKeyBody { name, scopes, expires_at } = body.0;
    let scopes = scopes.into_iter().map(Into::into).collect();
    let create = CreateApiKey { name, scopes, expires_at: expires_at.map(whole_micros) };
    let created = api.keys.create(who.actor, create).await?;
    Ok(HttpResponse::Created().json(CreatedApiKeyView::from(created)))
}

impl From<CreateApiKeyError> for Problem {
    fn from(error: CreateApiKeyError) -> Self {
        match error {
            CreateApiKeyError::Invalid(invalid) => invalid.into(),
            CreateApiKeyError::TooMany => Self::new(Code::TooManyKeys).with("limit", MOST_LIVE),
            CreateApiKeyError::Store(error) => error.into(),
        }
    }
}
