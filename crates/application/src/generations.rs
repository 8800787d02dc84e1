//! Generations: one thing made because somebody asked for it.
//!
//! An explicit request always makes a new, charged job outside any production, however current the take that is
//! there may be.

mod request;
mod size;

pub(crate) use request::Named;
pub use request::{RequestGenerationError, RequestedJob};
pub use size::QuoteGenerationError;

use crate::{Ports, Productions};
use xinggen_domain::{job::Operation, take::Target};

/// Quotes and requests single generations.
#[derive(Clone)]
pub struct Generations {
    pub(crate) ports: Ports,
    productions: Productions,
}

/// What somebody asks for: the script, the storyboard or the cut of an episode; a picture of a character, a scene, a
/// prop or a shot; the clip of a shot; the voice of a line, or of every line of a shot in one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GenerationOrder {
    /// What to do.
    pub operation: Operation,
    /// On what.
    pub target: Target,
}

impl Generations {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { productions: Productions::new(ports.clone()), ports }
    }
}
