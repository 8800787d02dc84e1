use crate::{extract::SignedIn, problem::Problem, state::Api};
use actix_web::{HttpResponse, post, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

/// A ticket that opens one event stream.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventTicket)]
struct EventTicketView {
    /// What to send as `?ticket=`; once.
    #[schema(examples("q1VgkN3m0w4Jt2d8o9Xy7uE6cR5bA4zL3kT2sP1oQ0M"))]
    ticket: String,
    /// For how many seconds it holds.
    #[schema(examples(60))]
    expires_in: u32,
}

/// A ticket for the event stream
///
/// Browsers' EventSource sends no header. A ticket opens one stream, once, within 60 seconds; the stream ends with the
/// session in which the ticket was asked for. Get a new one for each reconnect, and send the last number that was seen as
/// `last_event_id`.
#[utoipa::path(tag = "events", responses((status = 201, body = EventTicketView, description = "The ticket")))]
#[post("/events/tickets")]
pub(super) async fn create_event_ticket(api: Data<Api>, who: SignedIn) -> Result<HttpResponse, Problem> {
    let issued = api.accounts.issue_ticket(who.actor, who.claims.session_id).await?;
    Ok(HttpResponse::Created().json(EventTicketView { ticket: issued.text, expires_in: issued.expires_in }))
}
