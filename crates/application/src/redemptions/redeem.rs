use super::RedemptionDesk;
use crate::{Actor, wording};
use xinggen_domain::{
    Credits,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    ledger::{Grant, LotSource, TransactionKind},
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
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RedemptionDesk {
    /// Redeems a code: takes it, grants its credits and notes it in the audit log, in one transaction. However many
    /// come with the same code at once, one gets the credits.
    ///
    /// # Errors
    /// See [`RedeemCodeError`].
    pub async fn redeem(&self, actor: Actor, typed: &str) -> Result<Redeemed, RedeemCodeError> {
        let code = digest(typed).ok_or(RedeemCodeError::Unknown)?;
        let (now, ids) = (self.ports.clock.now(), &*self.ports.ids);
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut ledger = tx.credits().lock().await?;
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
            description: wording::redeemed(&batch.name),
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
