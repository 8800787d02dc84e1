//! Attempts that count only when they fail.
//!
//! Whether an attempt fails is known only afterwards, so each one takes a unit of the allowance first and gives it back
//! when it was right: however many guess at once, no more are tried than the allowance holds. For those who are right
//! not to stand in each other's way, few attempts on one key are under way at once, and the next ones wait in line. The
//! first in line is refused only when it finds the allowance used up while nothing is under way here: what is used up
//! then was used up by failures. Attempts under way in other processes still count there as long as they take.

use super::throttled::{TakeError, Throttled};
use async_lock::{Mutex as Turn, MutexGuardArc, Semaphore, SemaphoreGuardArc};
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

/// What an attempt that is under way until this is dropped has taken, one of each of its allowances. It counts as failed
/// unless it is given back.
#[must_use]
pub(super) struct Taken {
    /// None where nothing is counted.
    places: Vec<Place>,
}

struct Place {
    standing: Standing,
    rate: Rate,
    _place: SemaphoreGuardArc,
}

/// The first in line.
struct First {
    standing: Standing,
    rate: Rate,
    _turn: MutexGuardArc<()>,
    own: SemaphoreGuardArc,
    /// Places that are free, or become so while this one waits: only the first in line looks for any.
    free: Vec<SemaphoreGuardArc>,
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

impl First {
    fn look_for_places(&mut self) {
        let places = &self.standing.line.places;
        self.free.extend(std::iter::from_fn(|| places.try_acquire_arc()));
    }

    /// Whether no attempt on this key was under way when places were last looked for.
    fn none_under_way(&self) -> bool {
        self.free.len() + 1 == self.standing.line.at_once
    }

    /// Waits until an attempt on this key has ended.
    async fn wait_for_one(&mut self) {
        let next = self.standing.line.places.acquire_arc().await;
        self.free.push(std::mem::replace(&mut self.own, next));
    }

    /// Begins the attempt, and lets the next one come to the front.
    fn go(self) -> Place {
        Place { standing: self.standing, rate: self.rate, _place: self.own }
    }
}

impl Attempts {
    /// Takes one of each of these allowances for an attempt, all at once, when its turn has come on each key. All callers
    /// name keys of the same kinds in the same order, so that no two wait for each other.
    pub(super) async fn take(
        &self,
        rates: &dyn RateLimiter,
        clock: &dyn Clock,
        keys: Vec<(String, Rate)>,
    ) -> Result<Taken, TakeError> {
        let keys: Vec<_> = keys.into_iter().filter(|(_, rate)| !rate.is_unlimited()).collect();
        let mut lines = Vec::with_capacity(keys.len());
        for (key, rate) in &keys {
            lines.push(self.wait(key.clone(), *rate).await?);
        }
        if lines.is_empty() {
            return Ok(Taken { places: Vec::new() });
        }
        loop {
            lines.iter_mut().for_each(First::look_for_places);
            let Some((at, refused)) = rates.take_all(&keys, clock.now()).await? else { break };
            match lines.get_mut(at) {
                Some(line) if !line.none_under_way() => line.wait_for_one().await,
                _ => return Err(Throttled(refused).into()),
            }
        }
        Ok(Taken { places: lines.into_iter().map(First::go).collect() })
    }

    /// Gives back what does not count, and makes room for the next attempt.
    pub(super) async fn give_back(
        &self,
        rates: &dyn RateLimiter,
        clock: &dyn Clock,
        taken: Taken,
    ) -> Result<(), StoreError> {
        if taken.places.is_empty() {
            return Ok(());
        }
        let keys = taken.places.iter().map(|place| (place.standing.key.clone(), place.rate));
        rates.give_back_all(&keys.collect::<Vec<_>>(), clock.now()).await
    }

    /// Waits until an attempt is the first in line of a key and there is a place for it.
    async fn wait(&self, key: String, rate: Rate) -> Result<First, Throttled> {
        let Some(standing) = self.join(key, rate) else {
            return Err(Throttled(Allowance { limit: rate.burst, remaining: 0, reset: 1, retry: Some(1) }));
        };
        let turn = standing.line.turn.lock_arc().await;
        let own = standing.line.places.acquire_arc().await;
        Ok(First { standing, rate, _turn: turn, own, free: Vec::new() })
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
