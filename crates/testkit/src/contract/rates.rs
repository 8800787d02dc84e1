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

fn both(of: &str) -> [(String, Rate); 2] {
    [("from".to_owned(), RATE), (of.to_owned(), RATE)]
}

/// Several are taken together, in one act, or none of them; what was taken together is given back together.
pub async fn several_are_taken_together_or_not_at_all(store: &dyn StoreHarness) -> Outcome {
    let rates = store.rates();
    for _ in 0..3 {
        take(store, "chen", at(0)).await?;
    }
    let refused = Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) };
    assert_eq!(rates.take_all(&both("chen"), at(0)).await?, Some((1, refused)), "the second key refuses");
    for _ in 0..3 {
        assert_eq!(rates.take_all(&both("lin"), at(0)).await?, None, "nothing was taken of the first key");
    }
    assert_eq!(rates.take_all(&both("wang"), at(0)).await?, Some((0, refused)), "the first key refuses");
    assert_eq!(take(store, "wang", at(0)).await?.remaining, 2, "nothing was taken of the second key");
    assert!(take(store, "lin", at(0)).await?.retry.is_some());
    rates.give_back_all(&both("lin"), at(0)).await?;
    for key in ["from", "lin"] {
        assert_eq!(take(store, key, at(0)).await?.retry, None, "{key}: one was given back");
        assert!(take(store, key, at(0)).await?.retry.is_some(), "{key}: and just one");
    }
    assert_eq!(rates.take_all(&[], at(0)).await?, None);
    Ok(())
}

/// Of twenty that take two together at once, just as many get through as the shared burst says.
pub async fn several_at_once_get_no_more_than_the_burst(store: &dyn StoreHarness) -> Outcome {
    let rivals: Vec<_> = (0..20)
        .map(|number| {
            let (rates, keys) = (store.rates(), both(&format!("of {}", number % 4)));
            async move { Outcome::Ok(rates.take_all(&keys, at(0)).await?.is_none()) }
        })
        .collect();
    assert_eq!(at_once(rivals).await?.into_iter().filter(|allowed| *allowed).count(), 3);
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

/// A clock that was set back, by however much, keeps nobody out for longer than two steps, and gives nobody
/// a whole burst.
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
