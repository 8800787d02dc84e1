//! Productions: durable runs over an episode.

mod advance;
mod cancel;
mod measure;
mod order;
mod reuse;
mod start;
mod view;

pub use cancel::CancelProductionError;
pub use start::{ApproveProductionError, ResumeProductionError, StartProduction, StartProductionError};
pub use view::ProductionView;

use crate::Ports;

/// Starts, approves, advances, shows and cancels productions.
#[derive(Clone)]
pub struct Productions {
    pub(crate) ports: Ports,
}

impl Productions {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }
}
