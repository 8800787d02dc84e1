use crate::{Database, error::store_error, rows::tables::second_factors};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use xinggen_domain::{Id, UserId, error::StoreError, ports::AllSecondFactors, second_factor::SecondFactor};

#[async_trait]
impl AllSecondFactors for Database {
    async fn page(&self, after: Option<UserId>, limit: u32) -> Result<Vec<SecondFactor>, StoreError> {
        let mut query = second_factors::Entity::find()
            .order_by_asc(second_factors::Column::UserId)
            .limit(u64::from(limit));
        if let Some(after) = after {
            query = query.filter(second_factors::Column::UserId.gt(after.as_uuid()));
        }
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(SecondFactor::try_from).collect()
    }
}
