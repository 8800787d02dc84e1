use super::audit_log::note;
use crate::{
    Database,
    error::store_error,
    rows::{
        PlatformAiConfigRow, id,
        tables::{ai_configs, platform_ai_configs},
    },
};
use async_trait::async_trait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use xinggen_domain::{
    AiConfigId, Id, UserId,
    ai_config::AiConfig,
    audit::AuditEntry,
    error::StoreError,
    ports::{Page, PlatformAiConfigs},
};

#[async_trait]
impl PlatformAiConfigs for Database {
    async fn add(&self, config: AiConfig, noted: Option<AuditEntry>) -> Result<(), StoreError> {
        let tx = self.begin_writing().await?;
        let row = PlatformAiConfigRow::from(config).into_active_model();
        let insert = platform_ai_configs::Entity::insert(row);
        insert.exec_without_returning(tx.open()?).await.map_err(store_error)?;
        note(&tx, noted).await?;
        tx.commit().await
    }

    async fn get(&self, id: AiConfigId) -> Result<Option<AiConfig>, StoreError> {
        let tx = self.begin_snapshot().await?;
        let query = platform_ai_configs::Entity::find_by_id(id.as_uuid());
        query.one(tx.open()?).await.map_err(store_error)?.map(AiConfig::try_from).transpose()
    }

    async fn list(&self, page: Page<AiConfigId>) -> Result<Vec<AiConfig>, StoreError> {
        let newest_first = platform_ai_configs::Entity::find().order_by_desc(platform_ai_configs::Column::Id);
        let mut query = newest_first.limit(u64::from(page.limit));
        if let Some(after) = page.after {
            query = query.filter(platform_ai_configs::Column::Id.lt(after.as_uuid()));
        }
        let tx = self.begin_snapshot().await?;
        let rows = query.all(tx.open()?).await.map_err(store_error)?;
        rows.into_iter().map(AiConfig::try_from).collect()
    }

    async fn save(&self, config: &mut AiConfig, noted: Option<AuditEntry>) -> Result<bool, StoreError> {
        let row = PlatformAiConfigRow { version: config.version + 1, ..config.clone().into() };
        let mut changes = row.into_active_model().reset_all();
        changes.id = sea_orm::ActiveValue::NotSet;
        let tx = self.begin_writing().await?;
        let update =
            platform_ai_configs::Entity::update_many().set(changes).filter(same(config.id, config.version));
        let saved = update.exec(tx.open()?).await.map_err(store_error)?.rows_affected == 1;
        note(&tx, noted.filter(|_| saved)).await?;
        tx.commit().await?;
        config.version += i64::from(saved);
        Ok(saved)
    }

    async fn delete(
        &self,
        id: AiConfigId,
        version: i64,
        noted: Option<AuditEntry>,
    ) -> Result<bool, StoreError> {
        let tx = self.begin_writing().await?;
        let delete = platform_ai_configs::Entity::delete_many().filter(same(id, version));
        let deleted = delete.exec(tx.open()?).await.map_err(store_error)?.rows_affected == 1;
        note(&tx, noted.filter(|_| deleted)).await?;
        tx.commit().await?;
        Ok(deleted)
    }

    async fn owned(
        &self,
        after: Option<(UserId, AiConfigId)>,
        limit: u32,
    ) -> Result<Vec<(UserId, AiConfigId)>, StoreError> {
        let mut query = ai_configs::Entity::find()
            .order_by_asc(ai_configs::Column::UserId)
            .order_by_asc(ai_configs::Column::Id)
            .limit(u64::from(limit));
        if let Some((user, config)) = after {
            let same_user = Condition::all()
                .add(ai_configs::Column::UserId.eq(user.as_uuid()))
                .add(ai_configs::Column::Id.gt(config.as_uuid()));
            let behind = Condition::any().add(ai_configs::Column::UserId.gt(user.as_uuid())).add(same_user);
            query = query.filter(behind);
        }
        let tx = self.begin_snapshot().await?;
        let rows = query.all(tx.open()?).await.map_err(store_error)?;
        Ok(rows.into_iter().map(|row| (id(row.user_id), id(row.id))).collect())
    }
}

fn same(id: AiConfigId, version: i64) -> Condition {
    Condition::all()
        .add(platform_ai_configs::Column::Id.eq(id.as_uuid()))
        .add(platform_ai_configs::Column::Version.eq(version))
}
