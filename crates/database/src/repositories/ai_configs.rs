use super::{Result, all_of, newest, one_of};
use crate::{
    rows::{
        AiConfigRow,
        tables::{ai_configs, platform_offers},
    },
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter};
use xinggen_domain::{
    AiConfigId, Id,
    ai_config::{AiConfig, Offer},
    ports::{AiConfigs, Page},
    vendor::ServiceKind,
};

pub(crate) struct SqlAiConfigs<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl AiConfigs for SqlAiConfigs<'_> {
    async fn add(&mut self, config: AiConfig) -> Result<()> {
        let call = self.0.write()?;
        call.insert(AiConfigRow::of(call.owner(), config)).await?;
        call.done(())
    }

    async fn get(&mut self, id: AiConfigId) -> Result<Option<AiConfig>> {
        let call = self.0.read()?;
        let query = call.find::<ai_configs::Entity>().filter(ai_configs::Column::Id.eq(id.as_uuid()));
        let config = one_of(call.one(query).await?)?;
        call.done(config)
    }

    async fn list(&mut self, page: Page<AiConfigId>) -> Result<Vec<AiConfig>> {
        let call = self.0.read()?;
        let configs = all_of(call.all(newest(call.find::<ai_configs::Entity>(), page)).await?)?;
        call.done(configs)
    }

    async fn save(&mut self, config: &mut AiConfig) -> Result<()> {
        let call = self.0.write()?;
        let mut row = AiConfigRow::of(call.owner(), config.clone());
        row.version += 1;
        call.overwrite_version("AI configuration", config.id.as_uuid(), config.version, row).await?;
        config.version += 1;
        call.done(())
    }

    async fn delete(&mut self, id: AiConfigId, version: i64) -> Result<bool> {
        let call = self.0.write()?;
        let delete = call
            .delete::<ai_configs::Entity>()
            .filter(ai_configs::Column::Id.eq(id.as_uuid()))
            .filter(ai_configs::Column::Version.eq(version));
        let deleted = call.remove(delete).await? == 1;
        call.done(deleted)
    }

    async fn active(&mut self, kind: ServiceKind) -> Result<Vec<Offer>> {
        let call = self.0.read()?;
        let query = call
            .find::<ai_configs::Entity>()
            .filter(ai_configs::Column::Kind.eq(kind.code()))
            .filter(ai_configs::Column::Active.eq(true));
        let offers = all_of(call.all(query).await?)?;
        call.done(offers)
    }

    async fn offered(&mut self, kind: ServiceKind) -> Result<Vec<Offer>> {
        let call = self.0.read()?;
        let query = call
            .find_unowned::<platform_offers::Entity>()
            .filter(platform_offers::Column::Kind.eq(kind.code()))
            .filter(platform_offers::Column::Active.eq(true));
        let offers = all_of(call.all(query).await?)?;
        call.done(offers)
    }
}
