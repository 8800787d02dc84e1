//! What operators ask a running server: is it alive, can it work, how is it doing.

use crate::routes;
use actix_web::{App, HttpServer, dev::Server, web::Data};
use async_trait::async_trait;
use std::{io, net::TcpListener, sync::Arc};
use tokio_util::sync::CancellationToken;
use utoipa_actix_web::service_config::ServiceConfig as Documented;

/// One part that the server needs, and whether it can be used just now.
#[async_trait]
pub trait ReadyCheck: Send + Sync {
    /// What the part is called, like `database`.
    fn part(&self) -> &'static str;

    /// Tries the part without changing anything in it. It is given up when it takes more than two seconds.
    ///
    /// # Errors
    /// What is wrong with it, in one line without anything secret.
    async fn check(&self) -> Result<(), String>;
}

/// Writes the metrics in Prometheus' text format.
pub type MetricsText = Arc<dyn Fn() -> String + Send + Sync>;

/// What `/healthz`, `/readyz` and `/metrics` are answered from.
pub struct Probes {
    /// What the process needs to be ready.
    pub ready: Vec<Arc<dyn ReadyCheck>>,
    /// Its metrics.
    pub metrics: MetricsText,
    /// Cancelled when the process stops: readiness says no from then on.
    pub closing: CancellationToken,
}

/// A server of these three paths alone, for a process without the API; it runs when it is awaited.
///
/// # Errors
/// The listener cannot be used.
pub fn serve_probes(listener: TcpListener, probes: Probes) -> io::Result<Server> {
    let probes = Data::new(probes);
    let app = move || {
        let app = App::new().app_data(probes.clone());
        app.configure(|config| routes::operation::routes(&mut Documented::new(config)))
    };
    // An answer takes two seconds at most.
    let server = HttpServer::new(app).workers(1).disable_signals().shutdown_timeout(2);
    Ok(server.listen(listener)?.run())
}
