//! Giving back: credits for a charge, and money for credits.

use super::{CreditLedger, Description, Hold, HoldState, Lot, TransactionKind, lot::Change};
use crate::{Credits, IdSource, LotId, UserId, time::Timestamp};

/// A part of a charge to be returned to the lots it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditBack {
    /// How much; positive.
    pub amount: Credits,
    /// What the entry says.
    pub description: Description,
    /// The admin behind it.
    pub actor_id: Option<UserId>,
}

/// Why nothing was credited back; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreditBackError {
    /// It is nothing, or more than is left of the charge.
    #[error("between 1 and {left} credits can be credited back")]
    OutOfRange {
        /// What was charged and not credited back yet.
        left: Credits,
    },
    /// The store did not load a lot that the charge came from.
    #[error("the lot {0} of the charge was not loaded")]
    LotUnknown(LotId),
}

/// Money that is returned for a purchased lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RechargeRefund {
    /// The lot.
    pub lot_id: LotId,
    /// How many of its credits go; positive.
    pub amount: Credits,
    /// What the entry says.
    pub description: Description,
    /// The admin behind it.
    pub actor_id: Option<UserId>,
}

/// Why no purchase was refunded; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("between 1 and {left} credits of the lot can be refunded")]
pub struct RefundError {
    /// What is left, unheld, of the lot; 0 when it was not bought, is used up, or is not there.
    pub left: Credits,
}

impl CreditLedger {
    /// Returns part of a charge: to its lots, the one that was spent last first, and posts CREDIT_BACK. What belongs
    /// to a lot that expired meanwhile opens a RETURNED one. `lots` are those that the hold took from, used up or
    /// not; the ones that are loaded already stay as they are here.
    ///
    /// # Errors
    /// See [`CreditBackError`].
    pub fn credit_back(
        &mut self,
        mut hold: Hold,
        lots: Vec<Lot>,
        back: CreditBack,
        now: Timestamp,
        ids: &dyn IdSource,
    ) -> Result<(), CreditBackError> {
        let left = hold.captured - hold.credited_back;
        if hold.state != HoldState::Closed || !back.amount.is_positive() || back.amount > left {
            return Err(CreditBackError::OutOfRange { left });
        }
        self.take_up(lots);
        if let Some(part) = hold.parts.iter().find(|part| self.place_of(part.lot_id).is_none()) {
            return Err(CreditBackError::LotUnknown(part.lot_id));
        }
        self.expire(now, ids);
        let mut owed = back.amount;
        for part in hold.parts.iter_mut().rev() {
            let amount = (part.captured - part.credited_back).min(owed);
            let Some(at) = self.place_of(part.lot_id).filter(|_| amount.is_positive()) else {
                continue;
            };
            part.credited_back += amount;
            self.change(at).credited_back += amount;
            self.give_back(at, amount, now, ids);
            owed -= amount;
        }
        hold.credited_back += back.amount;
        let CreditBack { amount, description, actor_id } = back;
        self.post(TransactionKind::CreditBack, amount, description, Some(hold.job_id), actor_id, now, ids);
        self.changed_holds.push(hold);
        Ok(())
    }

    /// Takes what is left, unheld, of a purchased lot, because the money for it is returned, and posts
    /// RECHARGE_REFUND.
    ///
    /// # Errors
    /// [`RefundError`] when that is less than asked for.
    pub fn refund(
        &mut self,
        refund: RechargeRefund,
        now: Timestamp,
        ids: &dyn IdSource,
    ) -> Result<(), RefundError> {
        let place = self.place_of(refund.lot_id);
        let left = place.map_or(Credits::ZERO, |at| self.lots[at].0.refundable(now));
        let Some(at) = place.filter(|_| refund.amount.is_positive() && refund.amount <= left) else {
            return Err(RefundError { left });
        };
        self.expire(now, ids);
        let lot = self.change(at);
        lot.remaining -= refund.amount;
        lot.refunded += refund.amount;
        let RechargeRefund { amount, description, actor_id, .. } = refund;
        self.post(TransactionKind::RechargeRefund, -amount, description, None, actor_id, now, ids);
        Ok(())
    }

    fn take_up(&mut self, lots: Vec<Lot>) {
        for lot in lots {
            if self.place_of(lot.id).is_none() {
                self.insert(lot, Change::None);
            }
        }
    }

    fn place_of(&self, id: LotId) -> Option<usize> {
        self.lots.iter().position(|(lot, _)| lot.id == id)
    }
}
