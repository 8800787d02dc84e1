//! A clock that stands until a test moves it.

use crate::sync::locked;
use chrono::{DateTime, Duration};
use std::sync::{Arc, Mutex};
use xinggen_domain::{
    ports::Clock,
    time::{Timestamp, whole_micros},
};

/// When every test begins: 2026-01-05T08:00:00.123456Z, with microseconds so that a store that cuts them is found.
#[must_use]
pub fn start() -> Timestamp {
    DateTime::UNIX_EPOCH + Duration::microseconds(1_767_600_000_123_456)
}

/// A clock that stands until it is moved. Clones show the same time.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: Arc<Mutex<Timestamp>>,
}

impl ManualClock {
    /// Moves the clock on (or back, by a negative duration).
    pub fn advance(&self, by: Duration) {
        let mut now = locked(&self.now);
        *now = whole_micros(*now + by);
    }

    /// Sets the clock, to whole microseconds.
    pub fn set(&self, now: Timestamp) {
        *locked(&self.now) = whole_micros(now);
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self { now: Arc::new(Mutex::new(start())) }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *locked(&self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_move_together_and_keep_whole_microseconds() {
        let clock = ManualClock::default();
        let other = clock.clone();
        clock.advance(Duration::nanoseconds(1_500));
        assert_eq!(other.now(), start() + Duration::microseconds(1));
    }
}
