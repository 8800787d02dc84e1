use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use xinggen_application::Ports;

/// How often what is counted in memory is looked through.
const EVERY: Duration = Duration::from_secs(600);

/// Forgets counted requests that no longer limit their users, until told to stop. A worker in the same process does so
/// in its housekeeping; one in another process does not reach this memory.
pub(super) async fn keep_small(ports: Ports, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep(EVERY) => {}
        }
        if let Err(error) = ports.requests.forget_full(ports.clock.now()).await {
            tracing::warn!(%error, "counted requests were not forgotten");
        }
    }
}
