//! What health checks and metrics of a process are answered from.

use crate::{House, serve::Failure};
use async_trait::async_trait;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use xinggen_api::{MetricsText, Probes, ReadyCheck};
use xinggen_database::Database;

/// To be ready, a process needs the database alone. A file store that is away must not take every server out of service,
/// and a probe that writes would fill it.
///
/// # Errors
/// The metrics cannot be set up.
pub(crate) fn probes(house: &House, closing: CancellationToken) -> Result<Probes, Failure> {
    Ok(Probes { ready: vec![Arc::new(DatabaseCheck(house.database.clone()))], metrics: metrics()?, closing })
}

struct DatabaseCheck(Database);

#[async_trait]
impl ReadyCheck for DatabaseCheck {
    fn part(&self) -> &'static str {
        "database"
    }

    async fn check(&self) -> Result<(), String> {
        match self.0.pending_migrations().await {
            Ok(pending) if pending.is_empty() => Ok(()),
            Ok(pending) => Err(format!("{} migrations are to run: xinggen migrate", pending.len())),
            Err(error) => {
                tracing::warn!(%error, "the database is not ready");
                Err("the database cannot be reached".to_owned())
            }
        }
    }
}

/// Installs the recorder of this process and gives what writes it out.
fn metrics() -> Result<MetricsText, Failure> {
    let seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &seconds)?
        .build_recorder();
    let handle = recorder.handle();
    // Of several servers in one process the first one's recorder counts for all.
    let _ = metrics::set_global_recorder(recorder);
    Ok(Arc::new(move || {
        handle.run_upkeep();
        handle.render()
    }))
}
