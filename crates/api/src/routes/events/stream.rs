use super::view::{StreamEventView, opening, reset, written};
use crate::{
    extract::{Caller, Query},
    places::Place,
    problem::{Code, Problem},
    state::Api,
    wording,
};
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    web::Data,
};
use bytes::Bytes;
use futures_util::stream;
use serde::Deserialize;
use std::{collections::VecDeque, convert::Infallible, time::Duration};
use tokio::time::{Instant, timeout};
use utoipa::IntoParams;
use xinggen_domain::{api_key::Scope, error::StoreError, event::EventBody, ports::EventListener};

/// Something is sent at least this often, so that no proxy takes the stream for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often a stream looks for itself, for what other processes wrote.
const LOOK: Duration = Duration::from_secs(1);
/// How many events are read at once.
const BATCH: u32 = 200;

/// How to open an event stream.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StreamQuery {
    /// A ticket from `POST /api/v1/events/tickets`, in the place of an access token.
    ticket: Option<String>,
    /// The number of the last event that was seen: the stream goes on behind it. The header `Last-Event-ID` says
    /// the same and wins.
    #[param(minimum = 0)]
    last_event_id: Option<i64>,
}

/// What changes, as it changes
///
/// Server-Sent Events: `job`, `production` and `credits`, numbered without gaps in the order of their commits. Without
/// `Last-Event-ID` the stream begins now; with it, it begins behind that number and skips nothing. The first event,
/// `open`, tells where the stream stands; `reset` tells that the asked number is not kept any more: read everything anew
/// and go on from its number. Events are kept for 7 days. API keys without `billing` get no `credits`, so the numbers they
/// get have gaps.
#[utoipa::path(
    tag = "events",
    security(("bearer" = []), ("api_key" = ["read"]), ()),
    params(StreamQuery, ("Last-Event-ID" = Option<i64>, Header, description = "The number of the last event that was seen")),
    responses(
        (status = 200, content_type = "text/event-stream", body = StreamEventView, description = "The stream; the data of each event is a `StreamEvent`"),
        (status = 401, body = crate::problem::ProblemView, content_type = "application/problem+json", description = "`ticket_over`, or `unauthenticated` without a ticket"),
        (status = 429, body = crate::problem::ProblemView, content_type = "application/problem+json", description = "`too_many_listeners`"),
    )
)]
#[get("/events")]
pub(super) async fn stream_events(
    api: Data<Api>,
    request: HttpRequest,
    query: Query<StreamQuery>,
    who: Result<Caller, Problem>,
) -> Result<HttpResponse, Problem> {
    let Query(query) = query;
    let caller = match (who, query.ticket) {
        (Ok(caller), _) => caller,
        (Err(_), Some(ticket)) => {
            let holder = api.accounts.redeem_ticket(&ticket).await?;
            let (actor, session) = holder.ok_or_else(|| Problem::new(Code::TicketOver))?;
            Caller { actor, key: None, scopes: None, session: Some(session), allowance: None }
        }
        (Err(problem), None) => return Err(problem),
    };
    let seen = last_event_id(&request)?.or(query.last_event_id);
    let full = || Problem::new(Code::TooManyListeners).with("limit", api.listeners.most()).retry_after(5);
    let place = api.listeners.enter(caller.actor.user_id).ok_or_else(full)?;
    let streaming = Streaming::begin(api.clone(), caller, seen, place).await?;
    let body = stream::unfold(streaming, |mut streaming| async move {
        let bytes = streaming.next().await?;
        Some((Ok::<_, Infallible>(bytes), streaming))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(body))
}

fn last_event_id(request: &HttpRequest) -> Result<Option<i64>, Problem> {
    let Some(sent) = request.headers().get("last-event-id") else {
        return Ok(None);
    };
    let number = sent.to_str().ok().and_then(|text| text.trim().parse().ok());
    let number = number.filter(|number| *number >= 0);
    number.map(Some).ok_or_else(|| Problem::invalid("Last-Event-ID", "malformed", wording::NO_EVENT))
}

/// An open stream: where it stands and what waits to be sent.
struct Streaming {
    api: Data<Api>,
    caller: Caller,
    bell: Box<dyn EventListener>,
    seen: i64,
    waiting: VecDeque<Bytes>,
    quiet_since: Instant,
    /// Whether the listener has signed out, or was shut out, meanwhile.
    shut_out: bool,
    _place: Place,
}

impl Streaming {
    async fn begin(
        api: Data<Api>,
        caller: Caller,
        seen: Option<i64>,
        place: Place,
    ) -> Result<Self, StoreError> {
        let actor = caller.actor;
        // Listening begins before the first look, so nothing falls between them.
        let bell = api.events.listen(actor);
        let bounds = api.events.bounds(actor).await?;
        let mut waiting = VecDeque::new();
        let seen = match seen {
            None => bounds.last,
            // A number that was never given is another database's: begin anew as well.
            Some(seen) if seen + 1 < bounds.first || seen > bounds.last => {
                waiting.push_back(reset(bounds.last));
                bounds.last
            }
            Some(seen) => seen,
        };
        waiting.push_front(opening(seen));
        Ok(Self {
            api,
            caller,
            bell,
            seen,
            waiting,
            quiet_since: Instant::now(),
            shut_out: false,
            _place: place,
        })
    }

    /// What to send next; none when the stream is to end.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(bytes) = self.waiting.pop_front() {
                self.quiet_since = Instant::now();
                return Some(bytes);
            }
            if let Err(error) = self.look().await {
                // The listener comes back behind the last number it saw.
                tracing::warn!(%error, "event stream ended");
                return None;
            }
            if self.shut_out {
                return None;
            }
            if !self.waiting.is_empty() {
                continue;
            }
            if self.quiet_since.elapsed() >= HEARTBEAT {
                self.waiting.push_back(Bytes::from_static(b": still here\n\n"));
                continue;
            }
            tokio::select! {
                () = self.api.closing.cancelled() => return None,
                _ = timeout(LOOK, self.bell.heard()) => {}
            }
        }
    }

    /// Whether what the listener came with still lets them in.
    async fn may_listen(&self) -> Result<bool, StoreError> {
        match self.caller.key {
            Some(key) => self.api.keys.still_holds(key).await,
            None => self.api.accounts.stands(self.caller.actor, self.caller.session).await,
        }
    }

    async fn look(&mut self) -> Result<(), StoreError> {
        if !self.may_listen().await? {
            self.shut_out = true;
            return Ok(());
        }
        let page = self.api.events.after(self.caller.actor, self.seen, BATCH).await?;
        for event in page.events {
            self.seen = event.number;
            if self.may_hear(&event.body) {
                self.waiting.push_back(written(event));
            }
        }
        Ok(())
    }

    /// The balance is for whoever may read it where it stands, too.
    fn may_hear(&self, body: &EventBody) -> bool {
        match body {
            EventBody::Credits { .. } => self.caller.may(Scope::Billing),
            EventBody::Job(_) | EventBody::Production(_) => true,
        }
    }
}
