use crate::{
    extract::{Body, Caller, PathId},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::{EngineView, Operation, QuoteView},
    wording,
};
use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{GenerationOrder, QuoteGenerationError, QuoteProductionError, UnusableQuote};
use xinggen_domain::{
    EpisodeId, Id,
    production::{Models, NoPrice, QuotedStep},
    quote::{Quote, QuoteFault},
    take::Target,
};

/// What to quote: a whole production, or one thing on its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuoteBody)]
struct QuoteBody {
    /// One thing on its own; without it, a production of the episode.
    order: Option<OrderBody>,
    /// Whether subtitles stand in the picture of the production.
    #[serde(default = "yes")]
    #[schema(default = true)]
    burn_subtitles: bool,
}

const fn yes() -> bool {
    true
}

/// One thing to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuoteOrderBody)]
struct OrderBody {
    /// What to do.
    operation: Operation,
    /// On what: `episode`, `character`, `scene`, `prop`, `shot` or `line`.
    #[schema(examples("shot"), pattern = "^(episode|character|scene|prop|shot|line)$")]
    target_kind: String,
    /// The id of it.
    target_id: Uuid,
}

/// What something would cost now, step by step.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = QuoteDetail)]
struct QuoteDetailView {
    /// Its id: send it with the order to have it for just this.
    quote_id: Uuid,
    /// Until when it holds: 10 minutes.
    expires_at: DateTime<Utc>,
    #[serde(flatten)]
    quote: QuoteView,
    /// The steps that are known already; what is current is not among them.
    steps: Vec<QuotedStepView>,
    /// What has to be known beside the price; usually nothing.
    notes: Vec<QuoteNote>,
}

/// `references_not_taken`: what would draw the shots takes no pictures of cast, scenes and props along, so looks may differ
/// from shot to shot.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum QuoteNote {
    ReferencesNotTaken,
}

impl From<xinggen_application::QuoteNote> for QuoteNote {
    fn from(note: xinggen_application::QuoteNote) -> Self {
        match note {
            xinggen_application::QuoteNote::ReferencesNotTaken => Self::ReferencesNotTaken,
        }
    }
}

/// One step and its price.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = QuotedStep)]
struct QuotedStepView {
    /// What is to be done.
    operation: Operation,
    /// On what.
    #[schema(examples("shot"))]
    target_kind: &'static str,
    /// The id of it.
    target_id: Uuid,
    /// At most so many credits.
    amount: i64,
    /// What would do it, and on whose key.
    engine: EngineView,
}

impl QuoteDetailView {
    fn of(quote: Quote, models: &Models, notes: Vec<xinggen_application::QuoteNote>) -> Self {
        Self {
            quote_id: quote.id.as_uuid(),
            expires_at: quote.expires_at,
            quote: quote.amount().into(),
            steps: quote.forecast.steps.into_iter().map(|step| QuotedStepView::of(step, models)).collect(),
            notes: notes.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<UnusableQuote> for Problem {
    fn from(unusable: UnusableQuote) -> Self {
        let problem = match unusable.fault {
            QuoteFault::Unknown => return Self::not_found(),
            QuoteFault::ForOther => return Self::new(Code::QuoteForOther),
            QuoteFault::Expired => Self::new(Code::QuoteExpired),
            QuoteFault::Changed => Self::new(Code::QuoteChanged),
        };
        let fresh = unusable.fresh.map(|fresh| QuoteDetailView::of(fresh.quote, &fresh.models, fresh.notes));
        problem.with("quote", serde_json::to_value(fresh).unwrap_or_default())
    }
}

impl QuotedStepView {
    fn of(quoted: QuotedStep, models: &Models) -> Self {
        Self {
            operation: quoted.operation.into(),
            target_kind: quoted.target.kind(),
            target_id: quoted.target.uuid(),
            amount: quoted.quote.amount.get(),
            engine: models.engine(quoted.operation).into(),
        }
    }
}

/// What it would cost now
///
/// Exact for what is known, and at most `ceiling` more for what only the storyboard will tell. Nothing is held. The quote
/// is kept for 10 minutes: an order that names it is done for just that, or not at all.
#[utoipa::path(
    tag = "generation",
    security(("bearer" = []), ("api_key" = ["read"])),
    request_body = QuoteBody,
    responses(
        (status = 200, body = QuoteDetailView, description = "The quote"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`no_price`"),
    )
)]
#[post("/episodes/{episode_id}/quotes")]
pub(super) async fn create_quote(
    api: Data<Api>,
    who: Caller,
    episode: PathId<EpisodeId>,
    body: Body<QuoteBody>,
) -> Result<HttpResponse, Problem> {
    let view = match body.0.order {
        None => {
            let burn_subtitles = body.0.burn_subtitles;
            let quote = api.quotes.keep_production(who.actor, episode.0, burn_subtitles).await?;
            let notes = api.quotes.notes(&quote.forecast);
            QuoteDetailView::of(quote, &api.quotes.models(who.actor).await?, notes)
        }
        Some(order) => one(&api, &who, episode.0, order).await?,
    };
    Ok(HttpResponse::Ok().json(view))
}

async fn one(
    api: &Api,
    who: &Caller,
    episode: EpisodeId,
    order: OrderBody,
) -> Result<QuoteDetailView, Problem> {
    api.episodes.get_episode(who.actor, episode).await?.ok_or_else(Problem::not_found)?;
    let target = Target::from_parts(&order.target_kind, order.target_id)
        .map_err(|_| Problem::invalid("order.target_kind", "unknown_value", wording::NO_TARGET_KIND))?;
    let asked = GenerationOrder { operation: order.operation.into(), target };
    let quoted =
        api.quotes.keep_generation(who.actor, episode, asked).await.map_err(|error| match error {
            QuoteGenerationError::NotFound => {
                Problem::invalid("order.target_id", "unknown_value", wording::NO_TARGET)
            }
            QuoteGenerationError::NoPrice(no_price) => no_price.into(),
            QuoteGenerationError::Store(error) => error.into(),
        })?;
    let notes = api.quotes.notes(&quoted.forecast);
    Ok(QuoteDetailView::of(quoted, &api.quotes.models(who.actor).await?, notes))
}

impl From<NoPrice> for Problem {
    fn from(no_price: NoPrice) -> Self {
        Self::new(Code::NoPrice).with("operation", no_price.0.code())
    }
}

impl From<QuoteProductionError> for Problem {
    fn from(error: QuoteProductionError) -> Self {
        match error {
            QuoteProductionError::NotFound => Self::not_found(),
            QuoteProductionError::NoPrice(no_price) => no_price.into(),
            QuoteProductionError::Store(error) => error.into(),
        }
    }
}
