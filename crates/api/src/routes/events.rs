//! `GET /events`: what changes, as it changes, over Server-Sent Events.

mod stream;
mod tickets;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(stream::stream_events).service(tickets::create_event_ticket);
}
