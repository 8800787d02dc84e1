use crate::{
    Database,
    error::store_error,
    rows::{
        ApiKeyRow,
        tables::{api_keys, users},
    },
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, LockType},
};
use xinggen_domain::{
    ApiKeyId, Id, UserId,
    api_key::ApiKey,
    error::StoreError,
    ports::{ApiKeys, Page},
    time::Timestamp,
};

#[async_trait]
impl ApiKeys for Database {
    async fn add(&self, key: ApiKey, now: Timestamp, most: usize) -> Result<bool, StoreError> {
        let tx = self.begin_writing().await?;
        let user = key.user_id.as_uuid();
        // Whoever adds a key of a user waits for the others who do.
        let owner = users::Entity::find_by_id(user).lock(LockType::NoKeyUpdate);
        owner.one(tx.open()?).await.map_err(store_error)?;
        let lasting = Condition::any()
            .add(api_keys::Column::ExpiresAt.is_null())
            .add(api_keys::Column::ExpiresAt.gt(now));
        let live = kept(user).filter(lasting).count(tx.open()?).await.map_err(store_error)?;
        if usize::try_from(live).unwrap_or(usize::MAX) >= most {
            return Ok(false);
        }
        let insert = api_keys::Entity::insert(ApiKeyRow::from(key).into_active_model());
        insert.exec_without_returning(tx.open()?).await.map_err(store_error)?;
        tx.commit().await?;
        Ok(true)
    }

    async fn get(&self, id: ApiKeyId) -> Result<Option<ApiKey>, StoreError> {
        let query = api_keys::Entity::find().filter(api_keys::Column::Id.eq(id.as_uuid()));
        let row = query.one(&self.reader).await.map_err(store_error)?;
        row.map(ApiKey::try_from).transpose()
    }

    async fn list(&self, user: UserId, page: Page<ApiKeyId>) -> Result<Vec<ApiKey>, StoreError> {
        let mut query = kept(user.as_uuid()).order_by_desc(api_keys::Column::Id).limit(u64::from(page.limit));
        if let Some(after) = page.after {
            query = query.filter(api_keys::Column::Id.lt(after.as_uuid()));
        }
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(ApiKey::try_from).collect()
    }

    async fn revoke(&self, user: UserId, id: ApiKeyId, now: Timestamp) -> Result<bool, StoreError> {
        let update = api_keys::Entity::update_many()
            .col_expr(api_keys::Column::RevokedAt, Expr::value(now))
            .filter(api_keys::Column::UserId.eq(user.as_uuid()))
            .filter(api_keys::Column::Id.eq(id.as_uuid()))
            .filter(api_keys::Column::RevokedAt.is_null());
        let done = update.exec(&self.writer).await.map_err(store_error)?;
        Ok(done.rows_affected == 1)
    }

    async fn used(&self, id: ApiKeyId, now: Timestamp) -> Result<(), StoreError> {
        let earlier = Condition::any()
            .add(api_keys::Column::LastUsedAt.is_null())
            .add(api_keys::Column::LastUsedAt.lt(now));
        let update = api_keys::Entity::update_many()
            .col_expr(api_keys::Column::LastUsedAt, Expr::value(now))
            .filter(api_keys::Column::Id.eq(id.as_uuid()))
            .filter(earlier);
        update.exec(&self.writer).await.map_err(store_error)?;
        Ok(())
    }
}

/// A query for a user's keys that are not revoked.
fn kept(user: uuid::Uuid) -> sea_orm::Select<api_keys::Entity> {
    api_keys::Entity::find()
        .filter(api_keys::Column::UserId.eq(user))
        .filter(api_keys::Column::RevokedAt.is_null())
}
