use super::Productions;
use crate::{Actor, jobs::call_off, wording};
use xinggen_domain::{
    Credits, ProductionId, error::StoreError, job::JobState, ports::TenantTx, production::ProductionState,
    time::Timestamp,
};

/// Why a production was not paused; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PauseProductionError {
    /// There is no such production.
    #[error("no such production")]
    NotFound,
    /// It is paused already, or over.
    #[error("the production cannot be paused: it is {0}")]
    NotRunning(ProductionState),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Productions {
    /// Lets a production stand still until it is resumed: jobs that have not started are called off and their holds
    /// given back; running ones go on to their end. What had been approved of them stays approved.
    ///
    /// # Errors
    /// See [`PauseProductionError`].
    pub async fn pause(&self, actor: Actor, id: ProductionId) -> Result<(), PauseProductionError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut ledger = tx.credits().lock().await?;
        let live = tx.jobs().lock_live(id).await?;
        let mut production = tx.productions().lock(id).await?.ok_or(PauseProductionError::NotFound)?;
        let now = self.ports.clock.now();
        let paused = production.pause(String::new(), now);
        paused.map_err(|refused| PauseProductionError::NotRunning(refused.from))?;
        for job in live.into_iter().filter(|job| job.state != JobState::Running) {
            let released = call_off(&mut *tx, &mut ledger, &prices, job, None, &self.ports).await?;
            production.count_released(released, now);
        }
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        tx.productions().save(&mut production).await?;
        Ok(tx.commit().await?)
    }
}

/// Pauses the production of a job that a person has called off: ordering the same again at once would not be what
/// they want, and only they know what is. Its other jobs go on. What the called-off ones gave back stays approved.
pub(crate) async fn pause_for_cancelled(
    tx: &mut dyn TenantTx,
    id: ProductionId,
    released: Credits,
    now: Timestamp,
) -> Result<(), StoreError> {
    let production = tx.productions().lock(id).await?;
    let Some(mut production) = production.filter(|production| !production.state.is_final()) else {
        return Ok(());
    };
    production.count_released(released, now);
    if production.state != ProductionState::Paused {
        production.pause(wording::JOB_CANCELLED.to_owned(), now)?;
    }
    tx.productions().save(&mut production).await
}
