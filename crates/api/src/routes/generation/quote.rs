use crate::{
    extract::{Body, Caller, PathId},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::{EngineView, Operation, QuoteView},
};
use actix_web::{HttpResponse, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{GenerationOrder, QuoteGenerationError, QuoteProductionError};
use xinggen_domain::{
    EpisodeId,
    production::{Models, NoPrice, ProductionQuote, QuotedStep},
    take::Target,
};

/// What to quote: a whole production, or one thing on its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuoteBody)]
struct QuoteBody {
    /// One thing on its own; without it, a production of the episode.
    order: Option<OrderBody>,
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
    #[serde(flatten)]
    quote: QuoteView,
    /// The steps that are known already; what is current is not among them.
    steps: Vec<QuotedStepView>,
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
/// Exact for what is known, and at most `ceiling` more for what only the storyboard will tell. Nothing is written and
/// nothing is held.
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
            let models = api.productions.models(who.actor).await?;
            let forecast = api.productions.quote(who.actor, episode.0, true).await?;
            let quote = forecast.quote().into();
            QuoteDetailView {
                quote,
                steps: forecast.steps.into_iter().map(|step| QuotedStepView::of(step, &models)).collect(),
            }
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
        .map_err(|error| Problem::invalid("order.target_kind", "unknown_value", error.to_string()))?;
    let asked = GenerationOrder { operation: order.operation.into(), target };
    let quoted = api.generations.quote(who.actor, asked).await.map_err(|error| match error {
        QuoteGenerationError::NotFound => {
            Problem::invalid("order.target_id", "unknown_value", "there is no such target for this operation")
        }
        QuoteGenerationError::NoPrice(no_price) => no_price.into(),
        QuoteGenerationError::Store(error) => error.into(),
    })?;
    let models = api.productions.models(who.actor).await?;
    let step = QuotedStepView::of(QuotedStep { operation: asked.operation, target, quote: quoted }, &models);
    let quote = ProductionQuote { exact: quoted.amount, ..ProductionQuote::default() };
    Ok(QuoteDetailView { quote: quote.into(), steps: vec![step] })
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
