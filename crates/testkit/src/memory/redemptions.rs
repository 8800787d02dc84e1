use super::{MemoryStore, Result, table::insert, tx::MemoryTx};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_domain::{
    BatchId,
    audit::AuditEntry,
    ports::{RedemptionBatches, Redemptions},
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
    time::Timestamp,
};

pub(super) struct MemoryRedemptions<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Redemptions for MemoryRedemptions<'_> {
    async fn find(&mut self, code: Digest) -> Result<Option<(RedemptionCode, RedemptionBatch)>> {
        self.0.read_codes(|codes| {
            let found = codes.codes.get(&code)?;
            let batch = codes.batches.get(&found.batch_id)?;
            Some((found.clone(), batch.clone()))
        })
    }

    async fn take(&mut self, code: Digest, now: Timestamp) -> Result<bool> {
        self.0.write_codes(|owner, codes| match codes.codes.get_mut(&code) {
            Some(found) if found.redeemed.is_none() => {
                found.redeemed = Some((owner, now));
                true
            }
            _ => false,
        })
    }
}

#[async_trait]
impl RedemptionBatches for MemoryStore {
    async fn add(
        &self,
        batch: RedemptionBatch,
        digests: Vec<Digest>,
        noted: Option<AuditEntry>,
    ) -> Result<()> {
        let added = self.write(|state| {
            // On a copy, because all of it is added or nothing.
            let mut codes = (*state.redeemable).clone();
            for digest in digests {
                let code = RedemptionCode { digest, batch_id: batch.id, redeemed: None };
                insert(&mut codes.codes, digest, code, "code")?;
            }
            insert(&mut codes.batches, batch.id, batch, "batch id")?;
            state.note(noted)?;
            state.redeemable = codes.into();
            Ok(())
        });
        added.await
    }

    async fn recent(&self, before: Option<BatchId>, limit: u32) -> Result<Vec<(RedemptionBatch, u32)>> {
        Ok(self.read(|state| {
            let newest_first = state.redeemable.batches.values().rev();
            let older = newest_first.filter(|batch| before.is_none_or(|before| batch.id < before));
            let redeemed = |batch: &RedemptionBatch| {
                let own = state.redeemable.codes.values().filter(|code| code.batch_id == batch.id);
                own.filter(|code| code.redeemed.is_some()).count() as u32
            };
            older.take(limit as usize).map(|batch| (batch.clone(), redeemed(batch))).collect()
        }))
    }

    async fn revoke(
        &self,
        id: BatchId,
        now: Timestamp,
        noted: Option<AuditEntry>,
    ) -> Result<Option<RedemptionBatch>> {
        let revoked = self.write(|state| {
            let known = state.redeemable.batches.get(&id);
            let Some(revoked_at) = known.map(|batch| batch.revoked_at) else { return Ok(None) };
            state.note(noted.filter(|_| revoked_at.is_none()))?;
            let batch = Arc::make_mut(&mut state.redeemable).batches.get_mut(&id);
            Ok(batch.map(|batch| {
                batch.revoked_at.get_or_insert(now);
                batch.clone()
            }))
        });
        revoked.await
    }
}
