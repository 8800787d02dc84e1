//! Places at which a test lets the process die: right before and right after what is written becomes final.
//!
//! Only with the feature `failpoints`, which no build that is used has on: it does not compile without debug
//! assertions. The program that arms them is `xinggen-failpoints`.

#[cfg(not(debug_assertions))]
compile_error!("the feature `failpoints` lets the process die and is for tests in debug builds alone");

use sea_orm::Statement;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// Where the process may die.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Failpoint {
    /// Before a commit, or a statement that commits itself: nothing of it may be seen afterwards.
    Before = 1,
    /// After it, before anybody is told: everything of it has to be seen afterwards.
    After = 2,
}

static ARMED: AtomicU8 = AtomicU8::new(0);
static LEFT: AtomicU64 = AtomicU64::new(0);

/// Lets the process die when it comes to the point for the time after `spared` times.
pub fn arm(point: Failpoint, spared: u64) {
    LEFT.store(spared, Ordering::SeqCst);
    ARMED.store(point as u8, Ordering::SeqCst);
}

pub(crate) fn reach(point: Failpoint) {
    if ARMED.load(Ordering::SeqCst) == point as u8 && LEFT.fetch_sub(1, Ordering::SeqCst) == 0 {
        // As a power cut would: nothing is flushed, no destructor runs.
        std::process::abort();
    }
}

/// Reached by what changes rows alone: a statement that only reads leaves nothing to lose.
pub(crate) fn reach_by(point: Failpoint, statement: &Statement) {
    let writes =
        |verb: &str| statement.sql.get(..verb.len()).is_some_and(|head| head.eq_ignore_ascii_case(verb));
    if ["INSERT", "UPDATE", "DELETE", "WITH"].iter().any(|verb| writes(verb)) {
        reach(point);
    }
}
