//! Attempts that count only when they fail.
//!
//! Whether an attempt fails is known only afterwards, so each one takes a unit of the allowance first and gives it back
//! when it was right: however many guess at once, no more are tried than the allowance holds. For those who are right
//! not to stand in each other's way, few attempts on one key are under way at once, and the next ones wait in line. The
//! first in line is refused only when it finds the allowance used up while nothing is under way here: what is used up
//! then was used up by failures. Attempts under way in other processes still count there as long as they take.

use super::throttle::{TakeError, Throttled};
use async_lock::{Mutex as Turn, Semaphore, SemaphoreGuardArc};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use xinggen_domain::{
    error::StoreError,
    ports::{Clock, RateLimiter},
    rate::{Allowance, Rate},
};

/// How many attempts on one key may wait in line in this process. At some 20 ms for a password, the last one waits for
/// about a second.
const IN_LINE: usize = 150;

/// How many attempts on one key are under way at once in this process: as many as may be in three processes without using
/// the allowance up.
fn at_once(rate: Rate) -> usize {
    usize::try_from(rate.burst / 3).unwrap_or(IN_LINE).max(1)
}

/// The attempts of this process.
#[derive(Clone, Default)]
pub(super) struct Attempts {
    lines: Arc<Mutex<HashMap<String, Arc<Line>>>>,
}

/// The attempts on one key.
struct Line {
    /// Of the first in line.
    turn: Arc<Turn<()>>,
    /// Held by attempts that are under way.
    places: Arc<Semaphore>,
    at_once: usize,
}

/// One that was taken from an allowance by an attempt that is under way until this is dropped. It counts as failed unless
/// it is given back.
#[must_use]
pub(super) struct Taken {
    /// None where nothing is counted.
    place: Option<Place>,
}

struct Place {
    standing: Standing,
    rate: Rate,
    _place: SemaphoreGuardArc,
}

/// From so many lines on, those in which no attempt stands are looked for.
const SWEPT_FROM: usize = 1_000;

/// A place in a line; the line is removed with its last place.
struct Standing {
    attempts: Attempts,
    key: String,
    line: Arc<Line>,
}

impl Drop for Standing {
    fn drop(&mut self) {
        let mut lines = self.attempts.lines();
        // One more is the map's. Lines are joined under the same lock.
        if Arc::strong_count(&self.line) <= 2 {
            lines.remove(&self.key);
        }
    }
}

impl Attempts {
    /// Takes one for an attempt, when its turn comes.
    pub(super) async fn take(
        &self,
        rates: &dyn RateLimiter,
        clock: &dyn Clock,
        key: String,
        rate: Rate,
    ) -> Result<Taken, TakeError> {
        if rate.is_unlimited() {
            return Ok(Taken { place: None });
        }
        let Some(standing) = self.join(key, rate) else {
            let crowded = Allowance { limit: rate.burst, remaining: 0, reset: 1, retry: Some(1) };
            return Err(Throttled(crowded).into());
        };
        let line = &standing.line;
        let turn = line.turn.lock_arc().await;
        let mut own = line.places.acquire_arc().await;
        // Places that are free, or become so while this one waits: only the first in line looks for any.
        let mut free = Vec::new();
        loop {
            free.extend(std::iter::from_fn(|| line.places.try_acquire_arc()));
            let none_under_way = free.len() + 1 == line.at_once;
            let allowance = rates.take(&standing.key, rate, clock.now()).await?;
            if allowance.retry.is_none() {
                break;
            }
            if none_under_way {
                return Err(Throttled(allowance).into());
            }
            free.push(std::mem::replace(&mut own, line.places.acquire_arc().await));
        }
        drop((free, turn));
        Ok(Taken { place: Some(Place { standing, rate, _place: own }) })
    }

    /// Gives back one that does not count, and makes room for the next attempt.
    pub(super) async fn give_back(
        &self,
        rates: &dyn RateLimiter,
        clock: &dyn Clock,
        taken: Taken,
    ) -> Result<(), StoreError> {
        match taken.place {
            None => Ok(()),
            Some(place) => rates.give_back(&place.standing.key, place.rate, clock.now()).await,
        }
    }

    /// Joins the line of a key; none when it is full.
    fn join(&self, key: String, rate: Rate) -> Option<Standing> {
        let mut lines = self.lines();
        // Two who leave a line at the same time may each take the other for one who stays.
        if lines.len() >= SWEPT_FROM {
            lines.retain(|_, line| Arc::strong_count(line) > 1);
        }
        let at_once = at_once(rate);
        let line = lines.entry(key.clone()).or_insert_with(|| {
            let places = Arc::new(Semaphore::new(at_once));
            Arc::new(Line { turn: Arc::default(), places, at_once })
        });
        let standing = Arc::strong_count(line) - 1;
        (standing < line.at_once + IN_LINE).then(|| Standing {
            attempts: self.clone(),
            key,
            line: line.clone(),
        })
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<String, Arc<Line>>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
