use super::Productions;
use crate::Actor;
use xinggen_domain::{
    ProductionId, error::StoreError, ledger::InsufficientCredits, production::ProductionState,
};

/// Why a production was not approved; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ApproveProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It does not wait for approval.
    #[error("the production does not wait for approval: it is {0}")]
    NotWaiting(ProductionState),
    /// There is too little for what would be approved.
    #[error(transparent)]
    Insufficient(#[from] InsufficientCredits),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a production did not go on; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ResumeProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It is not paused.
    #[error("the production is not paused: it is {0}")]
    NotPaused(ProductionState),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Productions {
    /// Approves the quote that a production waits with, and takes it further.
    ///
    /// # Errors
    /// See [`ApproveProductionError`].
    pub async fn approve(&self, actor: Actor, id: ProductionId) -> Result<(), ApproveProductionError> {
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let available = tx.credits().lock().await?.available(now);
        let mut production = tx.productions().lock(id).await?.ok_or(ApproveProductionError::NotFound)?;
        if production.state != ProductionState::AwaitingApproval {
            return Err(ApproveProductionError::NotWaiting(production.state));
        }
        let needed = production.quote.unwrap_or_default().exact;
        if needed > available {
            return Err(InsufficientCredits { needed, available }.into());
        }
        production.approved = needed;
        production.state = ProductionState::Running;
        production.updated_at = now;
        tx.productions().save(&mut production).await?;
        tx.commit().await?;
        Ok(self.advance_beside(actor.user_id, id, true).await?)
    }

    /// Lets a paused production go on, after credits were topped up or a person looked at it: it plans anew and
    /// orders what is missing, beside what still runs.
    ///
    /// # Errors
    /// See [`ResumeProductionError`].
    pub async fn resume(&self, actor: Actor, id: ProductionId) -> Result<(), ResumeProductionError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.credits().lock().await?;
        let mut production = tx.productions().lock(id).await?.ok_or(ResumeProductionError::NotFound)?;
        if production.state != ProductionState::Paused {
            return Err(ResumeProductionError::NotPaused(production.state));
        }
        production.state = ProductionState::Running;
        production.message.clear();
        production.updated_at = self.ports.clock.now();
        tx.productions().save(&mut production).await?;
        tx.commit().await?;
        Ok(self.advance_beside(actor.user_id, id, true).await?)
    }
}
