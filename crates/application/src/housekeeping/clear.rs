use super::{BATCH, Housekeeping};
use crate::dramas::put_away;
use xinggen_domain::{
    UserId,
    error::StoreError,
    job::JobState,
    ports::{JobFilter, Page},
};

impl Housekeeping {
    /// Clears erased accounts of what they have. One of which a job still runs, or that cannot be cleared now, is left
    /// for the next sweep.
    pub(super) async fn clear_accounts(&self) -> Result<u64, StoreError> {
        let (mut cleared, mut after) = (0, None);
        loop {
            let waiting = self.ports.housekeeping.to_clear(self.ports.clock.now(), after, BATCH).await?;
            let Some(last) = waiting.last() else { return Ok(cleared) };
            after = Some(*last);
            for user in waiting {
                match self.clear(user).await {
                    Ok(true) => cleared += 1,
                    Ok(false) => tracing::info!(user.id = %user, "an erased account is cleared later"),
                    Err(error) => tracing::warn!(user.id = %user, %error, "an erased account is not cleared"),
                }
            }
        }
    }

    /// Clears one account, in steps of which each commits for itself, so that however much there is none takes long.
    /// Whatever breaks off begins anew.
    async fn clear(&self, user: UserId) -> Result<bool, StoreError> {
        self.put_all_away(user).await?;
        let running = JobFilter { state: Some(JobState::Running), ..JobFilter::default() };
        let mut tx = self.ports.store.begin_read(user).await?;
        if !tx.jobs().list(running, Page { limit: 1, after: None }).await?.is_empty() {
            return Ok(false);
        }
        drop(tx);
        while self.purge_one(user).await? {}
        self.remove_files(user).await?;
        // What can be made again has no rows.
        if let Err(error) = self.ports.blobs.delete_all(user).await {
            tracing::warn!(user.id = %user, %error, "objects of an erased account are not deleted");
            return Ok(false);
        }
        let mut tx = self.ports.store.begin(user).await?;
        tx.erasure().finish().await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Puts away what was made by requests that were under way when the account was erased.
    async fn put_all_away(&self, user: UserId) -> Result<(), StoreError> {
        let prices = self.ports.prices.list().await?;
        let mut tx = self.ports.store.begin(user).await?;
        let mut ledger = tx.credits().lock().await?;
        let dramas = tx.dramas().list(Page { limit: BATCH, after: None }).await?;
        for drama in dramas {
            put_away(&self.ports, &mut *tx, &mut ledger, &prices, drama).await?;
        }
        if ledger.is_changed() {
            tx.credits().save(&mut ledger).await?;
        }
        tx.commit().await
    }

    /// Purges one drama of the trash; whether there was one.
    async fn purge_one(&self, user: UserId) -> Result<bool, StoreError> {
        let mut tx = self.ports.store.begin(user).await?;
        let trashed = tx.dramas().list_trashed(Page { limit: 1, after: None }).await?;
        let Some(drama) = trashed.first() else { return Ok(false) };
        tx.dramas().purge(drama.id).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Removes all files, and leaves their objects to the sweep.
    async fn remove_files(&self, user: UserId) -> Result<(), StoreError> {
        loop {
            let mut tx = self.ports.store.begin(user).await?;
            let files = tx.assets().list(None, Page { limit: BATCH, after: None }).await?;
            if files.is_empty() {
                return Ok(());
            }
            for file in files {
                if !tx.assets().remove(file.id).await? {
                    return Err(StoreError::Corrupt(format!("something uses the file {}", file.id)));
                }
            }
            tx.commit().await?;
        }
    }
}
