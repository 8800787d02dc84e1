use super::{
    MemoryStore, Result,
    table::{insert, newest, parent, save, unique},
    tx::MemoryTx,
};
use async_trait::async_trait;
use std::{collections::BTreeMap, sync::Arc};
use xinggen_domain::{
    AiConfigId, JobId, UserId,
    ai_config::{AiConfig, Offer},
    audit::AuditEntry,
    error::StoreError,
    ports::{AiConfigs, Page, PlatformAiConfigs, VendorCalls},
    vendor::{ServiceKind, VendorCall},
};

pub(super) struct MemoryAiConfigs<'a>(pub(super) &'a mut MemoryTx);

fn active(configs: &BTreeMap<AiConfigId, AiConfig>, kind: ServiceKind) -> Vec<Offer> {
    let active = configs.values().filter(|config| config.active && config.kind == kind);
    active.cloned().map(Offer::from).collect()
}

fn delete(configs: &mut BTreeMap<AiConfigId, AiConfig>, id: AiConfigId, version: i64) -> bool {
    let there = configs.get(&id).is_some_and(|config| config.version == version);
    there && configs.remove(&id).is_some()
}

#[async_trait]
impl AiConfigs for MemoryAiConfigs<'_> {
    async fn add(&mut self, config: AiConfig) -> Result<()> {
        self.0.write(|tenant| insert(&mut tenant.ai_configs, config.id, config, "AI configuration id"))
    }

    async fn get(&mut self, id: AiConfigId) -> Result<Option<AiConfig>> {
        self.0.read(|tenant| tenant.ai_configs.get(&id).cloned())
    }

    async fn list(&mut self, page: Page<AiConfigId>) -> Result<Vec<AiConfig>> {
        self.0.read(|tenant| newest(&tenant.ai_configs, page, |_| true))
    }

    async fn save(&mut self, config: &mut AiConfig) -> Result<()> {
        self.0.write(|tenant| save(&mut tenant.ai_configs, config))
    }

    async fn delete(&mut self, id: AiConfigId, version: i64) -> Result<bool> {
        self.0.write(|tenant| Ok(delete(&mut tenant.ai_configs, id, version)))
    }

    async fn active(&mut self, kind: ServiceKind) -> Result<Vec<Offer>> {
        self.0.read(|tenant| active(&tenant.ai_configs, kind))
    }

    async fn offered(&mut self, kind: ServiceKind) -> Result<Vec<Offer>> {
        self.0.read_platform(|configs| active(configs, kind))
    }
}

#[async_trait]
impl PlatformAiConfigs for MemoryStore {
    async fn add(&self, config: AiConfig, noted: Option<AuditEntry>) -> Result<()> {
        let added = self.write(|state| {
            let configs = Arc::make_mut(&mut state.ai_configs);
            insert(configs, config.id, config, "AI configuration id")?;
            state.note(noted)
        });
        added.await
    }

    async fn get(&self, id: AiConfigId) -> Result<Option<AiConfig>> {
        Ok(self.read(|state| state.ai_configs.get(&id).cloned()))
    }

    async fn list(&self, page: Page<AiConfigId>) -> Result<Vec<AiConfig>> {
        Ok(self.read(|state| newest(&state.ai_configs, page, |_| true)))
    }

    async fn save(&self, config: &mut AiConfig, noted: Option<AuditEntry>) -> Result<bool> {
        let saved = self.write(|state| {
            save(Arc::make_mut(&mut state.ai_configs), config)?;
            state.note(noted)
        });
        match saved.await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn delete(&self, id: AiConfigId, version: i64, noted: Option<AuditEntry>) -> Result<bool> {
        let deleted = self.write(|state| {
            let deleted = delete(Arc::make_mut(&mut state.ai_configs), id, version);
            state.note(noted.filter(|_| deleted))?;
            Ok(deleted)
        });
        deleted.await
    }

    async fn owned(
        &self,
        after: Option<(UserId, AiConfigId)>,
        limit: u32,
    ) -> Result<Vec<(UserId, AiConfigId)>> {
        Ok(self.read(|state| {
            let of = |(user, tenant): (&UserId, &Arc<super::tenant::TenantData>)| {
                tenant.ai_configs.keys().map(|id| (*user, *id)).collect::<Vec<_>>()
            };
            let all = state.tenants.iter().flat_map(of);
            all.filter(|at| after.is_none_or(|after| *at > after)).take(limit as usize).collect()
        }))
    }
}

pub(super) struct MemoryVendorCalls<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl VendorCalls for MemoryVendorCalls<'_> {
    async fn add(&mut self, call: VendorCall) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.jobs, call.job_id, "job")?;
            let taken = |other: &VendorCall| (other.job_id, other.number) == (call.job_id, call.number);
            unique(tenant.vendor_calls.values().any(taken), "job and number of a call")?;
            insert(&mut tenant.vendor_calls, call.id, call, "call id")
        })
    }

    async fn save(&mut self, call: &VendorCall) -> Result<()> {
        self.0.write(|tenant| {
            let stored = tenant.vendor_calls.get_mut(&call.id).ok_or(StoreError::Stale("vendor call"))?;
            *stored = call.clone();
            Ok(())
        })
    }

    async fn of_job(&mut self, job: JobId) -> Result<Vec<VendorCall>> {
        self.0.read(|tenant| {
            let mut calls: Vec<VendorCall> =
                tenant.vendor_calls.values().filter(|call| call.job_id == job).cloned().collect();
            calls.sort_by_key(|call| call.number);
            calls
        })
    }
}
