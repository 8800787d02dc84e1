use super::{Accounts, Reauth, ReauthError};
use crate::{Actor, dramas::put_away, noted::entry};
use chrono::Duration;
use xinggen_domain::{
    Credits,
    audit::AuditAct,
    error::StoreError,
    ledger::{CreditLedger, LotSource},
    ports::{Page, TenantTx},
    user::Role,
};

/// After how many minutes what an erased account has is cleared: whatever was asked for before is over by then, uploads
/// over slow lines included.
pub const CLEAR_MINUTES: i64 = 20;

/// Why an account was not erased; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EraseAccountError {
    /// The proof will not do.
    #[error(transparent)]
    Reauth(#[from] ReauthError),
    /// There might be no other administrator: another one takes the role away first.
    #[error("an administrator's account cannot be erased")]
    Administrator,
    /// There are credits left that were paid for, and nothing was said about giving them up.
    #[error("{0} credits that were paid for are left")]
    PaidCreditsLeft(Credits),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Erases the actor's account, by a proof that it is its owner who wants it. Nobody can come in from then on, the
    /// e-mail and the phone number are free, live work is called off and its holds given back: all of it commits
    /// together. What the account has is cleared [`CLEAR_MINUTES`] later by [`Housekeeping`](crate::Housekeeping). The
    /// ledger and the audit log stay, of somebody who has no name; so do the marks of identities.
    ///
    /// # Errors
    /// See [`EraseAccountError`].
    pub async fn erase_account(
        &self,
        actor: Actor,
        proof: &Reauth,
        forfeit_credits: bool,
    ) -> Result<(), EraseAccountError> {
        self.reauthenticate(actor, proof).await?;
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut ledger = tx.credits().lock().await?;
        let (user, _) = tx.profile().lock().await?.ok_or(ReauthError::Gone)?;
        if user.role == Role::Admin {
            return Err(EraseAccountError::Administrator);
        }
        let paid = paid_for(&ledger);
        if paid.is_positive() && !forfeit_credits {
            return Err(EraseAccountError::PaidCreditsLeft(paid));
        }
        self.call_all_off(&mut *tx, &mut ledger).await?;
        tx.erasure().begin(now + Duration::minutes(CLEAR_MINUTES)).await?;
        let noted = entry(&self.ports, Some(actor), AuditAct::AccountErased, String::new(), String::new());
        tx.audit().add(noted).await?;
        tx.sessions().end_all(None, now).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(())
    }

    /// Puts every drama into the trash, with all that this calls off.
    async fn call_all_off(&self, tx: &mut dyn TenantTx, ledger: &mut CreditLedger) -> Result<(), StoreError> {
        let prices = self.ports.prices.list().await?;
        loop {
            let dramas = tx.dramas().list(Page { limit: 100, after: None }).await?;
            for drama in &dramas {
                put_away(&self.ports, tx, ledger, &prices, drama.clone()).await?;
            }
            if dramas.is_empty() {
                break;
            }
        }
        if ledger.is_changed() {
            tx.credits().save(ledger).await?;
        }
        Ok(())
    }
}

/// What is left of lots that were paid for, held or not.
fn paid_for(ledger: &CreditLedger) -> Credits {
    let paid = ledger.lots().filter(|lot| lot.source == LotSource::Recharge);
    paid.map(|lot| lot.remaining + lot.held).sum()
}
