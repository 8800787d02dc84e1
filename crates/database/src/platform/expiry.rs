use crate::{Database, error::store_error, rows::tables::credit_lots};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr};
use uuid::Uuid;
use xinggen_domain::{Id, UserId, error::StoreError, ports::LotExpiry, time::Timestamp};

#[async_trait]
impl LotExpiry for Database {
    async fn owners(
        &self,
        now: Timestamp,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<UserId>, StoreError> {
        let query = credit_lots::Entity::find()
            .select_only()
            .column(credit_lots::Column::UserId)
            .distinct()
            .filter(Expr::col(credit_lots::Column::Live))
            .filter(credit_lots::Column::ExpiresAt.lte(now))
            .filter(credit_lots::Column::Remaining.gt(0))
            .apply_if(after, |query, after| query.filter(credit_lots::Column::UserId.gt(after.as_uuid())))
            .order_by_asc(credit_lots::Column::UserId)
            .limit(u64::from(limit));
        let owners: Vec<Uuid> = query.into_tuple().all(&self.reader).await.map_err(store_error)?;
        Ok(owners.into_iter().map(UserId::from_uuid).collect())
    }
}
