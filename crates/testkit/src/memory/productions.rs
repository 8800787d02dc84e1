use super::{
    Result,
    table::{insert, newest, parent, save},
    tenant::TenantData,
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{
    DramaId, EpisodeId, ProductionId,
    event::EventBody,
    ports::{Page, Productions},
    production::Production,
};

pub(super) struct MemoryProductions<'a>(pub(super) &'a mut MemoryTx);

fn live(tenant: &TenantData, episode: EpisodeId) -> Option<&Production> {
    let mut productions = tenant.productions.values();
    productions.find(|production| production.episode_id == episode && !production.state.is_final())
}

#[async_trait]
impl Productions for MemoryProductions<'_> {
    async fn add(&mut self, production: Production) -> Result<bool> {
        let news = EventBody::Production((&production).into());
        let added = self.0.write(|tenant| {
            parent(&tenant.dramas, production.drama_id, "drama")?;
            parent(&tenant.episodes, production.episode_id, "episode")?;
            if live(tenant, production.episode_id).is_some() {
                return Ok(false);
            }
            insert(&mut tenant.productions, production.id, production, "production id")?;
            Ok(true)
        })?;
        if added {
            self.0.tell(news);
        }
        Ok(added)
    }

    async fn get(&mut self, id: ProductionId) -> Result<Option<Production>> {
        self.0
            .read(|tenant| tenant.productions.get(&id).filter(|found| tenant.shows(found.drama_id)).cloned())
    }

    async fn lock(&mut self, id: ProductionId) -> Result<Option<Production>> {
        self.get(id).await
    }

    async fn save(&mut self, production: &mut Production) -> Result<()> {
        self.0.write(|tenant| save(&mut tenant.productions, production))?;
        self.0.tell(EventBody::Production((&*production).into()));
        Ok(())
    }

    async fn live_of(&mut self, episode: EpisodeId) -> Result<Option<Production>> {
        self.0.read(|tenant| live(tenant, episode).filter(|_| tenant.shows_episode(episode)).cloned())
    }

    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Production>> {
        self.0.read(|tenant| {
            let live = tenant.productions.values().filter(|production| !production.state.is_final());
            let shown = live.filter(|_| tenant.shows(drama));
            shown.filter(|production| production.drama_id == drama).cloned().collect()
        })
    }

    async fn list(
        &mut self,
        episode: Option<EpisodeId>,
        page: Page<ProductionId>,
    ) -> Result<Vec<Production>> {
        self.0.read(|tenant| {
            newest(&tenant.productions, page, |found| {
                tenant.shows(found.drama_id) && episode.is_none_or(|episode| found.episode_id == episode)
            })
        })
    }
}
