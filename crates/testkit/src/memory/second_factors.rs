use super::{MemoryStore, Result, tenant::TenantData, tx::MemoryTx};
use async_trait::async_trait;
use std::ops::Bound;
use xinggen_domain::{
    UserId,
    error::StoreError,
    ports::{AllSecondFactors, SecondFactors},
    second_factor::SecondFactor,
};

#[async_trait]
impl AllSecondFactors for MemoryStore {
    async fn page(&self, after: Option<UserId>, limit: u32) -> Result<Vec<SecondFactor>> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        Ok(self.read(|state| {
            let tenants = state.tenants.range((from, Bound::Unbounded));
            let factors = tenants.filter_map(|(_, tenant)| tenant.second_factor.clone());
            factors.take(limit as usize).collect()
        }))
    }
}

pub(super) struct MemorySecondFactors<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl SecondFactors for MemorySecondFactors<'_> {
    async fn get(&mut self) -> Result<Option<SecondFactor>> {
        self.0.read(|tenant| tenant.second_factor.clone())
    }

    async fn lock(&mut self) -> Result<Option<SecondFactor>> {
        // A transaction that writes is the only one.
        self.0.write_all(|tenant, _| Ok(tenant.second_factor.clone()))
    }

    async fn put(&mut self, factor: SecondFactor) -> Result<bool> {
        self.0.write(|tenant| {
            check_owner(tenant, &factor)?;
            if tenant.second_factor.as_ref().is_some_and(|there| there.confirmed_at.is_some()) {
                return Ok(false);
            }
            tenant.second_factor = Some(factor);
            Ok(true)
        })
    }

    async fn save(&mut self, factor: SecondFactor) -> Result<()> {
        self.0.write(|tenant| {
            check_owner(tenant, &factor)?;
            let stored = tenant.second_factor.as_mut().filter(|stored| stored.version == factor.version);
            let stored = stored.ok_or(StoreError::Stale("the second factor"))?;
            *stored = SecondFactor { version: factor.version + 1, ..factor };
            Ok(())
        })
    }

    async fn remove(&mut self) -> Result<bool> {
        self.0.write_all(|tenant, _| {
            tenant.proofs.clear();
            Ok(tenant.second_factor.take().is_some())
        })
    }
}

fn check_owner(tenant: &TenantData, factor: &SecondFactor) -> Result<()> {
    if tenant.account.user_id == factor.user_id {
        return Ok(());
    }
    Err(StoreError::Backend("a second factor is written by its own tenant".into()))
}
