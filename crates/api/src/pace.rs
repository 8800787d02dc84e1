//! How slow the other end of a connection may be before it is given up.
//!
//! A peer has a stock of time. Waiting for it uses the stock up, bytes that move refill it, and it never holds more than
//! the peer began with. So one rule ends a peer that stands still, one that sends a byte now and then, and one that was
//! fast at first and then sends a byte now and then. An average over the whole transfer would let the last one stay.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until};

/// How slow a peer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The longest wait without a byte. It is also the most time that a peer has in stock.
    pub patience: Duration,
    /// How many bytes refill the stock by one second: the slowest average that can go on.
    pub bytes_per_second: u32,
}

impl Pace {
    /// For bodies of requests. A mobile uplink of 100 kbit/s brings about 12 KiB/s: it may be silent for 30 s, share the
    /// line among two uploads, or lose half of its packets, and goes on.
    pub const BODIES: Self = Self { patience: Duration::from_secs(30), bytes_per_second: 4 << 10 };

    /// For answers. A full socket takes bytes again only when about a third of its buffer is free; of 4 MiB, the most that
    /// Linux gives a connection, a reader of 64 kbit/s frees a third in less than three minutes.
    pub const ANSWERS: Self = Self { patience: Duration::from_secs(180), bytes_per_second: 1 << 10 };
}

/// The stock of time of one peer.
struct Stock {
    pace: Pace,
    left: Duration,
    /// Since when the peer is waited for.
    since: Option<Instant>,
}

impl Stock {
    fn new(pace: Pace) -> Self {
        Self { pace, left: pace.patience, since: None }
    }

    /// Waits, from now on unless it does already; when the stock will be used up.
    fn wait(&mut self, now: Instant) -> Instant {
        *self.since.get_or_insert(now) + self.left
    }

    /// So many bytes have moved; the wait is over.
    fn moved(&mut self, now: Instant, bytes: usize) {
        let waited = self.since.take().map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        let nanoseconds = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(1_000_000_000);
        let bought = Duration::from_nanos(nanoseconds / u64::from(self.pace.bytes_per_second.max(1)));
        self.left = self.left.saturating_sub(waited).saturating_add(bought).min(self.pace.patience);
    }
}

/// Waits for one peer as long as its pace allows.
pub(crate) struct Waiting {
    stock: Stock,
    /// Made when the peer is first waited for: most never are.
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Waiting {
    pub(crate) fn new(pace: Pace) -> Self {
        Self { stock: Stock::new(pace), alarm: None }
    }

    /// So many bytes have moved.
    pub(crate) fn moved(&mut self, bytes: usize) {
        self.stock.moved(Instant::now(), bytes);
    }

    /// To be asked while the peer is waited for: ready once it was too slow. Time counts from the first call after bytes
    /// have moved, so a peer of whom nothing is wanted loses none.
    pub(crate) fn poll_over(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let begins = self.stock.since.is_none();
        let until = self.stock.wait(Instant::now());
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep_until(until)));
        if begins {
            alarm.as_mut().reset(until);
        }
        alarm.as_mut().poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how many seconds a peer is given up that brings so many bytes after each of these waits, in seconds; none
    /// if it never is.
    fn given_up(pace: Pace, pieces: impl IntoIterator<Item = (u64, usize)>) -> Option<u64> {
        let (mut stock, began) = (Stock::new(pace), Instant::now());
        let mut now = began;
        for (wait, bytes) in pieces {
            let until = stock.wait(now);
            now += Duration::from_secs(wait);
            if until < now {
                return Some((until - began).as_secs());
            }
            stock.moved(now, bytes);
        }
        None
    }

    #[test]
    fn a_peer_that_stands_still_is_given_up() {
        assert_eq!(given_up(Pace::BODIES, [(31, 1)]), Some(30));
        let fast_at_first = [(0, 60 << 20), (1, 1 << 20), (31, 1)];
        assert_eq!(given_up(Pace::BODIES, fast_at_first), Some(31), "what came before buys no more");
        assert_eq!(given_up(Pace::ANSWERS, [(181, 1)]), Some(180));
    }

    #[test]
    fn a_byte_now_and_then_does_not_hold_a_body_open() {
        let trickle = (0..900).map(|_| (29, 1));
        assert_eq!(given_up(Pace::BODIES, trickle.clone()), Some(30));
        assert_eq!(given_up(Pace::BODIES, [(0, 60 << 20)].into_iter().chain(trickle)), Some(30));
        let too_slow = (0..900).map(|_| (1, 3 << 10));
        assert_eq!(given_up(Pace::BODIES, too_slow), Some(117), "three quarters of what it takes");
    }

    #[test]
    fn an_honest_slow_line_passes() {
        const SECOND: usize = 100_000 / 8;
        assert_eq!(given_up(Pace::BODIES, (0..900).map(|_| (1, SECOND))), None);
        assert_eq!(given_up(Pace::BODIES, (0..900).map(|_| (1, SECOND / 2))), None, "two share the line");
        let with_gaps = (0..20).flat_map(|_| [(25, SECOND)].into_iter().chain([(1, SECOND); 20]));
        assert_eq!(given_up(Pace::BODIES, with_gaps), None);
        // What a large buffer of the kernel makes of a slow reader.
        assert_eq!(given_up(Pace::ANSWERS, (0..20).map(|_| (170, (4 << 20) / 3))), None);
    }

    #[test]
    fn a_peer_of_whom_nothing_is_wanted_loses_no_time() {
        let (mut stock, began) = (Stock::new(Pace::ANSWERS), Instant::now());
        stock.moved(began, 1);
        let later = began + Duration::from_secs(10_000);
        stock.moved(later, 1);
        assert_eq!(stock.wait(later), later + Pace::ANSWERS.patience);
    }
}
