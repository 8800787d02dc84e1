use super::Dramas;
use crate::{
    Actor, Ports,
    jobs::call_off,
    versions::{from_outdated, load_seen, save_seen},
};
use xinggen_domain::{
    DramaId, drama::Drama, error::StoreError, job::JobState, ledger::CreditLedger, plan::QuotaReached,
    ports::TenantTx, pricing::PriceList, time::Timestamp,
};

/// Why a drama was not put into the trash; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum TrashDramaError {
    /// There is no such drama outside the trash.
    #[error("no such drama")]
    NotFound,
    /// It was changed since the version that the caller has seen.
    #[error("the drama was changed meanwhile")]
    Stale {
        /// As it stands.
        current: Box<Drama>,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a drama was not restored; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RestoreDramaError {
    /// There is no such drama in the trash, or its content is gone.
    #[error("no such drama in the trash")]
    NotFound,
    /// The plan does not allow it.
    #[error(transparent)]
    Quota(#[from] QuotaReached),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_outdated! { [] TrashDramaError, Drama; }

impl Dramas {
    /// Puts a drama into the trash. Its live productions and its jobs that have not started are cancelled and
    /// their holds given back; running jobs are asked to stop, and give theirs back when they do. All of it
    /// commits together.
    ///
    /// # Errors
    /// See [`TrashDramaError`].
    pub async fn trash_drama(
        &self,
        actor: Actor,
        id: DramaId,
        expected: Option<i64>,
    ) -> Result<(), TrashDramaError> {
        let now = self.ports.clock.now();
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let mut ledger = tx.credits().lock().await?;
        call_all_off(&self.ports, &mut *tx, &mut ledger, &prices, id).await?;
        let mut drama = load_seen::<Drama>(&mut *tx, id, expected).await?;
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        cancel_productions(&mut *tx, id, now).await?;
        drama.deleted_at = Some(now);
        drama.updated_at = now;
        let tx = save_seen(&self.ports, actor, tx, &mut drama).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a drama out of the trash, with everything that it has. What was cancelled stays cancelled.
    ///
    /// # Errors
    /// See [`RestoreDramaError`].
    pub async fn restore_drama(&self, actor: Actor, id: DramaId) -> Result<Drama, RestoreDramaError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let room = self.ports.too_many_dramas(&mut *tx, actor).await?;
        let mut drama = tx.dramas().get_trashed(id).await?.ok_or(RestoreDramaError::NotFound)?;
        if let Some(reached) = room {
            return Err(reached.into());
        }
        drama.deleted_at = None;
        drama.updated_at = self.ports.clock.now();
        match tx.dramas().save(&mut drama).await {
            // Restored or purged by someone else meanwhile.
            Err(StoreError::Stale(_)) => return Err(RestoreDramaError::NotFound),
            saved => saved?,
        }
        tx.commit().await?;
        Ok(drama)
    }
}

/// Puts a drama away that nobody will ask for again, as [`Dramas::trash_drama`] does. Whoever calls has locked the
/// account, and saves the ledger.
pub(crate) async fn put_away(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    ledger: &mut CreditLedger,
    prices: &PriceList,
    mut drama: Drama,
) -> Result<(), StoreError> {
    let now = ports.clock.now();
    call_all_off(ports, tx, ledger, prices, drama.id).await?;
    cancel_productions(tx, drama.id, now).await?;
    drama.deleted_at = Some(now);
    drama.updated_at = now;
    tx.dramas().save(&mut drama).await
}

/// Cancels the jobs of a drama that have not started, and asks those that run to stop.
async fn call_all_off(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    ledger: &mut CreditLedger,
    prices: &PriceList,
    drama: DramaId,
) -> Result<(), StoreError> {
    let live = tx.jobs().lock_live_of_drama(drama).await?;
    for mut job in live {
        job.cancel_requested = true;
        if job.state == JobState::Running {
            tx.jobs().save(&job).await?;
        } else {
            call_off(tx, ledger, prices, job, None, ports).await?;
        }
    }
    Ok(())
}

async fn cancel_productions(tx: &mut dyn TenantTx, id: DramaId, now: Timestamp) -> Result<(), StoreError> {
    let live = tx.productions().lock_live_of_drama(id).await?;
    for mut production in live {
        production.cancel(now)?;
        tx.productions().save(&mut production).await?;
    }
    Ok(())
}
