//! How often somebody may do something: so many at once, then one every so often.
//!
//! The rule is the generic cell rate algorithm. All it remembers of a key is one moment: when the allowance is full
//! again. Whatever is taken pushes that moment on; what would push it too far is refused and pushes nothing.
//!
//! No moment is ever stored that lies more than a whole burst ahead of the clock. One that lies a step further was stored
//! before the clock was set back, and says nothing any more: it is read as an allowance of which one is left, so that no
//! change of the clock keeps anybody out for longer than two steps. That step is for processes whose clocks differ: they
//! must not take each other's moments for such ones, or together they would allow more than the rate.

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
        let (full_at, latest) = (full_at.unwrap_or(now).max(now), self.latest(now));
        let full_at = if full_at > self.impossible(now) { latest } else { full_at };
        (full_at <= latest).then(|| full_at + self.step)
    }

    /// After which moment no allowance can be full: if one says so, the clock was set back since.
    #[must_use]
    pub fn impossible(self, now: Timestamp) -> Timestamp {
        self.latest(now) + self.step * 2
    }

    /// Gives one back: the moment to remember; none when the allowance is full then, and its moment to be forgotten.
    /// An allowance of which all was given back leaves nothing behind that a change of the clock could bring to life.
    #[must_use]
    pub fn given_back(self, full_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
        Some(full_at - self.step).filter(|full_at| *full_at > now)
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
    fn a_clock_that_was_set_back_keeps_nobody_out_for_longer_than_two_steps() {
        let rate = Rate::new(3, 60);
        let used = (0..3).fold(None, |full, _| rate.taken(full, at(0)));
        for back in 0..=10_000 {
            let now = at(-back);
            let next = rate.taken(used, now).or_else(|| rate.taken(used, now + rate.step * 2));
            assert!(next.is_some(), "{back} s back");
            assert!(next <= Some(now + rate.step * 5), "{back} s back: no more than a burst ahead");
        }
        let first = rate.taken(used, at(-300));
        assert_eq!(first, Some(at(-300) + rate.step * 3));
        assert_eq!(rate.taken(first, at(-300)), None, "one was left, not three");
    }

    #[test]
    fn clocks_that_differ_by_less_than_a_step_allow_no_more_together() {
        let rate = Rate::new(3, 60);
        let (mut full, mut taken) = (None, 0);
        for second in 0..6_000 {
            for clock in [at(second + 59), at(second)] {
                if let Some(next) = rate.taken(full, clock) {
                    (full, taken) = (Some(next), taken + 1);
                }
            }
        }
        assert!((102..=104).contains(&taken), "{taken} in 6,059 s");
    }

    #[test]
    fn what_is_given_back_in_full_is_forgotten() {
        let rate = Rate::new(3, 60);
        let one = rate.taken(None, at(0)).expect("taken");
        let two = rate.taken(Some(one), at(0)).expect("taken");
        assert_eq!(rate.given_back(two, at(0)), Some(one));
        assert_eq!(rate.given_back(one, at(0)), None);
        assert_eq!(rate.given_back(two, at(61)), None);
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
