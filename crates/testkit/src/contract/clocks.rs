//! What a [`RateLimiter`](xinggen_domain::ports::RateLimiter) that several processes share does about their clocks.

use super::{Outcome, RatesHarness};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    rate::{Allowance, Rate},
    time::Timestamp,
};

const RATE: Rate = Rate::new(3, 60);

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

async fn take(harness: &dyn RatesHarness, key: &str, now: Timestamp) -> Outcome<Allowance> {
    Ok(harness.limiter().take(key, RATE, now).await?)
}

/// Processes whose clocks differ by up to a minute share an allowance, however short its steps are: the one that is
/// behind believes what the other one took.
pub async fn clocks_that_differ_share_an_allowance(harness: &dyn RatesHarness) -> Outcome {
    let (rates, rate) = (harness.limiter(), Rate::new(10, 1));
    for _ in 0..10 {
        assert_eq!(rates.take("lin", rate, at(60)).await?.retry, None);
    }
    for clock in [at(0), at(60), at(0), at(30)] {
        assert!(rates.take("lin", rate, clock).await?.retry.is_some(), "{clock}");
        assert!(rates.left("lin", rate, clock).await?.retry.is_some(), "{clock}");
    }
    assert_eq!(rates.take("lin", rate, at(0)).await?.retry, Some(61), "no longer than a step and the minute");
    assert_eq!(rates.take("lin", rate, at(-1)).await?.retry, None, "beyond, the clock was set back");
    assert_eq!(rates.take("lin", rate, at(-1)).await?.retry, Some(1), "and one was left");
    Ok(())
}

/// A clock that was set back, by however much, keeps no caller out for longer than a step and the margin, and refills no
/// burst.
pub async fn a_clock_that_was_set_back_keeps_nobody_out(harness: &dyn RatesHarness) -> Outcome {
    for back in [1, 59, 60, 61, 100, 300, 1_000_000] {
        let key = format!("lin {back}");
        for _ in 0..3 {
            take(harness, &key, at(0)).await?;
        }
        let mut now = at(-back);
        if back > 60 {
            let left = harness.limiter().left(&key, RATE, now).await?;
            assert_eq!((left.remaining, left.retry), (1, None), "{back} s back");
        }
        let first = take(harness, &key, now).await?;
        if let Some(retry) = first.retry {
            assert!(retry <= 120 && back <= 60, "{back} s back: {first:?}");
            now += Duration::seconds(retry.into());
            assert_eq!(take(harness, &key, now).await?.retry, None, "{back} s back");
        }
        let second = take(harness, &key, now).await?;
        assert!(matches!(second.retry, Some(1..=60)), "{back} s back, one and no more: {second:?}");
        assert_eq!(take(harness, &key, now + RATE.step).await?.retry, None, "{back} s back, it goes on");
    }
    Ok(())
}
