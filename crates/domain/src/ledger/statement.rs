use super::Description;
use crate::{Credits, JobId, TransactionId, UserId, code::coded, operation::Operation, time::Timestamp};

coded! {
    /// Why credits moved.
    pub enum TransactionKind {
        /// A gift for signing up.
        SignupBonus = "SIGNUP_BONUS",
        /// Bought.
        Recharge = "RECHARGE",
        /// Part of a membership.
        MembershipGrant = "MEMBERSHIP_GRANT",
        /// A code was redeemed.
        Redeem = "REDEEM",
        /// Set right by hand, up or down.
        Adjust = "ADJUST",
        /// Given to make up for a fault.
        Compensation = "COMPENSATION",
        /// A script was written.
        GenerateScript = "GENERATE_SCRIPT",
        /// A storyboard was drawn up.
        GenerateStoryboard = "GENERATE_STORYBOARD",
        /// An image was made.
        GenerateImage = "GENERATE_IMAGE",
        /// A clip was made.
        GenerateVideo = "GENERATE_VIDEO",
        /// A voice was made.
        GenerateVoice = "GENERATE_VOICE",
        /// An episode was composed.
        GenerateCut = "GENERATE_CUT",
        /// Part of a charge was returned.
        CreditBack = "CREDIT_BACK",
        /// Money was returned, and what was left of what it bought went with it.
        RechargeRefund = "RECHARGE_REFUND",
        /// A lot ran out of time.
        Expire = "EXPIRE",
    }
}

impl TransactionKind {
    /// What generating moves: the charges, and what is returned of them. Less the sum of these is what was spent.
    pub const OF_GENERATING: &'static [Self] = &[
        Self::GenerateScript,
        Self::GenerateStoryboard,
        Self::GenerateImage,
        Self::GenerateVideo,
        Self::GenerateVoice,
        Self::GenerateCut,
        Self::CreditBack,
    ];
}

impl Operation {
    /// The kind of the statement entry that a charge for it makes.
    #[must_use]
    pub const fn transaction_kind(self) -> TransactionKind {
        match self {
            Self::Script => TransactionKind::GenerateScript,
            Self::Storyboard => TransactionKind::GenerateStoryboard,
            Self::Image => TransactionKind::GenerateImage,
            Self::Voice => TransactionKind::GenerateVoice,
            Self::Video => TransactionKind::GenerateVideo,
            Self::Cut => TransactionKind::GenerateCut,
        }
    }
}

/// One entry of a statement; never changed, never deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditTransaction {
    /// Its id.
    pub id: TransactionId,
    /// Its number in the user's statement: 1, 2, 3, …
    pub number: i64,
    /// Why.
    pub kind: TransactionKind,
    /// Negative spends, positive tops up; never 0.
    pub amount: Credits,
    /// The posted balance after it.
    pub balance_after: Credits,
    /// What the entry says.
    pub description: Description,
    /// The job behind it.
    pub job_id: Option<JobId>,
    /// The admin or operator behind it.
    pub actor_id: Option<UserId>,
    /// When.
    pub created_at: Timestamp,
}
