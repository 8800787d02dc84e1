use super::{
    Result,
    table::{insert, parent, save},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{EpisodeId, ProductionId, ports::Productions, production::Production};

pub(super) struct MemoryProductions<'a>(pub(super) &'a mut MemoryTx);

fn live(tenant: &TenantData, episode: EpisodeId) -> Option<&Production> {
    let mut productions = tenant.productions.values();
    productions.find(|production| production.episode_id == episode && !production.state.is_final())
}

#[async_trait]
impl Productions for MemoryProductions<'_> {
    async fn add(&mut self, production: Production) -> Result<bool> {
        self.0.write(|tenant| {
            parent(&tenant.dramas, production.drama_id, "drama")?;
            parent(&tenant.episodes, production.episode_id, "episode")?;
            if live(tenant, production.episode_id).is_some() {
                return Ok(false);
            }
            insert(&mut tenant.productions, production.id, production, "production id")?;
            Ok(true)
        })
    }

    async fn get(&mut self, id: ProductionId) -> Result<Option<Production>> {
        self.0.read(|tenant| tenant.productions.get(&id).cloned())
    }

    async fn lock(&mut self, id: ProductionId) -> Result<Option<Production>> {
        self.get(id).await
    }

    async fn save(&mut self, production: &mut Production) -> Result<()> {
        self.0.write(|tenant| save(&mut tenant.productions, production))
    }

    async fn live_of(&mut self, episode: EpisodeId) -> Result<Option<Production>> {
        self.0.read(|tenant| live(tenant, episode).cloned())
    }
}
