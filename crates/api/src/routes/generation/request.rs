use crate::{
    extract::{Caller, Costly},
    problem::{Code, Problem, refusals},
    state::Api,
    view::JobDetailView,
};
use actix_web::HttpResponse;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{GenerationOrder, RequestGenerationError};
use xinggen_domain::{Id, job::Operation, production::Missing, take::Target};

/// Nothing needs to be said beyond the path; `{}` will do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GenerateBody)]
pub(super) struct GenerateBody {
    /// The quote for which it is to be had: nothing is ordered when it would cost something else now.
    quote_id: Option<Uuid>,
}

/// Orders a generation and answers with its job.
pub(super) async fn request(
    api: &Api,
    who: &Caller,
    costly: Costly<GenerateBody>,
    operation: Operation,
    target: Target,
) -> Result<HttpResponse, Problem> {
    let GenerateBody { quote_id } = costly.body;
    let order = GenerationOrder { operation, target };
    let (generations, actor) = (api.generations.clone(), who.actor);
    let requested = api
        .apart(async move {
            match quote_id {
                Some(quote) => {
                    generations.request_quoted(actor, order, Id::from_uuid(quote), costly.key).await
                }
                None => generations.request(actor, order, costly.key).await,
            }
        })
        .await??;
    Ok(JobDetailView::from(requested).accepted())
}

impl From<RequestGenerationError> for Problem {
    fn from(error: RequestGenerationError) -> Self {
        match error {
            RequestGenerationError::NotFound => Self::not_found(),
            RequestGenerationError::KeyReused => Self::new(Code::IdempotencyKeyReused),
            RequestGenerationError::InFlight => Self::new(Code::RequestInFlight).retry_after(1),
            RequestGenerationError::NotReady(missing) => not_ready(&missing),
            RequestGenerationError::AlreadyRunning(job) => {
                Self::new(Code::JobLive).with("job_id", job.id.to_string())
            }
            RequestGenerationError::Insufficient(short) => short.into(),
            RequestGenerationError::Quote(unusable) => unusable.into(),
            RequestGenerationError::CapReached(reached) => reached.into(),
            RequestGenerationError::Quota(reached) => reached.into(),
            RequestGenerationError::NoPrice(no_price) => no_price.into(),
            RequestGenerationError::Store(error) => error.into(),
        }
    }
}

/// Says what is missing, for people and, in `needs`, for programs.
fn not_ready(missing: &[Missing]) -> Problem {
    let words: Vec<String> = missing.iter().map(word).collect();
    let needs: Vec<Value> = missing.iter().map(need).collect();
    Problem::new(Code::NotReady).with("missing", words.join(", ")).with("needs", needs)
}

fn word(missing: &Missing) -> String {
    match missing {
        Missing::Text => "source".to_owned(),
        Missing::Shots => "storyboard".to_owned(),
        Missing::Lines => "lines".to_owned(),
        Missing::Voice(_) => "voice".to_owned(),
        Missing::Result(operation, target) => format!("{operation} ({} {})", target.kind(), target.uuid()),
    }
}

fn need(missing: &Missing) -> Value {
    match missing {
        Missing::Text => json!({ "what": "source" }),
        Missing::Shots => json!({ "what": "storyboard" }),
        Missing::Lines => json!({ "what": "lines" }),
        Missing::Voice(of) => json!({ "what": "voice", "character_id": of.map(|id| id.to_string()) }),
        Missing::Result(operation, target) => json!({
            "what": operation.code(), "target_kind": target.kind(), "target_id": target.uuid(),
        }),
    }
}

refusals! {
    /// What an order of one thing is refused with.
    OrderRefusals = [
        InsufficientCredits, JobLive, NotReady, NoPrice, SpendingCapReached, QuoteExpired, QuoteChanged,
        QuoteForOther, QuotaReached, IdempotencyKeyReused, InvalidRequest,
    ];
    /// The same where no quote can be named.
    RetryRefusals = [
        InsufficientCredits, JobLive, NotReady, NoPrice, SpendingCapReached, QuotaReached, WrongState,
    ];
}
