use crate::view::{JobErrorView, JobState, Operation, ProductionState, QuoteView};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{
    Id,
    event::{Event, EventBody, JobNews, ProductionNews},
};

/// What the stream sends: something that changed, or where the stream stands.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = StreamEvent)]
#[expect(dead_code, reason = "describes the stream in the document; its parts are written one by one")]
pub(crate) enum StreamEventView {
    /// Something changed.
    Event(EventView),
    /// Where the stream stands.
    Note(StreamNoteView),
}

/// Where the stream stands.
#[derive(Serialize, ToSchema)]
#[schema(as = StreamNote)]
pub(crate) struct StreamNoteView {
    /// `open`: what changes behind `number` is going to be told. `reset`: what was asked for is not kept any more; read
    /// everything again, the stream goes on behind `number`.
    kind: StreamNoteKind,
    /// The number of the last event before what follows.
    number: i64,
}

/// What a note of the stream says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StreamNoteKind {
    /// The stream is open.
    Open,
    /// Read everything again.
    Reset,
}

/// The data of one event. The event's name (`event:`) is its `kind`, its id its `number`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView {
    /// Its number in the user's stream: 1, 2, 3, … without gaps.
    number: i64,
    /// When it was written.
    created_at: DateTime<Utc>,
    /// What changed.
    #[serde(flatten)]
    news: NewsView,
}

/// What changed, with what was true just then.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = News)]
enum NewsView {
    /// A job was added, moved on or ended.
    Job {
        /// The job as it was then.
        job: JobNewsView,
    },
    /// A production was started, moved on or ended.
    Production {
        /// The production as it was then.
        production: ProductionNewsView,
    },
    /// The balance or the holds changed.
    Credits {
        /// The posted balance.
        credits: i64,
        /// The open holds.
        held: i64,
    },
}

/// A job as it was when the event was written.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobNews)]
struct JobNewsView {
    /// The job.
    id: Uuid,
    /// The production it is part of, if any.
    #[schema(required)]
    production_id: Option<Uuid>,
    /// The drama.
    drama_id: Uuid,
    /// The episode, if any.
    #[schema(required)]
    episode_id: Option<Uuid>,
    /// What it does.
    operation: Operation,
    /// What it works on.
    target_kind: String,
    /// The id of what it works on.
    target_id: Uuid,
    /// Where it was.
    state: JobState,
    /// 0 to 100.
    progress: u8,
    /// What was being done.
    message: String,
    /// Why it failed, or why the last attempt did.
    #[schema(required)]
    error: Option<JobErrorView>,
}

/// A production as it was when the event was written.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductionNews)]
struct ProductionNewsView {
    /// The production.
    id: Uuid,
    /// The drama.
    drama_id: Uuid,
    /// The episode.
    episode_id: Uuid,
    /// Where it was.
    state: ProductionState,
    /// Why it asks again, is paused or failed.
    message: String,
    /// What it will still cost.
    #[schema(required)]
    quote: Option<QuoteView>,
}

impl From<JobNews> for JobNewsView {
    fn from(job: JobNews) -> Self {
        Self {
            id: job.id.as_uuid(),
            production_id: job.production_id.map(Id::as_uuid),
            drama_id: job.drama_id.as_uuid(),
            episode_id: job.episode_id.map(Id::as_uuid),
            operation: job.operation.into(),
            target_kind: job.target.kind().to_owned(),
            target_id: job.target.uuid(),
            state: job.state.into(),
            progress: job.progress,
            message: job.message,
            error: job.error.map(Into::into),
        }
    }
}

impl From<ProductionNews> for ProductionNewsView {
    fn from(production: ProductionNews) -> Self {
        Self {
            id: production.id.as_uuid(),
            drama_id: production.drama_id.as_uuid(),
            episode_id: production.episode_id.as_uuid(),
            state: production.state.into(),
            message: production.message,
            quote: production.quote.map(Into::into),
        }
    }
}

impl From<Event> for EventView {
    fn from(event: Event) -> Self {
        let news = match event.body {
            EventBody::Job(job) => NewsView::Job { job: job.into() },
            EventBody::Production(production) => NewsView::Production { production: production.into() },
            EventBody::Credits { credits, held } => {
                NewsView::Credits { credits: credits.get(), held: held.get() }
            }
        };
        Self { number: event.number, created_at: event.created_at, news }
    }
}

/// One event as it goes over the wire.
pub(super) fn written(event: Event) -> Bytes {
    let view = EventView::from(event);
    let kind = match view.news {
        NewsView::Job { .. } => "job",
        NewsView::Production { .. } => "production",
        NewsView::Credits { .. } => "credits",
    };
    let data = serde_json::to_string(&view).unwrap_or_default();
    Bytes::from(format!("id: {}\nevent: {kind}\ndata: {data}\n\n", view.number))
}

/// Tells a listener that what it asked for is not kept any more: it has to read everything anew. The id lets it
/// go on from here.
pub(super) fn reset(last: i64) -> Bytes {
    let data = note(StreamNoteKind::Reset, last);
    Bytes::from(format!("id: {last}\nevent: reset\ndata: {data}\n\n"))
}

/// The first words of a stream: how soon to come back, and from where the stream goes on.
pub(super) fn opening(last: i64) -> Bytes {
    let data = note(StreamNoteKind::Open, last);
    Bytes::from(format!("retry: 1000\nid: {last}\nevent: open\ndata: {data}\n\n"))
}

fn note(kind: StreamNoteKind, number: i64) -> String {
    serde_json::to_string(&StreamNoteView { kind, number }).unwrap_or_default()
}
