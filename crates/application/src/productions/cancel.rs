use super::Productions;
use crate::{Actor, jobs::call_off};
use xinggen_domain::{ProductionId, error::StoreError, job::JobState, production::ProductionState};

/// Why a production was not cancelled; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CancelProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It is over already.
    #[error("the production is over: it is {0}")]
    Final(ProductionState),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Productions {
    /// Calls a production off: jobs that have not started are cancelled and their holds given back; running
    /// ones are asked to stop, as by [`JobDesk::cancel`](crate::JobDesk::cancel).
    ///
    /// # Errors
    /// See [`CancelProductionError`].
    pub async fn cancel(&self, actor: Actor, id: ProductionId) -> Result<(), CancelProductionError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut ledger = tx.credits().lock().await?;
        let live = tx.jobs().lock_live(id).await?;
        let mut production = tx.productions().lock(id).await?.ok_or(CancelProductionError::NotFound)?;
        let cancelled = production.cancel(self.ports.clock.now());
        cancelled.map_err(|refused| CancelProductionError::Final(refused.from))?;
        for mut job in live {
            job.cancel_requested = true;
            if job.state == JobState::Running {
                tx.jobs().save(&job).await?;
            } else {
                call_off(&mut *tx, &mut ledger, &prices, job, None, &self.ports).await?;
            }
        }
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        tx.productions().save(&mut production).await?;
        Ok(tx.commit().await?)
    }
}
