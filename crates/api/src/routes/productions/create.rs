use super::view::{ProductionDetailView, current};
use crate::{
    extract::{Caller, Costly, IdempotencyHeader, PathId},
    problem::{Code, Problem, refusals},
    state::{API_PREFIX, Api},
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{RequestProductionError, StartProduction};
use xinggen_domain::{EpisodeId, Id};

/// How to produce an episode.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateProductionBody)]
struct CreateProductionBody {
    /// Whether to go on without waiting for approval of the exact quote, which is there once the storyboard is.
    #[serde(default)]
    auto_approve: bool,
    /// Whether subtitles stand in the picture; they are kept beside it in any case.
    #[serde(default = "yes")]
    #[schema(default = true)]
    burn_subtitles: bool,
    /// The quote for which it is to be had: nothing is started when it would cost something else now.
    quote_id: Option<Uuid>,
}

const fn yes() -> bool {
    true
}

/// Produce an episode, from script to cut
///
/// What is current is skipped; what is missing or stale is made, each step a job with a hold of its own. Unless
/// `auto_approve` is set, the production waits with an exact quote once the storyboard is there. When credits run out it
/// pauses and says what is missing.
#[utoipa::path(
    tag = "productions",
    security(("bearer" = []), ("api_key" = ["generate"])),
    params(IdempotencyHeader),
    request_body = CreateProductionBody,
    responses(
        (status = 202, body = ProductionDetailView, description = "The production", headers(("Location" = String))),
        ProductionRefusals,
    )
)]
#[post("/episodes/{episode_id}/productions")]
pub(super) async fn create_production(
    api: Data<Api>,
    who: Caller,
    episode: PathId<EpisodeId>,
    costly: Costly<CreateProductionBody>,
) -> Result<HttpResponse, Problem> {
    let CreateProductionBody { auto_approve, burn_subtitles, quote_id } = costly.body;
    let start = StartProduction { episode_id: episode.0, auto_approve, burn_subtitles };
    let requested = match quote_id {
        Some(quote) => {
            api.productions.request_quoted(who.actor, start, Id::from_uuid(quote), costly.key).await
        }
        None => api.productions.request(who.actor, start, costly.key).await,
    };
    let id = requested?.production.id;
    let view = current(&api, who.actor, id).await?;
    let location = format!("{API_PREFIX}/productions/{id}");
    Ok(HttpResponse::Accepted().insert_header((LOCATION, location)).json(view))
}

impl From<RequestProductionError> for Problem {
    fn from(error: RequestProductionError) -> Self {
        match error {
            RequestProductionError::NotFound => Self::not_found(),
            RequestProductionError::KeyReused => Self::new(Code::IdempotencyKeyReused),
            RequestProductionError::InFlight => Self::new(Code::RequestInFlight).retry_after(1),
            RequestProductionError::AlreadyLive(id) => {
                Self::new(Code::ProductionLive).with("production_id", id.to_string())
            }
            RequestProductionError::Insufficient(short) => short.into(),
            RequestProductionError::Quote(unusable) => unusable.into(),
            RequestProductionError::NoPrice(no_price) => no_price.into(),
            RequestProductionError::CapReached(reached) => reached.into(),
            RequestProductionError::Quota(reached) => reached.into(),
            RequestProductionError::Store(error) => error.into(),
        }
    }
}

refusals! {
    /// What the order of a production is refused with.
    ProductionRefusals = [
        InsufficientCredits, ProductionLive, NoPrice, SpendingCapReached, QuoteExpired, QuoteChanged,
        QuoteForOther, QuotaReached, IdempotencyKeyReused, InvalidRequest,
    ];
}
