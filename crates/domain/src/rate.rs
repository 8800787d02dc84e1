//! How often somebody may do something: so many at once, then one every so often.
//!
//! The rule is the generic cell rate algorithm. All it remembers of a key is one moment: when the allowance is full
//! again. Whatever is taken pushes that moment on; what would push it too far is refused and pushes nothing.

use crate::time::Timestamp;
use chrono::Duration;
use std::num::NonZeroU32;

/// An allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many at once; 0 for as many as anybody likes.
    pub burst: u32,
    /// After how much time one more is allowed.
    pub step: Duration,
}

/// What is left of an allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// How many at once there are when it is full.
    pub limit: u32,
    /// How many are left just now.
    pub remaining: u32,
    /// In how many seconds it is full again.
    pub reset: u32,
    /// In how many seconds the next one is allowed; none when this one was.
    pub retry: Option<u32>,
}

impl Rate {
    /// So many at once, then one in so many seconds.
    #[must_use]
    pub const fn new(burst: u32, seconds: u32) -> Self {
        let seconds = if seconds == 0 { 1 } else { seconds };
        Self { burst, step: Duration::seconds(seconds as i64) }
    }

    /// So many in a minute: all at once, or one after the other.
    #[must_use]
    pub const fn per_minute(count: NonZeroU32) -> Self {
        let micros = 60_000_000 / count.get();
        Self { burst: count.get(), step: Duration::microseconds(if micros == 0 { 1 } else { micros as i64 }) }
    }

    /// Whether nothing is ever refused.
    #[must_use]
    pub const fn is_unlimited(self) -> bool {
        self.burst == 0
    }

    /// Up to when an allowance may be full later, for one more to be allowed now.
    #[must_use]
    pub fn latest(self, now: Timestamp) -> Timestamp {
        now + self.step * i32::try_from(self.burst.saturating_sub(1)).unwrap_or(i32::MAX)
    }

    /// Takes one, if it is allowed: the moment to remember.
    #[must_use]
    pub fn taken(self, full_at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        let full_at = full_at.unwrap_or(now).max(now);
        (full_at <= self.latest(now)).then(|| full_at + self.step)
    }

    /// What to say about an allowance that is full at this moment, after one was taken or refused.
    #[must_use]
    pub fn allowance(self, full_at: Timestamp, allowed: bool, now: Timestamp) -> Allowance {
        let ahead = (full_at - now).max(Duration::zero());
        let step = self.step;
        let used = whole(ahead, step);
        let late = full_at - self.latest(now);
        Allowance {
            limit: self.burst,
            remaining: if allowed { self.burst.saturating_sub(used) } else { 0 },
            reset: whole(ahead, Duration::seconds(1)),
            retry: (!allowed).then(|| whole(late, Duration::seconds(1)).max(1)),
        }
    }

    /// The allowance of somebody who is never refused.
    #[must_use]
    pub const fn unlimited() -> Allowance {
        Allowance { limit: u32::MAX, remaining: u32::MAX, reset: 0, retry: None }
    }
}

/// How many units a time is, rounded up.
fn whole(time: Duration, unit: Duration) -> u32 {
    let micros = |time: Duration| time.num_microseconds().unwrap_or(i64::MAX).max(0);
    let unit = micros(unit).max(1);
    u32::try_from((micros(time).saturating_add(unit - 1)) / unit).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
    }

    #[test]
    fn a_burst_is_allowed_and_then_one_every_so_often() {
        let rate = Rate::new(3, 60);
        let mut full = None;
        for left in [2, 1, 0] {
            full = Some(rate.taken(full, at(0)).expect("within the burst"));
            assert_eq!(rate.allowance(full.expect("set"), true, at(0)).remaining, left);
        }
        assert_eq!(rate.taken(full, at(0)), None);
        let refused = rate.allowance(full.expect("set"), false, at(0));
        assert_eq!(refused, Allowance { limit: 3, remaining: 0, reset: 180, retry: Some(60) });
        assert_eq!(rate.allowance(full.expect("set"), false, at(59)).retry, Some(1));
        assert_eq!(rate.taken(full, at(59)), None);
        full = rate.taken(full, at(60));
        assert!(full.is_some(), "one more after a minute");
        assert_eq!(rate.taken(full, at(60)), None, "and just one");
    }

    #[test]
    fn a_minute_holds_what_it_says_at_once_or_spread() {
        let rate = Rate::per_minute(NonZeroU32::new(7_000).expect("above 0"));
        let mut full = None;
        for _ in 0..7_000 {
            full = Some(rate.taken(full, at(0)).expect("within the minute"));
        }
        assert_eq!(rate.taken(full, at(0)), None);
        assert_eq!(rate.allowance(full.expect("set"), false, at(0)).retry, Some(1));
        let after =
            (0..).take_while(|_| rate.taken(full, at(30)).inspect(|next| full = Some(*next)).is_some());
        assert!((3_499..=3_501).contains(&after.count()), "half of it after half a minute");
    }

    #[test]
    fn an_allowance_never_holds_more_than_its_burst() {
        let rate = Rate::new(2, 10);
        let mut full = rate.taken(None, at(0));
        for _ in 0..2 {
            full = rate.taken(full, at(10_000));
            assert!(full.is_some());
        }
        assert_eq!(rate.taken(full, at(10_000)), None);
    }
}
