use super::{CreditBooks, Standing, StatementEntry, statement::with_names};
use crate::Actor;
use xinggen_domain::{
    UserId,
    audit::AuditAct,
    error::StoreError,
    ledger::{Hold, TransactionKind},
    spending::StatementFilter,
};

/// Why an admin was not shown a user's credits.
#[derive(Debug, thiserror::Error)]
pub enum InspectCreditsError {
    /// Only an admin may.
    #[error("only an admin may look at a user's credits")]
    Forbidden,
    /// There is no such user.
    #[error("no such user")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an admin is shown of a user's credits.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The account, its lots, what was spent.
    pub standing: Standing,
    /// What jobs reserve, oldest first.
    pub holds: Vec<Hold>,
    /// The newest entries of the statement asked for, newest first.
    pub entries: Vec<StatementEntry>,
}

impl CreditBooks {
    /// Shows an admin how a user stands: balance, lots, open holds, and entries of the statement with numbers below
    /// `before` (none: from the last). That somebody looked goes into the user's audit log.
    ///
    /// # Errors
    /// See [`InspectCreditsError`].
    pub async fn inspect(
        &self,
        actor: Actor,
        user: UserId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Inspection, InspectCreditsError> {
        if !actor.is_admin() {
            return Err(InspectCreditsError::Forbidden);
        }
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(user).await?;
        if tx.profile().get().await?.is_none() {
            return Err(InspectCreditsError::NotFound);
        }
        tx.audit().add(self.entry(actor, AuditAct::CreditsViewed, String::new(), now)).await?;
        tx.commit().await?;
        // A reader sees one moment, however much is held and settled meanwhile.
        let mut tx = self.ports.store.begin_read(user).await?;
        let ledger = tx.credits().view().await?;
        let spent = -tx.credits().sum_of(TransactionKind::OF_GENERATING).await?;
        let holds = tx.credits().open_holds().await?;
        let entries = tx.credits().recent(StatementFilter::default(), before, limit).await?;
        let entries = with_names(&mut *tx, entries).await?;
        let standing = Standing { available: ledger.available(now), spent, ledger, at: now };
        Ok(Inspection { standing, holds, entries })
    }
}
