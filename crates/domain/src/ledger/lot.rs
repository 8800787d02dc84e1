use crate::{Credits, LotId, code::coded, time::Timestamp};

/// How long a RETURNED lot lives.
pub const RETURNED_DAYS: i64 = 7;

coded! {
    /// Where a lot came from.
    pub enum LotSource {
        /// A gift for signing up.
        SignupBonus = "SIGNUP_BONUS",
        /// Bought.
        Recharge = "RECHARGE",
        /// Part of a membership.
        MembershipGrant = "MEMBERSHIP_GRANT",
        /// A code was redeemed.
        Redeem = "REDEEM",
        /// Set right by hand.
        Adjust = "ADJUST",
        /// Given to make up for a fault.
        Compensation = "COMPENSATION",
        /// What a hold gave back to a lot that had expired.
        Returned = "RETURNED",
    }
}

/// One grant of credits. At any time granted = remaining + held + (captured − credited back) + expired + refunded +
/// returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Its id.
    pub id: LotId,
    /// Where it came from.
    pub source: LotSource,
    /// How much it began with.
    pub granted: Credits,
    /// What can still be spent or held.
    pub remaining: Credits,
    /// What open holds reserve.
    pub held: Credits,
    /// What was spent, whether or not some of it was credited back later.
    pub captured: Credits,
    /// What of that was credited back.
    pub credited_back: Credits,
    /// What ran out of time.
    pub expired: Credits,
    /// What went when the money for it was returned.
    pub refunded: Credits,
    /// What moved to a RETURNED lot.
    pub returned: Credits,
    /// The lot a RETURNED one came from.
    pub parent: Option<LotId>,
    /// When what remains is gone; never, when none.
    pub expires_at: Option<Timestamp>,
    /// When it was granted.
    pub created_at: Timestamp,
}

impl Lot {
    /// Whether its time is over.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// What can be taken when money is returned: what is left, unheld, of what was bought and is not due.
    #[must_use]
    pub fn refundable(&self, now: Timestamp) -> Credits {
        let bought = self.source == LotSource::Recharge && !self.is_due(now);
        if bought { self.remaining } else { Credits::ZERO }
    }

    /// Its place in the order of spending: what expires first, granted before purchased, oldest first.
    #[must_use]
    pub fn spending_order(&self) -> (bool, Option<Timestamp>, bool, Timestamp, LotId) {
        let purchased = self.source == LotSource::Recharge;
        (self.expires_at.is_none(), self.expires_at, purchased, self.created_at, self.id)
    }
}

/// What has to be written of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    None,
    New,
    Changed,
}
