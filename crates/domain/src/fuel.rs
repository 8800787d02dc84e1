//! A budget of steps for work on input from outside.
//!
//! Time depends on the machine and on what else it does; steps depend on the input alone. Every loop over text that a
//! user brought draws a step per turn from a [`Fuel`], so the worst input costs what the budget allows and no more,
//! tests can count what a text costs, and work whose request is gone ends at its next step
//! ([`Fuel::stop_on_drop`]).

use std::{
    any::Any,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// Steps that even the shortest text may take: word lists and the known cast are gone through once.
const BASE_STEPS: u64 = 1_000_000;
/// Steps for each byte of a text. What people write takes about 60, the worst known shape 160.
const STEPS_PER_BYTE: u64 = 500;

/// A budget of steps. Clones draw from the same budget.
#[derive(Debug, Clone)]
pub struct Fuel(Arc<Tank>);

struct Tank {
    limit: u64,
    spent: AtomicU64,
    stopped: AtomicBool,
    held: Mutex<Vec<Box<dyn Any + Send>>>,
}

impl fmt::Debug for Tank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { limit, spent, stopped, held: _ } = self;
        let mut tank = f.debug_struct("Tank");
        tank.field("limit", limit).field("spent", spent).field("stopped", stopped).finish_non_exhaustive()
    }
}

/// Why work has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfFuel {
    /// The input costs more steps than it may.
    #[error("the text takes more work to read than its length allows")]
    Spent,
    /// Nothing waits for the result any more.
    #[error("the work was stopped")]
    Stopped,
}

/// Stops the work of a [`Fuel`] when it is dropped.
#[derive(Debug)]
pub struct StopOnDrop(Fuel);

impl Fuel {
    /// A budget of this many steps.
    #[must_use]
    pub fn new(steps: u64) -> Self {
        Self(Arc::new(Tank {
            limit: steps,
            spent: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            held: Mutex::default(),
        }))
    }

    /// The budget for reading a text of this many bytes: linear in its length.
    #[must_use]
    pub fn for_bytes(bytes: usize) -> Self {
        Self::new(BASE_STEPS.saturating_add(STEPS_PER_BYTE.saturating_mul(bytes as u64)))
    }

    /// Keeps something until the last clone of this budget is gone. Work that runs on another thread owns a clone
    /// until it has really ended, so what is kept here (a place among those that compute) is not given away when a
    /// caller merely stops waiting.
    #[must_use]
    pub fn holding(self, kept: impl Any + Send) -> Self {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(kept));
        self
    }

    /// Draws steps from the budget.
    ///
    /// # Errors
    /// The budget is spent, or the work was stopped. The caller passes it on and keeps nothing.
    pub fn burn(&self, steps: usize) -> Result<(), OutOfFuel> {
        if self.0.stopped.load(Ordering::Relaxed) {
            return Err(OutOfFuel::Stopped);
        }
        let steps = steps as u64;
        let before = self.0.spent.fetch_add(steps, Ordering::Relaxed);
        if before.saturating_add(steps) > self.0.limit { Err(OutOfFuel::Spent) } else { Ok(()) }
    }

    /// Draws steps without asking whether there are any: for work that is over after one pass over what it was given.
    /// Whatever calls it again and again draws with [`Self::burn`] in between.
    pub fn spend(&self, steps: usize) {
        self.0.spent.fetch_add(steps as u64, Ordering::Relaxed);
    }

    /// How many steps were drawn.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.0.spent.load(Ordering::Relaxed)
    }

    /// How many steps there were at first.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.0.limit
    }

    /// Ends the work at its next step.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// A guard that ends the work when it is dropped: kept by the future that waits for the result, it ends the work
    /// with the request.
    #[must_use]
    pub fn stop_on_drop(&self) -> StopOnDrop {
        StopOnDrop(self.clone())
    }
}

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_drawn_to_the_last_step_and_no_further() {
        let fuel = Fuel::new(3);
        assert_eq!(fuel.burn(2), Ok(()));
        assert_eq!(fuel.burn(1), Ok(()));
        assert_eq!(fuel.burn(1), Err(OutOfFuel::Spent));
        assert_eq!(fuel.burn(1), Err(OutOfFuel::Spent));
    }

    #[test]
    fn clones_draw_from_one_budget() {
        let fuel = Fuel::new(2);
        fuel.clone().burn(2).unwrap();
        assert_eq!((fuel.spent(), fuel.burn(1)), (2, Err(OutOfFuel::Spent)));
    }

    #[test]
    fn what_a_budget_holds_goes_with_its_last_clone() {
        let (place, count) = (Arc::new(()), |place: &Arc<()>| Arc::strong_count(place));
        let fuel = Fuel::new(1).holding(Arc::clone(&place)).holding(Arc::clone(&place));
        let (guard, working) = (fuel.stop_on_drop(), fuel.clone());
        drop((guard, fuel));
        assert_eq!((count(&place), working.burn(1)), (3, Err(OutOfFuel::Stopped)), "it still computes");
        drop(working);
        assert_eq!(count(&place), 1);
    }

    #[test]
    fn what_is_spent_unasked_is_missed_at_the_next_draw() {
        let fuel = Fuel::new(5);
        fuel.spend(5);
        assert_eq!((fuel.burn(0), fuel.burn(1)), (Ok(()), Err(OutOfFuel::Spent)));
    }

    #[test]
    fn work_ends_when_its_guard_is_dropped() {
        let fuel = Fuel::for_bytes(10);
        let guard = fuel.stop_on_drop();
        assert_eq!(fuel.burn(1), Ok(()));
        drop(guard);
        assert_eq!(fuel.burn(1), Err(OutOfFuel::Stopped));
    }
}
