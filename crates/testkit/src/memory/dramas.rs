use super::{
    Result,
    removal::purge,
    table::{insert, newest, save, unique},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{
    DramaId,
    drama::Drama,
    ports::{Dramas, Page},
};

pub(super) struct MemoryDramas<'a>(pub(super) &'a mut MemoryTx);

/// Whether it can be restored.
fn is_trashed(tenant: &TenantData, drama: &Drama) -> bool {
    drama.deleted_at.is_some() && !tenant.purged.contains(&drama.id)
}

#[async_trait]
impl Dramas for MemoryDramas<'_> {
    async fn add(&mut self, drama: Drama) -> Result<()> {
        self.0.write(|tenant| {
            let taken = |other: &Drama| other.import_key == drama.import_key;
            unique(drama.import_key.is_some() && tenant.dramas.values().any(taken), "import_key")?;
            insert(&mut tenant.dramas, drama.id, drama, "drama id")
        })
    }

    async fn get(&mut self, id: DramaId) -> Result<Option<Drama>> {
        self.0.read(|tenant| tenant.dramas.get(&id).filter(|_| tenant.shows(id)).cloned())
    }

    async fn get_trashed(&mut self, id: DramaId) -> Result<Option<Drama>> {
        self.0.read(|tenant| tenant.dramas.get(&id).filter(|drama| is_trashed(tenant, drama)).cloned())
    }

    async fn find_imported(&mut self, import_key: &str) -> Result<Option<Drama>> {
        self.0.read(|tenant| {
            let mut dramas = tenant.dramas.values();
            dramas.find(|drama| drama.import_key.as_deref() == Some(import_key)).cloned()
        })
    }

    async fn save(&mut self, drama: &mut Drama) -> Result<()> {
        self.0.write(|tenant| save(&mut tenant.dramas, drama))
    }

    async fn count(&mut self) -> Result<u64> {
        self.0.read(|tenant| tenant.dramas.keys().filter(|id| tenant.shows(**id)).count() as u64)
    }

    async fn list(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>> {
        self.0.read(|tenant| newest(&tenant.dramas, page, |drama| tenant.shows(drama.id)))
    }

    async fn list_trashed(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>> {
        self.0.read(|tenant| newest(&tenant.dramas, page, |drama| is_trashed(tenant, drama)))
    }

    async fn purge(&mut self, id: DramaId) -> Result<()> {
        self.0.write(|tenant| purge(tenant, id))
    }
}
