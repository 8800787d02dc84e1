//! How often somebody may do something: so many at once, then one every so often.
//!
//! The rule is the generic cell rate algorithm. All it remembers of a key is one moment: when the allowance is full
//! again. Whatever is taken pushes that moment on; what would push it too far is refused and pushes nothing.
//!
//! No moment is ever stored that lies more than a whole burst ahead of the clock that it was computed with. Whether one
//! that does was stored by a process whose clock is ahead, or before the clock was set back, cannot be seen from it, so a
//! margin decides ([`Rate::margin`], a step and at least [`CLOCKS_APART`]):
//!
//! - up to the margin it is believed. Processes whose clocks differ by as much allow together what the rate allows, and
//!   once what it allows in the time by which they differ. After the clock was set back, a caller waits for at most a
//!   step and the margin.
//! - beyond the margin it is read as an allowance of which one is left: the next request is not refused, and a clock that
//!   is set back does not refill a whole burst of guesses.
//!
//! What one process counts for itself knows better: see [`Allowances`].

mod allowances;
#[cfg(test)]
mod tests;

pub use allowances::Allowances;

use crate::time::Timestamp;
use chrono::Duration;
use std::num::NonZeroU32;

/// By how much the clocks of processes that share a database may differ, at least.
pub const CLOCKS_APART: Duration = Duration::seconds(60);

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
        let full_at = self.believed(full_at, now);
        (full_at <= self.latest(now)).then(|| full_at + self.step)
    }

    /// What a stored moment is read as.
    fn believed(self, full_at: Option<Timestamp>, now: Timestamp) -> Timestamp {
        let full_at = full_at.unwrap_or(now).max(now);
        if full_at > self.impossible(now) { self.latest(now) } else { full_at }
    }

    /// How much further than a whole burst ahead a stored moment is still believed.
    #[must_use]
    pub fn margin(self) -> Duration {
        self.step.max(CLOCKS_APART)
    }

    /// After which moment no allowance can be full: if one says so, the clock was set back since.
    #[must_use]
    pub fn impossible(self, now: Timestamp) -> Timestamp {
        self.latest(now) + self.step + self.margin()
    }

    /// What is left of an allowance of which nothing is taken now; it is refused when the next one would be.
    #[must_use]
    pub fn left(self, full_at: Option<Timestamp>, now: Timestamp) -> Allowance {
        let full_at = self.believed(full_at, now);
        self.allowance(full_at, full_at <= self.latest(now), now)
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
