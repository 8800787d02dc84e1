use super::audit_log::note;
use crate::{
    Database,
    error::store_error,
    rows::{
        RedemptionBatchRow, RedemptionCodeRow,
        tables::{redemption_batches, redemption_codes},
    },
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use xinggen_domain::{
    BatchId, Id, audit::AuditEntry, error::StoreError, ports::RedemptionBatches, provenance::Digest,
    redemption::RedemptionBatch, time::Timestamp,
};

/// Codes in one statement: four parameters each, below what SQLite takes.
const CODES_AT_ONCE: usize = 5_000;

#[async_trait]
impl RedemptionBatches for Database {
    async fn add(
        &self,
        batch: RedemptionBatch,
        codes: Vec<Digest>,
        noted: Option<AuditEntry>,
    ) -> Result<(), StoreError> {
        let batch_id = batch.id.as_uuid();
        let tx = self.begin_writing().await?;
        let insert = redemption_batches::Entity::insert(RedemptionBatchRow::from(batch).into_active_model());
        insert.exec_without_returning(tx.open()?).await.map_err(store_error)?;
        for codes in codes.chunks(CODES_AT_ONCE) {
            let rows = codes.iter().map(|digest| {
                let digest = digest.to_string();
                let row = RedemptionCodeRow { digest, batch_id, redeemed_by: None, redeemed_at: None };
                row.into_active_model()
            });
            let insert = redemption_codes::Entity::insert_many(rows);
            insert.exec_without_returning(tx.open()?).await.map_err(store_error)?;
        }
        note(&tx, noted).await?;
        tx.commit().await
    }

    async fn recent(
        &self,
        before: Option<BatchId>,
        limit: u32,
    ) -> Result<Vec<(RedemptionBatch, u32)>, StoreError> {
        let newest_first = redemption_batches::Entity::find().order_by_desc(redemption_batches::Column::Id);
        let mut query = newest_first.limit(u64::from(limit));
        if let Some(before) = before {
            query = query.filter(redemption_batches::Column::Id.lt(before.as_uuid()));
        }
        let tx = self.begin_snapshot().await?;
        let mut batches = Vec::new();
        for row in query.all(tx.open()?).await.map_err(store_error)? {
            let redeemed = redemption_codes::Entity::find()
                .filter(redemption_codes::Column::BatchId.eq(row.id))
                .filter(redemption_codes::Column::RedeemedBy.is_not_null());
            let redeemed = redeemed.count(tx.open()?).await.map_err(store_error)?;
            let redeemed = u32::try_from(redeemed).unwrap_or(u32::MAX);
            batches.push((RedemptionBatch::try_from(row)?, redeemed));
        }
        Ok(batches)
    }

    async fn revoke(
        &self,
        id: BatchId,
        now: Timestamp,
        noted: Option<AuditEntry>,
    ) -> Result<Option<RedemptionBatch>, StoreError> {
        let tx = self.begin_writing().await?;
        let revoke = redemption_batches::Entity::update_many()
            .col_expr(redemption_batches::Column::RevokedAt, Expr::value(now))
            .filter(redemption_batches::Column::Id.eq(id.as_uuid()))
            .filter(redemption_batches::Column::RevokedAt.is_null());
        if revoke.exec(tx.open()?).await.map_err(store_error)?.rows_affected == 1 {
            note(&tx, noted).await?;
        }
        let row = redemption_batches::Entity::find_by_id(id.as_uuid())
            .one(tx.open()?)
            .await
            .map_err(store_error)?;
        tx.commit().await?;
        row.map(RedemptionBatch::try_from).transpose()
    }
}
