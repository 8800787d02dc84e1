use super::CreditBooks;
use crate::{
    Actor, Invalid,
    invalid::Checks,
    requests::{Once, from_not_once, of_admin},
};
use xinggen_domain::{
    Credits, Id as _, JobId, LotId, UserId,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    idempotency::{IdempotencyKey, MadeKind},
    ledger::{
        CreditBack, CreditBackError, CreditLedger, Description, Grant, InsufficientCredits, LotSource,
        RechargeRefund, RefundError, TransactionKind,
    },
    limits::{Problem, TextLimit},
    ports::TenantTx,
    time::Timestamp,
    user::UserStatus,
};

/// The most credits that one act may move.
pub const ACT_CREDITS: u32 = 100_000_000;
/// Why somebody did it, in their words.
pub(crate) const REASON: TextLimit = TextLimit { least: 1, most: 200, rows: false };

/// What an admin does to a user's credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gift {
    /// Sets the balance right, up or down.
    Adjust,
    /// Makes up for a fault.
    Compensate,
    /// Records money that came in otherwise, such as a bank transfer; the reason names it.
    Recharge,
}

/// Credits that an admin gives or takes.
#[derive(Debug, Clone)]
pub struct GiveCredits {
    /// How.
    pub gift: Gift,
    /// How many; negative takes, where the balance is set right.
    pub amount: i64,
    /// Until when they last; for ever, when none.
    pub expires_at: Option<Timestamp>,
    /// Why, for the audit log, from which the statement shows it.
    pub reason: String,
}

/// Credits of a charge that come back, or of a purchase that go.
#[derive(Debug, Clone, Copy)]
pub struct Return<'a> {
    /// How many.
    pub amount: i64,
    /// Why, for the audit log, from which the statement shows it.
    pub reason: &'a str,
}

/// Why an admin moved no credits; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum GiveCreditsError {
    /// Only an admin may.
    #[error("only an admin may move a user's credits")]
    Forbidden,
    /// The key was used for another request.
    #[error("the key was used for another request")]
    KeyReused,
    /// The same request is still in flight.
    #[error("the same request is still in flight")]
    InFlight,
    /// There is no such user, job or lot, or the user's account is erased.
    #[error("no such user, job or lot")]
    NotFound,
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// More is to be taken than there is.
    #[error(transparent)]
    Insufficient(#[from] InsufficientCredits),
    /// The job was not charged that much, or it came back already.
    #[error(transparent)]
    CreditBack(#[from] CreditBackError),
    /// So much is not left of the purchase.
    #[error(transparent)]
    Refund(#[from] RefundError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Result<T> = std::result::Result<T, GiveCreditsError>;

from_not_once! { GiveCreditsError }

/// A request for a user's credits and the ledger that it has locked; none when the same was done before.
type Begun = Option<(Once, CreditLedger)>;

impl CreditBooks {
    /// Gives a user credits, or takes some to set the balance right. Posted and audited in one transaction; the same
    /// request under the same key is not done again.
    ///
    /// # Errors
    /// See [`GiveCreditsError`].
    pub async fn give(
        &self,
        actor: Actor,
        user: UserId,
        give: GiveCredits,
        key: IdempotencyKey,
    ) -> Result<()> {
        let (now, key) = (self.ports.clock.now(), of_admin(key, actor));
        let (amount, reason) = check(&give, now)?;
        let Some((once, mut ledger)) = self.begin_for(actor, user, key, now).await? else {
            return Ok(());
        };
        if give.expires_at.is_some_and(|end| end <= now) {
            return Err(Invalid::new("expires_at", Problem::Past).into());
        }
        let (ids, actor_id) = (&*self.ports.ids, Some(actor.user_id));
        let (source, kind, act) = match give.gift {
            Gift::Adjust => (LotSource::Adjust, TransactionKind::Adjust, AuditAct::CreditsAdjusted),
            Gift::Compensate => {
                (LotSource::Compensation, TransactionKind::Compensation, AuditAct::CreditsCompensated)
            }
            Gift::Recharge => (LotSource::Recharge, TransactionKind::Recharge, AuditAct::RechargeRecorded),
        };
        let subject = amount.to_string();
        let entry = AuditEntry { subject, ..self.entry(actor, act, reason, now) };
        let description = Description::Act(entry.id);
        if amount < Credits::ZERO {
            ledger.adjust(amount, description, actor_id, now, ids)?;
        } else {
            let expires_at = give.expires_at;
            ledger.grant(Grant { source, kind, amount, expires_at, description, actor_id }, now, ids);
        }
        commit(once, ledger, entry).await
    }

    /// Credits part of what a job was charged back to the lots it came from.
    ///
    /// # Errors
    /// See [`GiveCreditsError`].
    pub async fn credit_back(
        &self,
        actor: Actor,
        user: UserId,
        job: JobId,
        give: Return<'_>,
        key: IdempotencyKey,
    ) -> Result<()> {
        let (now, key) = (self.ports.clock.now(), of_admin(key, actor));
        let (amount, reason) = check_return(&give)?;
        let Some((mut once, mut ledger)) = self.begin_for(actor, user, key, now).await? else {
            return Ok(());
        };
        let tx = once.tx();
        let hold = tx.credits().hold_of(job).await?.ok_or(GiveCreditsError::NotFound)?;
        let lots = tx.credits().lots_of(&hold).await?;
        let entry = self.entry(actor, AuditAct::ChargeCreditedBack, reason, now);
        let description = Description::Act(entry.id);
        let back = CreditBack { amount, description, actor_id: Some(actor.user_id) };
        ledger.credit_back(hold, lots, back, now, &*self.ports.ids)?;
        commit(once, ledger, AuditEntry { subject: job.to_string(), ..entry }).await
    }

    /// Takes what is left, unheld, of a purchase whose money is returned.
    ///
    /// # Errors
    /// See [`GiveCreditsError`].
    pub async fn refund(
        &self,
        actor: Actor,
        user: UserId,
        lot: LotId,
        give: Return<'_>,
        key: IdempotencyKey,
    ) -> Result<()> {
        let (now, key) = (self.ports.clock.now(), of_admin(key, actor));
        let (amount, reason) = check_return(&give)?;
        let Some((once, mut ledger)) = self.begin_for(actor, user, key, now).await? else {
            return Ok(());
        };
        let entry = self.entry(actor, AuditAct::RechargeRefunded, reason, now);
        let description = Description::Act(entry.id);
        let refund = RechargeRefund { lot_id: lot, amount, description, actor_id: Some(actor.user_id) };
        ledger.refund(refund, now, &*self.ports.ids)?;
        commit(once, ledger, AuditEntry { subject: lot.to_string(), ..entry }).await
    }

    /// A request over another user's account with its ledger locked, for an admin.
    async fn begin_for(
        &self,
        actor: Actor,
        user: UserId,
        key: IdempotencyKey,
        now: Timestamp,
    ) -> Result<Begun> {
        if !actor.is_admin() {
            return Err(GiveCreditsError::Forbidden);
        }
        let mut once = Once::begin(&self.ports, user, key).await?;
        let ledger = lock_of_known(once.tx()).await?.ok_or(GiveCreditsError::NotFound)?;
        Ok(once.made_before(now).await?.is_none().then_some((once, ledger)))
    }

    pub(super) fn entry(&self, actor: Actor, act: AuditAct, reason: String, now: Timestamp) -> AuditEntry {
        AuditEntry {
            id: self.ports.ids.id(),
            act,
            actor_id: Some(actor.user_id),
            subject: String::new(),
            reason,
            address: actor.address,
            created_at: now,
        }
    }
}

/// Locks a user's ledger; none when there is no such user, or the account is erased. The lock comes first: an account that
/// is being erased at the same time is either found erased here, or erased after this transaction.
pub(crate) async fn lock_of_known(
    tx: &mut dyn TenantTx,
) -> std::result::Result<Option<CreditLedger>, StoreError> {
    if tx.profile().get().await?.is_none() {
        return Ok(None);
    }
    let ledger = tx.credits().lock().await?;
    let user = tx.profile().get().await?;
    Ok(user.filter(|user| user.status != UserStatus::Erased).map(|_| ledger))
}

async fn commit(mut once: Once, mut ledger: CreditLedger, entry: AuditEntry) -> Result<()> {
    let (id, now) = (entry.id.as_uuid(), entry.created_at);
    once.tx().credits().save(&mut ledger).await?;
    once.tx().audit().add(entry).await?;
    Ok(once.commit(MadeKind::Entry, id, now).await?)
}

fn check(give: &GiveCredits, now: Timestamp) -> std::result::Result<(Credits, String), Invalid> {
    let mut checks = Checks::default();
    let reason = checks.text("reason", REASON, &give.reason);
    let takes = give.gift == Gift::Adjust && give.amount < 0;
    let amount = positive(if takes { give.amount.saturating_neg() } else { give.amount });
    let amount = checks.take("amount", amount).unwrap_or_default();
    // An end that is over is no reason of its own yet: the same request may have been done in time.
    if checks.found_any() && give.expires_at.is_some_and(|end| end <= now) {
        checks.refuse("expires_at", Problem::Past);
    }
    checks.done()?;
    Ok((if takes { -amount } else { amount }, reason))
}

fn check_return(give: &Return<'_>) -> std::result::Result<(Credits, String), Invalid> {
    let mut checks = Checks::default();
    let amount = checks.take("amount", positive(give.amount)).unwrap_or_default();
    let reason = checks.text("reason", REASON, give.reason);
    checks.done()?;
    Ok((amount, reason))
}

fn positive(amount: i64) -> std::result::Result<Credits, Problem> {
    if (1..=i64::from(ACT_CREDITS)).contains(&amount) {
        Ok(Credits::new(amount))
    } else {
        Err(Problem::Range { least: 1, most: ACT_CREDITS })
    }
}
