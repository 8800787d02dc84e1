use std::{sync::Arc, time::Duration};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use xinggen_domain::ports::{Clock, RateLimiter};

/// How often what is counted in memory is looked through, in a server.
pub(super) const EVERY: Duration = Duration::from_secs(600);

/// Forgets counted requests that no longer limit their users, until told to stop. A worker in the same process does so
/// in its housekeeping; one in another process does not reach this memory.
pub(super) async fn keep_small(
    requests: Arc<dyn RateLimiter>,
    clock: Arc<dyn Clock>,
    every: Duration,
    stop: CancellationToken,
) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep(every) => {}
        }
        if let Err(error) = requests.forget_full(clock.now()).await {
            tracing::warn!(%error, "counted requests were not forgotten");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemClock;
    use xinggen_domain::rate::Rate;
    use xinggen_local::LocalRates;

    #[tokio::test]
    async fn what_is_full_again_is_forgotten_while_the_server_runs() {
        let (rates, clock) = (LocalRates::default(), SystemClock);
        let long_ago = clock.now() - std::time::Duration::from_secs(3600);
        rates.take("lin", Rate::new(1, 1), long_ago).await.expect("counted");
        let stop = CancellationToken::new();
        let kept =
            keep_small(Arc::new(rates.clone()), Arc::new(clock), Duration::from_millis(10), stop.clone());
        let stop_later = async {
            sleep(Duration::from_millis(200)).await;
            stop.cancel();
        };
        tokio::join!(kept, stop_later);
        assert_eq!(rates.forget_full(clock.now()).await.expect("forgotten"), 0, "there was nothing left");
    }
}
