//! Credits as people and clocks ask for them.

mod give;
mod inspect;
mod statement;

pub use give::{ACT_CREDITS, Gift, GiveCredits, GiveCreditsError, Return};
pub(crate) use give::{REASON, lock_of_known};
pub use inspect::{InspectCreditsError, Inspection};
pub use statement::StatementEntry;

use crate::{Actor, Invalid, Ports};
use xinggen_domain::{
    Credits, UserId,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    ledger::{CreditLedger, Description, InsufficientCredits, Lot, TransactionKind},
    spending::{SpendingBy, SpendingFilter, SpendingTotal},
    time::Timestamp,
};

/// How many users one sweep takes at a time.
const SWEEP: u32 = 100;

/// Adjusts, shows and sweeps credits.
#[derive(Clone)]
pub struct CreditBooks {
    pub(crate) ports: Ports,
}

/// How somebody stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The account and its lots.
    pub ledger: CreditLedger,
    /// What can be spent or held.
    pub available: Credits,
    /// All charges, less what was returned of them.
    pub spent: Credits,
    /// When.
    pub at: Timestamp,
}

impl Standing {
    /// The lots of which something can still be spent, in the order in which it is.
    pub fn spendable(&self) -> impl Iterator<Item = &Lot> {
        self.ledger.lots().filter(|lot| lot.remaining.is_positive() && !lot.is_due(self.at))
    }
}

/// Why credits were not adjusted; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AdjustCreditsError {
    /// Only an admin may.
    #[error("only an admin may adjust credits")]
    Forbidden,
    /// There is no such user, or the account is erased.
    #[error("no such user")]
    NotFound,
    /// The reason cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// More is to be taken than there is.
    #[error(transparent)]
    Insufficient(#[from] InsufficientCredits),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CreditBooks {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// Sets a user's balance right by `amount`, up or down; the actor stands behind the entry, and the reason is in the
    /// user's audit log. Posted and audited in one transaction.
    ///
    /// # Errors
    /// See [`AdjustCreditsError`].
    pub async fn adjust(
        &self,
        actor: Actor,
        user: UserId,
        amount: Credits,
        reason: &str,
    ) -> Result<(), AdjustCreditsError> {
        if !actor.is_admin() {
            return Err(AdjustCreditsError::Forbidden);
        }
        let reason = REASON.take(reason).map_err(|problem| Invalid::new("reason", problem))?;
        let mut tx = self.ports.store.begin(user).await?;
        let mut ledger = lock_of_known(&mut *tx).await?.ok_or(AdjustCreditsError::NotFound)?;
        let (now, ids) = (self.ports.clock.now(), &*self.ports.ids);
        let noted = self.entry(actor, AuditAct::CreditsAdjusted, reason, now);
        ledger.adjust(amount, Description::Act(noted.id), Some(actor.user_id), now, ids)?;
        if !ledger.is_changed() {
            return Ok(());
        }
        tx.credits().save(&mut ledger).await?;
        tx.audit().add(AuditEntry { subject: amount.to_string(), ..noted }).await?;
        Ok(tx.commit().await?)
    }

    /// The account and its lots. What is available now is [`CreditLedger::available`].
    ///
    /// # Errors
    /// The database failed.
    pub async fn view(&self, actor: Actor) -> Result<CreditLedger, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.credits().view().await
    }

    /// How the actor stands now: the account and its lots, what can be spent, and what was spent so far.
    ///
    /// # Errors
    /// The database failed.
    pub async fn standing(&self, actor: Actor) -> Result<Standing, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let ledger = tx.credits().view().await?;
        let spent = -tx.credits().sum_of(TransactionKind::OF_GENERATING).await?;
        let at = self.ports.clock.now();
        Ok(Standing { available: ledger.available(at), spent, ledger, at })
    }

    /// What the actor can spend now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn available(&self, actor: Actor) -> Result<Credits, StoreError> {
        Ok(self.view(actor).await?.available(self.ports.clock.now()))
    }

    /// What the actor spent, added up.
    ///
    /// # Errors
    /// The database failed.
    pub async fn totals(
        &self,
        actor: Actor,
        by: SpendingBy,
        filter: SpendingFilter,
    ) -> Result<Vec<SpendingTotal>, StoreError> {
        self.ports.store.begin_read(actor.user_id).await?.spending().totals(by, filter).await
    }

    /// Posts EXPIRE for the due lots of users who do nothing themselves. Returns how many users had some. One whose
    /// books cannot be written keeps nobody else waiting.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sweep_expired(&self) -> Result<usize, StoreError> {
        let (mut swept, mut after) = (0, None);
        loop {
            let owners = self.ports.expiry.owners(self.ports.clock.now(), after, SWEEP).await?;
            let Some(last) = owners.last() else { return Ok(swept) };
            after = Some(*last);
            for owner in owners {
                match self.expire(owner).await {
                    Ok(()) => swept += 1,
                    Err(error) => {
                        tracing::warn!(user.id = %owner, %error, "lots that are due are not posted")
                    }
                }
            }
        }
    }

    async fn expire(&self, owner: UserId) -> Result<(), StoreError> {
        let mut tx = self.ports.store.begin(owner).await?;
        let mut ledger = tx.credits().lock().await?;
        ledger.expire(self.ports.clock.now(), &*self.ports.ids);
        tx.credits().save(&mut ledger).await?;
        tx.commit().await
    }
}
