//! Redemption codes: admins make them in batches, users redeem them.

mod batches;
mod redeem;

pub use batches::{MakeBatch, MakeBatchError, RevokeBatchError};
pub use redeem::{RedeemCodeError, Redeemed};

use crate::Ports;

/// Makes, lists, revokes and redeems codes.
#[derive(Clone)]
pub struct RedemptionDesk {
    ports: Ports,
}

impl RedemptionDesk {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }
}
