use super::{Allowance, Rate};
use crate::time::Timestamp;
use chrono::Duration;
use std::collections::HashMap;

/// Allowances that one process counts for itself, in its memory.
///
/// All moments are those of a time that never goes back ([`Steady`]). So a clock that is set back, by however much,
/// refuses no caller who was within the limit before, and refills nothing.
#[derive(Debug, Clone, Default)]
pub struct Allowances {
    /// When each one is full again.
    full: HashMap<String, Timestamp>,
    time: Steady,
}

/// By how much earlier than the call before a call may be without the clock having been set back: callers read the clock
/// before they take turns.
const OUT_OF_TURN: Duration = Duration::seconds(1);

/// A time that passes as the clock does, and goes on from where it is when the clock is set back. A set-back of less than
/// [`OUT_OF_TURN`] stops it for as long.
#[derive(Debug, Clone, Default)]
struct Steady {
    /// By how much it is ahead of the clock.
    ahead: Duration,
    latest: Timestamp,
}

impl Steady {
    fn at(&mut self, now: Timestamp) -> Timestamp {
        if now + self.ahead < self.latest - OUT_OF_TURN {
            self.ahead = self.latest - now;
        }
        self.latest = self.latest.max(now + self.ahead);
        self.latest
    }
}

impl Allowances {
    /// Takes one of a key's allowance, unless that is too much: then nothing is taken.
    pub fn take(&mut self, key: &str, rate: Rate, now: Timestamp) -> Allowance {
        let now = self.time.at(now);
        let stored = self.full.get_mut(key);
        let Some(full_at) = rate.taken(stored.as_deref().copied(), now) else {
            return rate.left(stored.as_deref().copied(), now);
        };
        match stored {
            Some(stored) => *stored = full_at,
            None => {
                self.full.insert(key.to_owned(), full_at);
            }
        }
        rate.allowance(full_at, true, now)
    }

    /// What is left of a key's allowance; nothing is taken.
    pub fn left(&mut self, key: &str, rate: Rate, now: Timestamp) -> Allowance {
        rate.left(self.full.get(key).copied(), self.time.at(now))
    }

    /// Gives back one that was taken.
    pub fn give_back(&mut self, key: &str, rate: Rate, now: Timestamp) {
        let now = self.time.at(now);
        let Some(stored) = self.full.get_mut(key) else { return };
        match rate.given_back(*stored, now) {
            Some(full_at) => *stored = full_at,
            None => {
                self.full.remove(key);
            }
        }
    }

    /// Forgets those that are full again; how many.
    pub fn forget_full(&mut self, now: Timestamp) -> usize {
        let (now, before) = (self.time.at(now), self.full.len());
        self.full.retain(|_, full_at| *full_at > now);
        before - self.full.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::num::NonZeroU32;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_timestamp_millis(1_800_000_000_000 + millis).expect("a time")
    }

    fn per_minute(count: u32) -> Rate {
        Rate::per_minute(NonZeroU32::new(count).expect("above 0"))
    }

    #[test]
    fn a_minute_is_counted_for_each_key_and_forgotten_when_it_is_over() {
        let (mut all, rate) = (Allowances::default(), Rate::new(2, 30));
        let mut take = |key: &str, seconds: i64| all.take(key, rate, at(seconds * 1_000)).retry;
        assert_eq!([take("lin", 0), take("lin", 0), take("lin", 0)], [None, None, Some(30)]);
        assert_eq!(take("chen", 0), None, "another key");
        assert_eq!([take("lin", 30), take("lin", 30)], [None, Some(30)]);
        all.give_back("lin", rate, at(30_000));
        assert_eq!(all.left("lin", rate, at(30_000)).remaining, 1);
        let mut take = |key: &str, seconds: i64| all.take(key, rate, at(seconds * 1_000)).retry;
        assert_eq!([take("lin", 30), take("lin", 30)], [None, Some(30)]);
        assert_eq!(all.forget_full(at(30_000)), 1, "chen's");
        assert_eq!(all.take("lin", rate, at(30_000)).retry, Some(30), "not lin's");
    }

    #[test]
    fn nothing_is_left_of_what_was_given_back() {
        let (mut all, rate) = (Allowances::default(), Rate::new(2, 30));
        assert_eq!(all.take("lin", rate, at(0)).retry, None);
        all.give_back("lin", rate, at(-300_000));
        all.give_back("chen", rate, at(0));
        assert!(all.full.is_empty());
        assert_eq!(all.left("lin", rate, at(0)).remaining, 2);
    }

    #[test]
    fn a_clock_that_was_set_back_neither_refuses_nor_refills() {
        for count in [1, 2, 60, 6_000] {
            for back in [1, 10, 500, 999, 1_000, 1_001, 59_999, 60_001, 65_000, 120_001, 300_000, 86_400_000]
            {
                let (mut all, rate) = (Allowances::default(), per_minute(count));
                for left in (0..count).rev() {
                    // Set back before every one, so that the first and the last one of a minute are among them.
                    let now = at(-back * i64::from(count - left));
                    let taken = all.take("lin", rate, now);
                    assert_eq!((taken.remaining, taken.retry), (left, None), "{count}, {back} ms");
                }
                let now = at(-back * i64::from(count + 1));
                let refused = all.take("lin", rate, now).retry.expect("all was used");
                assert!(refused <= 60 / count + 1, "{count}, {back} ms: {refused} s");
                let later = now + rate.step + OUT_OF_TURN;
                assert_eq!(all.take("lin", rate, later).retry, None, "{count}, {back} ms: it goes on");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

        /// Time passes and the clock is set back between calls: a caller who has one left is never refused, and in all
        /// no more is allowed than in the time that has passed.
        #[test]
        fn set_backs_cost_nothing_and_give_nothing(
            count in 1..300_u32,
            calls in prop::collection::vec((0..3_000_i64, prop_oneof![3 => Just(0), 1 => 0..200_000_i64]), 1..400),
        ) {
            let (mut all, rate) = (Allowances::default(), per_minute(count));
            let (mut clock, mut passed, mut taken, mut left) = (0, 0, 0, count);
            for (millis, back) in calls {
                passed += millis;
                clock += millis - back;
                for _ in 0..4 {
                    let next = all.take("lin", rate, at(clock));
                    prop_assert!(left == 0 || next.retry.is_none(), "refused with {left} left, {back} ms back");
                    left = next.remaining;
                    taken += i64::from(next.retry.is_none());
                }
            }
            let most = i64::from(count) + passed * i64::from(count) / 60_000 + 1;
            prop_assert!(taken <= most, "{taken} in {passed} ms, {most} are allowed");
        }
    }
}
