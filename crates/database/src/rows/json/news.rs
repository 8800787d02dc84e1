use super::{parse, write};
use crate::rows::convert::{credits, id, read, some_id, target, uuid};
use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use xinggen_domain::{
    Id,
    error::StoreError,
    event::{EventBody, JobNews, ProductionNews},
    job::JobError,
    production::ProductionQuote,
};

#[derive(Serialize, Deserialize)]
struct JobJson {
    id: Uuid,
    production_id: Option<Uuid>,
    drama_id: Uuid,
    episode_id: Option<Uuid>,
    operation: String,
    target_kind: String,
    target_id: Uuid,
    state: String,
    progress: u8,
    message: String,
    error: Option<ErrorJson>,
}

#[derive(Serialize, Deserialize)]
struct ErrorJson {
    class: String,
    message: String,
}

#[derive(Serialize, Deserialize)]
struct ProductionJson {
    id: Uuid,
    drama_id: Uuid,
    episode_id: Uuid,
    state: String,
    message: String,
    quote: Option<QuoteJson>,
}

#[derive(Serialize, Deserialize)]
struct QuoteJson {
    exact: i64,
    ceiling: i64,
}

#[derive(Serialize, Deserialize)]
struct CreditsJson {
    credits: i64,
    held: i64,
}

/// Kind and body of an event, as columns.
pub(crate) fn news_to_json(body: EventBody) -> Result<(&'static str, JsonValue), StoreError> {
    Ok(match body {
        EventBody::Job(news) => ("job", write(&JobJson::from(news))?),
        EventBody::Production(news) => ("production", write(&ProductionJson::from(news))?),
        EventBody::Credits { credits, held } => {
            ("credits", write(&CreditsJson { credits: credits.get(), held: held.get() })?)
        }
    })
}

/// The body of an event from its columns.
pub(crate) fn news_of(kind: &str, body: JsonValue) -> Result<EventBody, StoreError> {
    match kind {
        "job" => parse::<JobJson>(body, kind)?.try_into().map(EventBody::Job),
        "production" => parse::<ProductionJson>(body, kind)?.try_into().map(EventBody::Production),
        "credits" => {
            let json: CreditsJson = parse(body, kind)?;
            Ok(EventBody::Credits { credits: credits(json.credits), held: credits(json.held) })
        }
        _ => Err(StoreError::Corrupt(format!("unknown kind of event: {kind:?}"))),
    }
}

impl From<JobNews> for JobJson {
    fn from(news: JobNews) -> Self {
        Self {
            id: news.id.as_uuid(),
            production_id: uuid(news.production_id),
            drama_id: news.drama_id.as_uuid(),
            episode_id: uuid(news.episode_id),
            operation: news.operation.code().to_owned(),
            target_kind: news.target.kind().to_owned(),
            target_id: news.target.uuid(),
            state: news.state.code().to_owned(),
            progress: news.progress,
            message: news.message,
            error: news
                .error
                .map(|error| ErrorJson { class: error.class.code().to_owned(), message: error.message }),
        }
    }
}

impl TryFrom<JobJson> for JobNews {
    type Error = StoreError;

    fn try_from(json: JobJson) -> Result<Self, StoreError> {
        let error = |json: ErrorJson| -> Result<JobError, StoreError> {
            Ok(JobError { class: read(&json.class)?, message: json.message })
        };
        Ok(Self {
            id: id(json.id),
            production_id: some_id(json.production_id),
            drama_id: id(json.drama_id),
            episode_id: some_id(json.episode_id),
            operation: read(&json.operation)?,
            target: target(&json.target_kind, json.target_id)?,
            state: read(&json.state)?,
            progress: json.progress,
            message: json.message,
            error: json.error.map(error).transpose()?,
        })
    }
}

impl From<ProductionNews> for ProductionJson {
    fn from(news: ProductionNews) -> Self {
        Self {
            id: news.id.as_uuid(),
            drama_id: news.drama_id.as_uuid(),
            episode_id: news.episode_id.as_uuid(),
            state: news.state.code().to_owned(),
            message: news.message,
            quote: news
                .quote
                .map(|quote| QuoteJson { exact: quote.exact.get(), ceiling: quote.ceiling.get() }),
        }
    }
}

impl TryFrom<ProductionJson> for ProductionNews {
    type Error = StoreError;

    fn try_from(json: ProductionJson) -> Result<Self, StoreError> {
        let quote =
            |json: QuoteJson| ProductionQuote { exact: credits(json.exact), ceiling: credits(json.ceiling) };
        Ok(Self {
            id: id(json.id),
            drama_id: id(json.drama_id),
            episode_id: id(json.episode_id),
            state: read(&json.state)?,
            message: json.message,
            quote: json.quote.map(quote),
        })
    }
}
