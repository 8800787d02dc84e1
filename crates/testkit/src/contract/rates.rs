//! [`RateLimiter`](xinggen_domain::ports::RateLimiter).

use super::{Outcome, RatesHarness, rivalry::at_once};
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

/// So many at once, then a refusal that says when, then one every so often; a refusal takes nothing.
pub async fn a_burst_and_then_one_every_so_often(harness: &dyn RatesHarness) -> Outcome {
    for (remaining, reset) in [(2, 60), (1, 120), (0, 180)] {
        let allowed = Allowance { limit: 3, remaining, reset, retry: None };
        assert_eq!(take(harness, "lin", at(0)).await?, allowed);
    }
    for _ in 0..3 {
        let refused = Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) };
        assert_eq!(take(harness, "lin", at(0)).await?, refused);
    }
    assert_eq!(take(harness, "lin", at(59)).await?.retry, Some(1));
    assert_eq!(take(harness, "lin", at(60)).await?.retry, None, "one more after a minute");
    assert_eq!(take(harness, "lin", at(60)).await?.retry, Some(60), "and just one");
    for _ in 0..3 {
        assert_eq!(take(harness, "lin", at(10_000)).await?.retry, None, "full again");
    }
    assert!(take(harness, "lin", at(10_000)).await?.retry.is_some(), "and no more than full");
    Ok(())
}

/// One key's allowance is not another's.
pub async fn keys_are_counted_apart(harness: &dyn RatesHarness) -> Outcome {
    for _ in 0..3 {
        take(harness, "lin", at(0)).await?;
    }
    assert!(take(harness, "lin", at(0)).await?.retry.is_some());
    for key in ["", "lin ", "LIN", "林"] {
        assert_eq!(take(harness, key, at(0)).await?.remaining, 2, "{key:?}");
    }
    Ok(())
}

/// What is given back can be taken again; a full allowance takes nothing back.
pub async fn what_is_given_back_is_there_again(harness: &dyn RatesHarness) -> Outcome {
    for _ in 0..3 {
        take(harness, "lin", at(0)).await?;
    }
    harness.limiter().give_back("lin", RATE, at(0)).await?;
    assert_eq!(take(harness, "lin", at(0)).await?.retry, None);
    assert!(take(harness, "lin", at(0)).await?.retry.is_some(), "one was given back, not two");
    harness.limiter().give_back("lin", RATE, at(10_000)).await?;
    harness.limiter().give_back("unknown", RATE, at(0)).await?;
    for key in ["lin", "nobody"] {
        for _ in 0..3 {
            assert_eq!(take(harness, key, at(10_000)).await?.retry, None);
        }
        assert!(take(harness, key, at(10_000)).await?.retry.is_some(), "{key} has no more than full");
    }
    Ok(())
}

fn both(of: &str) -> [(String, Rate); 2] {
    [("from".to_owned(), RATE), (of.to_owned(), RATE)]
}

/// Several are taken together, in one act, or none of them; what was taken together is given back together.
pub async fn several_are_taken_together_or_not_at_all(harness: &dyn RatesHarness) -> Outcome {
    let rates = harness.limiter();
    for _ in 0..3 {
        take(harness, "chen", at(0)).await?;
    }
    let refused = Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) };
    assert_eq!(rates.take_all(&both("chen"), at(0)).await?, Some((1, refused)), "the second key refuses");
    for _ in 0..3 {
        assert_eq!(rates.take_all(&both("lin"), at(0)).await?, None, "nothing was taken of the first key");
    }
    assert_eq!(rates.take_all(&both("wang"), at(0)).await?, Some((0, refused)), "the first key refuses");
    assert_eq!(take(harness, "wang", at(0)).await?.remaining, 2, "nothing was taken of the second key");
    assert!(take(harness, "lin", at(0)).await?.retry.is_some());
    rates.give_back_all(&both("lin"), at(0)).await?;
    for key in ["from", "lin"] {
        assert_eq!(take(harness, key, at(0)).await?.retry, None, "{key}: one was given back");
        assert!(take(harness, key, at(0)).await?.retry.is_some(), "{key}: and just one");
    }
    assert_eq!(rates.take_all(&[], at(0)).await?, None);
    Ok(())
}

/// Of twenty that take two together at once, just as many get through as the shared burst says.
pub async fn several_at_once_get_no_more_than_the_burst(harness: &dyn RatesHarness) -> Outcome {
    let rivals: Vec<_> = (0..20)
        .map(|number| {
            let (rates, keys) = (harness.limiter(), both(&format!("of {}", number % 4)));
            async move { Outcome::Ok(rates.take_all(&keys, at(0)).await?.is_none()) }
        })
        .collect();
    assert_eq!(at_once(rivals).await?.into_iter().filter(|allowed| *allowed).count(), 3);
    Ok(())
}

/// What is full again is forgotten, and nothing else.
pub async fn full_allowances_are_forgotten(harness: &dyn RatesHarness) -> Outcome {
    take(harness, "lin", at(0)).await?;
    for _ in 0..3 {
        take(harness, "chen", at(0)).await?;
    }
    assert_eq!(harness.limiter().forget_full(at(59)).await?, 0);
    assert_eq!(harness.limiter().forget_full(at(60)).await?, 1);
    assert_eq!(take(harness, "chen", at(60)).await?.retry, None, "the minute that has passed");
    assert!(take(harness, "chen", at(60)).await?.retry.is_some(), "is all that chen has");
    Ok(())
}

/// What is left is told as the next one finds it, and nothing is taken.
pub async fn what_is_left_is_told_without_taking(harness: &dyn RatesHarness) -> Outcome {
    for (remaining, reset) in [(3, 0), (2, 60), (1, 120)] {
        let left = Allowance { limit: 3, remaining, reset, retry: None };
        for _ in 0..5 {
            assert_eq!(harness.limiter().left("lin", RATE, at(0)).await?, left);
        }
        take(harness, "lin", at(0)).await?;
    }
    let none = Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) };
    assert_eq!(harness.limiter().left("lin", RATE, at(0)).await?, none);
    assert_eq!(harness.limiter().left("chen", RATE, at(0)).await?.remaining, 3, "another key");
    assert_eq!(harness.limiter().left("lin", RATE, at(60)).await?.remaining, 1);
    harness.limiter().give_back("lin", RATE, at(60)).await?;
    assert_eq!(harness.limiter().left("lin", RATE, at(60)).await?.remaining, 2);
    Ok(())
}

/// What was given back in full leaves nothing that a clock that was set back would count.
pub async fn what_was_given_back_is_not_remembered(harness: &dyn RatesHarness) -> Outcome {
    for _ in 0..2 {
        take(harness, "lin", at(0)).await?;
    }
    for _ in 0..2 {
        harness.limiter().give_back("lin", RATE, at(0)).await?;
    }
    for _ in 0..3 {
        assert_eq!(take(harness, "lin", at(-170)).await?.retry, None);
    }
    Ok(())
}

/// Of twenty at once, just as many get through as the burst says.
pub async fn many_at_once_get_no_more_than_the_burst(harness: &dyn RatesHarness) -> Outcome {
    let rivals: Vec<_> = (0..20)
        .map(|_| {
            let rates = harness.limiter();
            async move { Outcome::Ok(rates.take("lin", RATE, at(0)).await?.retry.is_none()) }
        })
        .collect();
    assert_eq!(at_once(rivals).await?.into_iter().filter(|allowed| *allowed).count(), 3);
    Ok(())
}
