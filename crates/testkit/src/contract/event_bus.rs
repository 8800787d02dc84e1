//! [`EventBus`](xinggen_domain::ports::EventBus).

use super::{Broken, EventBusHarness, Outcome};
use crate::Build;
use std::time::Duration;
use xinggen_domain::ports::EventListener;

#[track_caller]
fn within(heard: Result<(), tokio::time::error::Elapsed>, what: &str) -> Outcome {
    heard.map_err(|_| Broken::new(what))
}

async fn hears(listener: &mut Box<dyn EventListener>, what: &str) -> Outcome {
    within(tokio::time::timeout(Duration::from_secs(10), listener.heard()).await, what)
}

async fn is_left_alone(listener: &mut Box<dyn EventListener>) -> bool {
    tokio::time::timeout(Duration::from_millis(100), listener.heard()).await.is_err()
}

/// News that came between listening and waiting is heard, and not again.
pub async fn news_before_waiting_is_heard(harness: &dyn EventBusHarness) -> Outcome {
    let (bus, user) = (harness.bus(), Build::default().id());
    let mut listener = bus.listen(user);
    assert!(is_left_alone(&mut listener).await, "nothing has happened");
    bus.notify(user);
    hears(&mut listener, "news from before waiting").await?;
    assert!(is_left_alone(&mut listener).await, "it was heard already");
    bus.notify(user);
    hears(&mut listener, "the next news").await
}

/// News that comes while a listener waits wakes it.
pub async fn news_wakes_who_waits(harness: &dyn EventBusHarness) -> Outcome {
    let (bus, user) = (harness.bus(), Build::default().id());
    let mut listener = bus.listen(user);
    let notify_later = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        bus.notify(user);
    };
    let (heard, ()) = tokio::join!(hears(&mut listener, "news while waiting"), notify_later);
    heard
}

/// Everyone who listens to a user hears, whoever listens to another does not, and those who are gone do no harm.
pub async fn users_are_heard_apart(harness: &dyn EventBusHarness) -> Outcome {
    let (bus, build) = (harness.bus(), Build::default());
    let (user, other) = (build.id(), build.id());
    let (mut one, mut two, mut apart) = (bus.listen(user), bus.listen(user), bus.listen(other));
    drop(bus.listen(user));
    bus.notify(user);
    bus.notify(build.id());
    hears(&mut one, "the first listener").await?;
    hears(&mut two, "the second listener").await?;
    assert!(is_left_alone(&mut apart).await, "another user's listener");
    drop(one);
    bus.notify(user);
    hears(&mut two, "who is left").await
}

/// Many calls before a wait are one piece of news.
pub async fn calls_before_a_wait_are_one(harness: &dyn EventBusHarness) -> Outcome {
    let (bus, user) = (harness.bus(), Build::default().id());
    let mut listener = bus.listen(user);
    for _ in 0..100 {
        bus.notify(user);
    }
    // Where calls come from afar, let them all arrive.
    tokio::time::sleep(Duration::from_millis(200)).await;
    hears(&mut listener, "any of a hundred").await?;
    assert!(is_left_alone(&mut listener).await, "all hundred were heard at once");
    Ok(())
}

/// A wait that is given up loses nothing: the next one hears.
pub async fn a_wait_given_up_loses_nothing(harness: &dyn EventBusHarness) -> Outcome {
    let (bus, user) = (harness.bus(), Build::default().id());
    let mut listener = bus.listen(user);
    for _ in 0..20 {
        let given_up = tokio::time::timeout(Duration::from_micros(1), listener.heard()).await;
        assert!(given_up.is_err(), "nothing has happened");
    }
    bus.notify(user);
    hears(&mut listener, "news after waits that were given up").await
}
