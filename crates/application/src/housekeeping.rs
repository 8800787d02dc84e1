//! Housekeeping: what has had its time goes.

mod clear;

use crate::Ports;
use chrono::Duration;
use xinggen_domain::{
    DramaId, UserId, asset::ObjectKey, audit::ADDRESS_DAYS, drama::TRASH_DAYS, error::StoreError,
    event::EVENT_DAYS, idempotency::KEY_HOURS, quote::QUOTE_KEPT_HOURS, time::Timestamp,
};

/// How many dramas or objects are taken at a time.
const BATCH: u32 = 200;
/// From how many entries of an audit log addresses are taken at a time.
const ADDRESSES: u32 = 1000;

/// Clears away what has had its time.
#[derive(Clone)]
pub struct Housekeeping {
    ports: Ports,
    address_days: u32,
}

/// What a sweep cleared away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Erased accounts that were cleared of what they had.
    pub accounts: u64,
    /// Dramas whose time in the trash was over.
    pub dramas: u64,
    /// Objects that no row referred to any more.
    pub objects: u64,
    /// Rows of old events, remembered requests and quotes, and full allowances.
    pub rows: u64,
    /// Entries of the audit logs that lost their network addresses.
    pub addresses: u64,
}

impl Housekeeping {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports, address_days: ADDRESS_DAYS }
    }

    /// The same, forgetting network addresses of the audit logs after so many days.
    #[must_use]
    pub fn forgetting_addresses_after(self, days: u32) -> Self {
        Self { address_days: days, ..self }
    }

    /// Clears erased accounts of what they have, purges dramas that were in the trash for [`TRASH_DAYS`], deletes
    /// objects that nothing refers to, and forgets events, requests and quotes of a certain age, network addresses of the
    /// audit logs, and whom nobody has to wait for any more. A drama or an object that cannot go now is left for the next
    /// sweep.
    ///
    /// # Errors
    /// The database failed; what was done stays done.
    pub async fn sweep(&self) -> Result<Swept, StoreError> {
        let now = self.ports.clock.now();
        let accounts = self.clear_accounts().await?;
        let dramas = self.purge_trash().await?;
        let objects = self.delete_orphans().await?;
        let (events, requests) = (now - Duration::days(EVENT_DAYS), now - Duration::hours(KEY_HOURS));
        let rows = self.ports.housekeeping.forget(events, requests).await?;
        let rows = rows + self.ports.rates.forget_full(now).await?;
        self.ports.requests.forget_full(now).await?;
        let quotes = now - Duration::hours(QUOTE_KEPT_HOURS);
        let rows = rows + self.ports.housekeeping.forget_quotes(quotes).await?;
        let addresses = self.forget_addresses(now).await?;
        // Last, because it is for what went before it.
        if accounts + dramas + addresses > 0 && !self.ports.housekeeping.shred().await? {
            tracing::info!("what was deleted stays in the log of the database until a later sweep");
        }
        Ok(Swept { accounts, dramas, objects, rows, addresses })
    }

    async fn forget_addresses(&self, now: Timestamp) -> Result<u64, StoreError> {
        let before = now - Duration::days(i64::from(self.address_days));
        let mut cleared = 0;
        loop {
            let some = self.ports.housekeeping.forget_addresses(before, ADDRESSES).await?;
            if some == 0 {
                return Ok(cleared);
            }
            cleared += some;
        }
    }

    async fn purge_trash(&self) -> Result<u64, StoreError> {
        let before = self.ports.clock.now() - Duration::days(TRASH_DAYS);
        let (mut purged, mut after) = (0, None);
        loop {
            let trashed = self.ports.housekeeping.trashed(before, after, BATCH).await?;
            let Some((_, last)) = trashed.last() else { return Ok(purged) };
            after = Some(*last);
            for (user, drama) in trashed {
                match self.purge(user, drama).await {
                    Ok(()) => purged += 1,
                    // One that cannot go must not keep the others.
                    Err(error) => tracing::warn!(drama.id = %drama, %error, "drama not purged"),
                }
            }
        }
    }

    async fn purge(&self, user: UserId, drama: DramaId) -> Result<(), StoreError> {
        let mut tx = self.ports.store.begin(user).await?;
        tx.dramas().purge(drama).await?;
        tx.commit().await
    }

    async fn delete_orphans(&self) -> Result<u64, StoreError> {
        let (mut deleted, mut after) = (0, None);
        loop {
            let orphans = self.ports.housekeeping.orphans(after.as_ref(), BATCH).await?;
            let Some(last) = orphans.last() else { return Ok(deleted) };
            let gone = self.delete_bytes(&orphans).await;
            self.ports.housekeeping.forget_orphans(&gone).await?;
            deleted += gone.len() as u64;
            after = Some(last.clone());
        }
    }

    /// Those whose bytes are gone.
    async fn delete_bytes(&self, keys: &[ObjectKey]) -> Vec<ObjectKey> {
        let mut gone = Vec::with_capacity(keys.len());
        for key in keys {
            match self.ports.blobs.delete(key).await {
                Ok(()) => gone.push(key.clone()),
                Err(error) => tracing::warn!(object.key = key.as_str(), %error, "orphan not deleted"),
            }
        }
        gone
    }
}
