use super::RedemptionDesk;
use crate::{Actor, Throttled, credits::lock_of_known};
use xinggen_domain::{
    Credits,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    ledger::{Description, Grant, LotSource, TransactionKind},
    provenance::Digest,
    rate::{Allowance, Rate},
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
    /// come with the same code at once, one gets the credits. A user who guesses is slowed down, and keeps no other user
    /// waiting: a code is looked for before anything is locked.
    ///
    /// Wrong codes alone are counted, so that right ones never stand in each other's way, however many come at once. A
    /// wrong one is counted before it is called wrong, and a right one is refused once the wrong ones have used up the
    /// allowance. It is checked again when the code was found: guesses that come at once are all looked for before the
    /// first of them is counted, and the right one among them must not profit from that.
    ///
    /// # Errors
    /// See [`RedeemCodeError`].
    pub async fn redeem(&self, actor: Actor, typed: &str) -> Result<Redeemed, RedeemCodeError> {
        self.check_guesses(actor).await?;
        let redeemed = match self.look_up(actor, typed).await? {
            None => Err(RedeemCodeError::Unknown),
            Some(code) => {
                self.check_guesses(actor).await?;
                self.redeem_known(actor, code).await
            }
        };
        if matches!(redeemed, Err(RedeemCodeError::Unknown)) {
            self.count_guess(actor).await?;
        }
        redeemed
    }

    /// Whether the user may guess once more.
    async fn check_guesses(&self, actor: Actor) -> Result<(), RedeemCodeError> {
        let now = self.ports.clock.now();
        allowed(self.ports.rates.left(&guesses_of(actor), WRONG_CODES, now).await?)
    }

    /// Counts a wrong code, or refuses to say that it is wrong.
    async fn count_guess(&self, actor: Actor) -> Result<(), RedeemCodeError> {
        let now = self.ports.clock.now();
        allowed(self.ports.rates.take(&guesses_of(actor), WRONG_CODES, now).await?)
    }

    async fn look_up(&self, actor: Actor, typed: &str) -> Result<Option<Digest>, RedeemCodeError> {
        let Some(code) = digest(typed) else { return Ok(None) };
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        Ok(tx.redemptions().find(code).await?.map(|_| code))
    }

    async fn redeem_known(&self, actor: Actor, code: Digest) -> Result<Redeemed, RedeemCodeError> {
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

fn guesses_of(actor: Actor) -> String {
    format!("redeem/of/{}", actor.user_id)
}

fn allowed(allowance: Allowance) -> Result<(), RedeemCodeError> {
    match allowance.retry {
        None => Ok(()),
        Some(_) => Err(Throttled(allowance).into()),
    }
}
