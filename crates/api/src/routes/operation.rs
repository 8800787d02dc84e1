//! Health and metrics, outside the prefix.

use crate::operation::Probes;
use actix_web::{HttpResponse, get, http::header::CONTENT_TYPE, web::Data};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// A part that does not answer by then cannot be used. Probes give up soon after.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(check_health).service(check_readiness).service(read_metrics);
}

/// The process is alive.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Health)]
struct HealthView {
    /// Always `ok`.
    #[schema(examples("ok"))]
    status: &'static str,
    /// The version of the software.
    #[schema(examples("0.1.0"))]
    version: &'static str,
}

/// Whether the process is alive
///
/// Answers as long as it can answer at all; says nothing of what it depends on.
#[utoipa::path(tag = "operation", security(()), responses((status = 200, body = HealthView, description = "It is")))]
#[get("/healthz")]
async fn check_health() -> HttpResponse {
    HttpResponse::Ok().json(HealthView { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

/// Whether the server can work.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Readiness)]
struct ReadinessView {
    /// Whether all parts can be used and the server is not stopping.
    ready: bool,
    /// Every part.
    parts: Vec<PartView>,
}

/// One part that the server needs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Part)]
struct PartView {
    /// What it is.
    #[schema(examples("database"))]
    part: &'static str,
    /// Whether it can be used just now.
    ready: bool,
    /// What is wrong with it; nothing when it is ready.
    #[schema(required)]
    problem: Option<String>,
}

/// Whether the server can work, and which part cannot
///
/// Only the database counts: without it no request can be answered. A file store that is away fails what needs files,
/// and takes no server out of service. Nothing is written, and the answer comes within seconds.
#[utoipa::path(
    tag = "operation",
    security(()),
    responses(
        (status = 200, body = ReadinessView, description = "All parts are ready"),
        (status = 503, body = ReadinessView, description = "Some part is not ready, or the server is stopping"),
    )
)]
#[get("/readyz")]
async fn check_readiness(probes: Data<Probes>) -> HttpResponse {
    let mut parts = Vec::new();
    for check in &probes.ready {
        let problem = match tokio::time::timeout(PATIENCE, check.check()).await {
            Ok(checked) => checked.err(),
            Err(_) => Some(format!("no answer within {} seconds", PATIENCE.as_secs())),
        };
        parts.push(PartView { part: check.part(), ready: problem.is_none(), problem });
    }
    let stopping = probes.closing.is_cancelled();
    if stopping {
        parts.push(PartView {
            part: "server",
            ready: false,
            problem: Some("the server is stopping".to_owned()),
        });
    }
    let view = ReadinessView { ready: parts.iter().all(|part| part.ready), parts };
    if view.ready { HttpResponse::Ok().json(view) } else { HttpResponse::ServiceUnavailable().json(view) }
}

/// Metrics for Prometheus
#[utoipa::path(
    tag = "operation",
    security(()),
    responses((status = 200, content_type = "text/plain", body = String, description = "Prometheus' text format"))
)]
#[get("/metrics")]
async fn read_metrics(probes: Data<Probes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .body((probes.metrics)())
}
