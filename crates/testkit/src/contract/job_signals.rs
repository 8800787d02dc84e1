//! [`JobSignal`](xinggen_domain::ports::JobSignal), and the [`Dispatcher`](xinggen_domain::ports::Dispatcher) at its
//! other end.

use super::{Broken, JobSignalHarness, Outcome};
use std::time::Duration;
use tokio::time::Instant;
use xinggen_domain::ports::JobListener;

/// Longer than any adapter takes to deliver a signal.
const LONG: Duration = Duration::from_secs(10);
/// Long enough to see that nothing comes.
const SHORT: Duration = Duration::from_millis(100);

async fn wakes(listener: &mut Box<dyn JobListener>, what: &str) -> Outcome {
    if listener.wait(LONG).await { Ok(()) } else { Err(Broken::new(what)) }
}

/// A signal that is sent while nothing waits ends the next wait, and only that one.
pub async fn a_signal_before_a_wait_is_kept(harness: &dyn JobSignalHarness) -> Outcome {
    let (dispatcher, mut listener) = (harness.dispatcher(), harness.signal().listen());
    dispatcher.dispatch(&[]).await;
    wakes(&mut listener, "the signal from before the wait").await?;
    assert!(!listener.wait(SHORT).await, "it has ended a wait already");
    dispatcher.dispatch(&[]).await;
    wakes(&mut listener, "the next signal").await
}

/// Many signals before a wait count as one.
pub async fn signals_before_a_wait_are_one(harness: &dyn JobSignalHarness) -> Outcome {
    let (dispatcher, mut listener) = (harness.dispatcher(), harness.signal().listen());
    for _ in 0..100 {
        dispatcher.dispatch(&[]).await;
    }
    // Where signals come over a network, let them all arrive.
    tokio::time::sleep(Duration::from_millis(200)).await;
    wakes(&mut listener, "any of a hundred").await?;
    assert!(!listener.wait(SHORT).await, "all hundred have ended one wait");
    Ok(())
}

/// A signal ends a wait that is under way.
pub async fn a_signal_ends_a_wait(harness: &dyn JobSignalHarness) -> Outcome {
    let (dispatcher, mut listener) = (harness.dispatcher(), harness.signal().listen());
    let dispatch_later = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        dispatcher.dispatch(&[]).await;
    };
    let (woken, ()) = tokio::join!(wakes(&mut listener, "a signal while waiting"), dispatch_later);
    woken
}

/// Without a signal a wait ends when its time is over, and not before.
pub async fn a_wait_ends_in_time(harness: &dyn JobSignalHarness) -> Outcome {
    let mut listener = harness.signal().listen();
    let started = Instant::now();
    assert!(!listener.wait(SHORT).await, "there was no signal");
    assert!((SHORT..LONG).contains(&started.elapsed()), "it took {:?}", started.elapsed());
    Ok(())
}

/// One signal ends the waits of all listeners, whether they wait already or not.
pub async fn every_listener_is_woken(harness: &dyn JobSignalHarness) -> Outcome {
    let (dispatcher, signal) = (harness.dispatcher(), harness.signal());
    let (mut one, mut two, mut three) = (signal.listen(), signal.listen(), signal.listen());
    drop(signal.listen());
    let dispatch_later = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        dispatcher.dispatch(&[]).await;
    };
    let (first, second, ()) =
        tokio::join!(wakes(&mut one, "the first"), wakes(&mut two, "the second"), dispatch_later);
    first.and(second)?;
    wakes(&mut three, "one that did not wait yet").await
}

/// A wait that is given up loses nothing: the next one gets the signal.
pub async fn a_wait_given_up_loses_nothing(harness: &dyn JobSignalHarness) -> Outcome {
    let (dispatcher, mut listener) = (harness.dispatcher(), harness.signal().listen());
    for _ in 0..20 {
        let given_up = tokio::time::timeout(Duration::from_micros(1), listener.wait(LONG)).await;
        assert!(given_up.is_err(), "there was no signal");
    }
    dispatcher.dispatch(&[]).await;
    wakes(&mut listener, "a signal after waits that were given up").await
}
