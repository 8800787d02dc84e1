//! [`RateLimiter`](xinggen_domain::ports::RateLimiter).

use super::{Outcome, StoreHarness, rivalry::at_once};
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

async fn take(store: &dyn StoreHarness, key: &str, now: Timestamp) -> Outcome<Allowance> {
    Ok(store.rates().take(key, RATE, now).await?)
}

/// So many at once, then a refusal that says when, then one every so often; a refusal takes nothing.
pub async fn a_burst_and_then_one_every_so_often(store: &dyn StoreHarness) -> Outcome {
    for (remaining, reset) in [(2, 60), (1, 120), (0, 180)] {
        let allowed = Allowance { limit: 3, remaining, reset, retry: None };
        assert_eq!(take(store, "lin", at(0)).await?, allowed);
    }
    for _ in 0..3 {
        let refused = Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) };
        assert_eq!(take(store, "lin", at(0)).await?, refused);
    }
    assert_eq!(take(store, "lin", at(59)).await?.retry, Some(1));
    assert_eq!(take(store, "lin", at(60)).await?.retry, None, "one more after a minute");
    assert_eq!(take(store, "lin", at(60)).await?.retry, Some(60), "and just one");
    for _ in 0..3 {
        assert_eq!(take(store, "lin", at(10_000)).await?.retry, None, "full again");
    }
    assert!(take(store, "lin", at(10_000)).await?.retry.is_some(), "and no more than full");
    Ok(())
}

/// One key's allowance is not another's.
pub async fn keys_are_counted_apart(store: &dyn StoreHarness) -> Outcome {
    for _ in 0..3 {
        take(store, "lin", at(0)).await?;
    }
    assert!(take(store, "lin", at(0)).await?.retry.is_some());
    for key in ["", "lin ", "LIN", "林"] {
        assert_eq!(take(store, key, at(0)).await?.remaining, 2, "{key:?}");
    }
    Ok(())
}

/// What is given back can be taken again; a full allowance takes nothing back.
pub async fn what_is_given_back_is_there_again(store: &dyn StoreHarness) -> Outcome {
    for _ in 0..3 {
        take(store, "lin", at(0)).await?;
    }
    store.rates().give_back("lin", RATE, at(0)).await?;
    assert_eq!(take(store, "lin", at(0)).await?.retry, None);
    assert!(take(store, "lin", at(0)).await?.retry.is_some(), "one was given back, not two");
    store.rates().give_back("lin", RATE, at(10_000)).await?;
    store.rates().give_back("nobody", RATE, at(0)).await?;
    for key in ["lin", "nobody"] {
        for _ in 0..3 {
            assert_eq!(take(store, key, at(10_000)).await?.retry, None);
        }
        assert!(take(store, key, at(10_000)).await?.retry.is_some(), "{key} has no more than full");
    }
    Ok(())
}

/// What is full again is forgotten, and nothing else.
pub async fn full_allowances_are_forgotten(store: &dyn StoreHarness) -> Outcome {
    take(store, "lin", at(0)).await?;
    for _ in 0..3 {
        take(store, "chen", at(0)).await?;
    }
    assert_eq!(store.rates().forget_full(at(59)).await?, 0);
    assert_eq!(store.rates().forget_full(at(60)).await?, 1);
    assert_eq!(take(store, "chen", at(60)).await?.retry, None, "the minute that has passed");
    assert!(take(store, "chen", at(60)).await?.retry.is_some(), "is all that chen has");
    Ok(())
}

/// What is left is told as the next one finds it, and nothing is taken.
pub async fn what_is_left_is_told_without_taking(store: &dyn StoreHarness) -> Outcome {
    for (remaining, reset) in [(3, 0), (2, 60), (1, 120)] {
        let left = Allowance { limit: 3, remaining, reset, retry: None };
        for _ in 0..5 {
            assert_eq!(store.rates().left("lin", RATE, at(0)).await?, left);
        }
        take(store, "lin", at(0)).await?;
    }
    let none = Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) };
    assert_eq!(store.rates().left("lin", RATE, at(0)).await?, none);
    assert_eq!(store.rates().left("chen", RATE, at(0)).await?.remaining, 3, "another key");
    assert_eq!(store.rates().left("lin", RATE, at(60)).await?.remaining, 1);
    let back = store.rates().left("lin", RATE, at(-61)).await?;
    assert_eq!((back.remaining, back.retry), (1, None), "after the clock was set back");
    store.rates().give_back("lin", RATE, at(0)).await?;
    assert_eq!(store.rates().left("lin", RATE, at(0)).await?.remaining, 1);
    Ok(())
}

/// Processes whose clocks differ by up to a minute share an allowance, however short its steps are: the one that is
/// behind believes what the other one took.
pub async fn clocks_that_differ_share_an_allowance(store: &dyn StoreHarness) -> Outcome {
    let (rates, rate) = (store.rates(), Rate::new(10, 1));
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
pub async fn a_clock_that_was_set_back_keeps_nobody_out(store: &dyn StoreHarness) -> Outcome {
    for back in [1, 59, 60, 61, 100, 300, 1_000_000] {
        let key = format!("lin {back}");
        for _ in 0..3 {
            take(store, &key, at(0)).await?;
        }
        let mut now = at(-back);
        let first = take(store, &key, now).await?;
        if let Some(retry) = first.retry {
            assert!(retry <= 120 && back <= 60, "{back} s back: {first:?}");
            now += Duration::seconds(retry.into());
            assert_eq!(take(store, &key, now).await?.retry, None, "{back} s back");
        }
        let second = take(store, &key, now).await?;
        assert!(matches!(second.retry, Some(1..=60)), "{back} s back, one and no more: {second:?}");
        assert_eq!(take(store, &key, now + RATE.step).await?.retry, None, "{back} s back, it goes on");
    }
    Ok(())
}

/// What was given back in full leaves nothing that a clock that was set back would count.
pub async fn what_was_given_back_is_not_remembered(store: &dyn StoreHarness) -> Outcome {
    for _ in 0..2 {
        take(store, "lin", at(0)).await?;
    }
    for _ in 0..2 {
        store.rates().give_back("lin", RATE, at(0)).await?;
    }
    for _ in 0..3 {
        assert_eq!(take(store, "lin", at(-170)).await?.retry, None);
    }
    Ok(())
}

/// Of twenty at once, just as many get through as the burst says.
pub async fn many_at_once_get_no_more_than_the_burst(store: &dyn StoreHarness) -> Outcome {
    let rivals: Vec<_> = (0..20)
        .map(|_| {
            let rates = store.rates();
            async move { Outcome::Ok(rates.take("lin", RATE, at(0)).await?.retry.is_none()) }
        })
        .collect();
    assert_eq!(at_once(rivals).await?.into_iter().filter(|allowed| *allowed).count(), 3);
    Ok(())
}
