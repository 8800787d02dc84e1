//! Connections: what comes over the wire before there is a request that routes could be asked about.
//!
//! The framework refuses heads that it cannot read by itself, so its server is put together here, with a stream of ours
//! between it and the socket.

mod head;
mod patient;
mod stream;
mod unread;

use crate::{app::configure, pace::Pace, state::Api};
use actix_http::{HttpService, error::DispatchError};
use actix_service::{IntoServiceFactory as _, ServiceFactoryExt as _, fn_service, map_config};
use actix_web::{
    App, Error,
    dev::{AppConfig, Server},
    rt::net::TcpStream,
    web::Data,
};
use std::{future::ready, io, net::TcpListener, time::Duration};
use stream::Stream;

/// A client that is to hang up and does not is left after this time.
const HANG_UP: Duration = Duration::from_secs(1);

/// How long connections live.
#[derive(Debug, Clone, Copy)]
pub struct Connections {
    /// For how long one without a request is kept.
    pub keep_alive: Duration,
    /// For how long running requests may go on when the server stops, in whole seconds.
    pub drain: Duration,
    /// How slowly answers may be read; [`Pace::ANSWERS`] outside of tests.
    pub answers: Pace,
}

/// A server of the API on a listener, which runs when it is awaited.
///
/// # Errors
/// The listener cannot be used.
pub fn serve(listener: TcpListener, api: Data<Api>, connections: Connections) -> io::Result<Server> {
    let builder = Server::build().disable_signals().shutdown_timeout(connections.drain.as_secs());
    let stopping = builder.graceful_shutdown_signal();
    let server = builder.listen("api", listener, move || {
        let (api, stopping) = (api.clone(), stopping.clone());
        let app = App::new().configure(configure(api.clone())).into_factory();
        let app = map_config(app.map_err(|error: Error| error.error_response()), |()| AppConfig::default());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(connections.keep_alive)
            .client_disconnect_timeout(HANG_UP)
            // A listener that hangs up leaves its place at once, not when something is next written to it.
            .h1_allow_half_closed(false)
            .h1(app);
        fn_service(move |socket: TcpStream| {
            let peer = socket.peer_addr().ok();
            ready(Ok::<_, DispatchError>((Stream::new(socket, connections.answers, api.clone()), peer)))
        })
        .and_then(http)
    })?;
    Ok(server.run())
}
