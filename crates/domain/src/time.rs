//! Time as the house keeps it: UTC instants in whole microseconds, media durations in milliseconds.

use chrono::{DateTime, SubsecRound, Utc};

/// An instant in UTC. PostgreSQL keeps microseconds, so the [`Clock`](crate::ports::Clock) gives no finer ones.
pub type Timestamp = DateTime<Utc>;

/// Cuts an instant to whole microseconds, the precision that every store keeps.
#[must_use]
pub fn whole_micros(instant: Timestamp) -> Timestamp {
    instant.trunc_subsecs(6)
}

/// A media duration or offset in milliseconds.
pub type Millis = u32;

/// Frames per second of everything that is rendered.
pub const FPS: u32 = 30;

/// Media durations are multiples of this: 100 ms are exactly three frames at 30 fps, so no rounding adds up.
pub const GRID_MS: Millis = 100;

/// The duration rounded up to the grid of [`GRID_MS`].
#[must_use]
pub const fn on_grid(ms: Millis) -> Millis {
    ms.div_ceil(GRID_MS) * GRID_MS
}

/// Frames in a duration that lies on the grid.
#[must_use]
pub const fn frames(ms: Millis) -> u32 {
    ms * FPS / 1000
}
