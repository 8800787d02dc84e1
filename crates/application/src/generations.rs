//! Generations: one thing made because somebody asked for it.
//!
//! An explicit request always makes a new, charged job outside any production, however current the take that is
//! there may be.

mod request;

pub(crate) use request::Named;
pub use request::{RequestGenerationError, RequestedJob};

use crate::{Ports, Quotes};

/// Requests single generations.
#[derive(Clone)]
pub struct Generations {
    pub(crate) ports: Ports,
    pub(crate) quotes: Quotes,
}

impl Generations {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { quotes: Quotes::new(ports.clone()), ports }
    }
}
