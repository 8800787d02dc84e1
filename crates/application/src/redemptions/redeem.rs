use super::RedemptionDesk;
use crate::{Actor, Throttled, credits::lock_of_known};
use xinggen_domain::{
    Credits,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    ledger::{Description, Grant, LotSource, TransactionKind},
    rate::Rate,
    redemption::{Worthless, digest},
    time::Timestamp,
};

/// What a code was worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redeemed {
    /// How many credits.
    pub credits: Credits,
    /// Until when they last; for ever, when none.
    pub expires_at: Option<Timestamp>,
}

/// Why a code was not redeemed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RedeemCodeError {
    /// There is no such code.
    #[error("no such code")]
    Unknown,
    /// It is worth nothing any more.
    #[error(transparent)]
    Worthless(#[from] Worthless),
    /// Too many wrong codes.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How many wrong codes a user may try.
const WRONG_CODES: Rate = Rate::new(10, 60);

impl RedemptionDesk {
    /// Redeems a code: takes it, grants its credits and notes it in the audit log, in one transaction. However many
    /// come with the same code at once, one gets the credits. Whoever guesses is slowed down, and keeps nobody else
    /// waiting: a code is looked for before anything is locked.
    ///
    /// # Errors
    /// See [`RedeemCodeError`].
    pub async fn redeem(&self, actor: Actor, typed: &str) -> Result<Redeemed, RedeemCodeError> {
        let (rates, guesses) = (&self.ports.rates, format!("redeem/of/{}", actor.user_id));
        let allowance = rates.take(&guesses, WRONG_CODES, self.ports.clock.now()).await?;
        if allowance.retry.is_some() {
            return Err(Throttled(allowance).into());
        }
        let redeemed = self.redeem_once(actor, typed).await;
        if !matches!(redeemed, Err(RedeemCodeError::Unknown)) {
            rates.give_back(&guesses, WRONG_CODES, self.ports.clock.now()).await?;
        }
        redeemed
    }

    async fn redeem_once(&self, actor: Actor, typed: &str) -> Result<Redeemed, RedeemCodeError> {
        let code = digest(typed).ok_or(RedeemCodeError::Unknown)?;
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        tx.redemptions().find(code).await?.ok_or(RedeemCodeError::Unknown)?;
        drop(tx);
        let (now, ids) = (self.ports.clock.now(), &*self.ports.ids);
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut ledger = lock_of_known(&mut *tx).await?.ok_or(RedeemCodeError::Unknown)?;
        let (found, batch) = tx.redemptions().find(code).await?.ok_or(RedeemCodeError::Unknown)?;
        let expires_at = batch.redeem(&found, now)?;
        if !tx.redemptions().take(code, now).await? {
            return Err(Worthless::Redeemed.into());
        }
        let grant = Grant {
            source: LotSource::Redeem,
            kind: TransactionKind::Redeem,
            amount: batch.credits,
            expires_at,
            description: Description::Redeemed(batch.id),
            actor_id: None,
        };
        ledger.grant(grant, now, ids);
        tx.credits().save(&mut ledger).await?;
        let entry = AuditEntry {
            id: ids.id(),
            act: AuditAct::CodeRedeemed,
            actor_id: Some(actor.user_id),
            subject: batch.id.to_string(),
            reason: String::new(),
            address: actor.address,
            created_at: now,
        };
        tx.audit().add(entry).await?;
        tx.commit().await?;
        Ok(Redeemed { credits: batch.credits, expires_at })
    }
}
