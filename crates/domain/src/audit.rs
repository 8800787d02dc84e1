//! The audit log: who did what to an account or its credits, append-only.

use crate::{AuditId, UserId, code::coded, time::Timestamp};
use std::net::IpAddr;

/// After how many days the network addresses of entries are forgotten, where nothing else is set: the six months for
/// which network logs are kept under article 21 of China's Cybersecurity Law, rounded up.
pub const ADDRESS_DAYS: u32 = 184;

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
        /// Somebody else looked at the account's audit log.
        AuditLogViewed = "audit_log_viewed",
        /// An administrator looked at a job; the subject is the job.
        JobViewed = "job_viewed",
        /// An administrator called a job off; the subject is the job.
        JobCancelled = "job_cancelled",
        /// An administrator tried a job again; the subject is the job that was tried again.
        JobRetried = "job_retried",
        /// A batch of redemption codes was made.
        CodesMade = "codes_made",
        /// A batch of redemption codes was revoked.
        CodesRevoked = "codes_revoked",
        /// A redemption code was redeemed.
        CodeRedeemed = "code_redeemed",
        /// A price was added to the list.
        PriceAdded = "price_added",
        /// Somebody signed in; the subject is the session.
        SignedIn = "signed_in",
        /// Somebody who did not know enough tried to sign in; the subject is the kind of identity, the reason what was
        /// wrong.
        SignInFailed = "sign_in_failed",
        /// A session was ended by its user; the subject is the session, or empty for all others.
        SignedOut = "signed_out",
        /// A refresh token that was used long ago was shown, so somebody else may have it; its session, the subject, was
        /// ended.
        RefreshReused = "refresh_reused",
        /// The password was changed by somebody who had the old one.
        PasswordChanged = "password_changed",
        /// A forgotten password was replaced by its user, who had a code, or by an operator, who is the actor then.
        PasswordReset = "password_reset",
        /// An e-mail address or a phone number was bound.
        IdentityBound = "identity_bound",
        /// An e-mail address or a phone number was unbound.
        IdentityUnbound = "identity_unbound",
        /// A key for programs was made; the subject is the key.
        ApiKeyMade = "api_key_made",
        /// A key for programs was used, for the first time in this hour; the subject is the key.
        ApiKeyUsed = "api_key_used",
        /// A key for programs was revoked; the subject is the key.
        ApiKeyRevoked = "api_key_revoked",
        /// A second factor came into force.
        SecondFactorOn = "second_factor_on",
        /// New recovery codes took the place of the old.
        RecoveryCodesRenewed = "recovery_codes_renewed",
        /// The second factor was given up, or taken away by an operator.
        SecondFactorOff = "second_factor_off",
        /// The user took all data along.
        DataExported = "data_exported",
        /// The user erased the account.
        AccountErased = "account_erased",
        /// An administrator changed the role or shut the account out or let it in again.
        UserChanged = "user_changed",
        /// An administrator granted a term of a membership; the subject is the term.
        MembershipGranted = "membership_granted",
        /// An administrator took a term of a membership back; the subject is the term.
        MembershipRevoked = "membership_revoked",
        /// An operator made a new key that signs access tokens; the subject is the key.
        SigningKeyRotated = "signing_key_rotated",
        /// An operator retired a key that signed access tokens; the subject is the key.
        SigningKeyRetired = "signing_key_retired",
        /// An operator made a new key that seals secrets; the subject is the key.
        MasterKeyRotated = "master_key_rotated",
        /// An operator retired a key that sealed secrets; the subject is the key.
        MasterKeyRetired = "master_key_retired",
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

/// One entry; never deleted, and never changed but for its address, which is forgotten.
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
    /// From which network address, as far as that is known; forgotten after a while.
    pub address: Option<IpAddr>,
    /// When.
    pub created_at: Timestamp,
}
