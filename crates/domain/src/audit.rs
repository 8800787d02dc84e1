//! The audit log: who did what to an account or its credits, append-only.

use crate::{AuditId, UserId, code::coded, time::Timestamp};

coded! {
    /// What was done.
    pub enum AuditAct {
        /// A balance was set right by hand.
        CreditsAdjusted = "credits_adjusted",
        /// Credits were given to make up for a fault.
        CreditsCompensated = "credits_compensated",
        /// Money that came in otherwise was recorded as a purchase.
        RechargeRecorded = "recharge_recorded",
        /// Part of a charge was credited back.
        ChargeCreditedBack = "charge_credited_back",
        /// What was left of a purchase was taken, because its money was returned.
        RechargeRefunded = "recharge_refunded",
        /// Somebody else looked at the account's credits.
        CreditsViewed = "credits_viewed",
        /// A batch of redemption codes was made.
        CodesMade = "codes_made",
        /// A batch of redemption codes was revoked.
        CodesRevoked = "codes_revoked",
        /// A redemption code was redeemed.
        CodeRedeemed = "code_redeemed",
        /// An AI configuration was made.
        AiConfigMade = "ai_config_made",
        /// An AI configuration was changed.
        AiConfigChanged = "ai_config_changed",
        /// An AI configuration was deleted.
        AiConfigDeleted = "ai_config_deleted",
        /// An AI configuration of the platform was made.
        PlatformAiConfigMade = "platform_ai_config_made",
        /// An AI configuration of the platform was changed.
        PlatformAiConfigChanged = "platform_ai_config_changed",
        /// An AI configuration of the platform was deleted.
        PlatformAiConfigDeleted = "platform_ai_config_deleted",
    }
}

/// One entry; never changed, never deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditId,
    /// What was done. The account it was done to is the tenant that has the entry.
    pub act: AuditAct,
    /// Who did it; none for the clock.
    pub actor_id: Option<UserId>,
    /// To what: the id of a job, lot, batch or key; may be empty.
    pub subject: String,
    /// Why, in the words of who did it; may be empty.
    pub reason: String,
    /// When.
    pub created_at: Timestamp,
}
