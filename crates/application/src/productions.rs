//! Productions: durable runs over an episode.

mod advance;
mod approve;
mod ask;
mod cancel;
mod follow;
mod order;
mod pause;
mod request;
mod start;
mod view;

pub use approve::{ApproveProductionError, ResumeProductionError};
pub use cancel::CancelProductionError;
pub use pause::PauseProductionError;
pub(crate) use pause::pause_for_cancelled;
pub use request::{RequestProductionError, RequestedProduction};
pub use start::{StartProduction, StartProductionError};
pub use view::ProductionView;

use crate::{Ports, Quotes};

/// Starts, approves, advances, shows, pauses and cancels productions.
#[derive(Clone)]
pub struct Productions {
    pub(crate) ports: Ports,
    pub(crate) quotes: Quotes,
}

impl Productions {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { quotes: Quotes::new(ports.clone()), ports }
    }
}
