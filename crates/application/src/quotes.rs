//! Quotes: what something would cost now, and holding an order to what was quoted.
//!
//! Productions and generations stand on this folder, which knows neither: what is quoted and what is ordered are sized and
//! priced by the same functions.

mod basis;
mod generation;
mod kept;
mod notes;
mod production;
mod size;
mod standing;

pub(crate) use basis::Basis;
pub use generation::QuoteGenerationError;
pub use kept::{FreshQuote, UnusableQuote};
pub(crate) use kept::{check, renewable, single};
pub use notes::QuoteNote;
pub use production::QuoteProductionError;
pub(crate) use size::Sized;

use crate::Ports;
use xinggen_domain::{job::Operation, take::Target};

/// Says what something would cost, and keeps it so that it can be ordered for just that.
#[derive(Clone)]
pub struct Quotes {
    ports: Ports,
}

/// What a caller asks for: the script, the storyboard or the cut of an episode; a picture of a character, a scene, a
/// prop or a shot; the clip of a shot; the voice of a line, or of every line of a shot in one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GenerationOrder {
    /// What to do.
    pub operation: Operation,
    /// On what.
    pub target: Target,
}

impl Quotes {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }
}
