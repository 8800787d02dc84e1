//! Redemption codes belong to nobody until somebody takes one, so these statements have no owner to be limited to:
//! whoever has the text of a code may find it, and only a code that is free can be taken.

use super::Result;
use crate::{
    rows::tables::{redemption_batches, redemption_codes},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
use xinggen_domain::{
    error::StoreError,
    ports::Redemptions,
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
    time::Timestamp,
};

pub(crate) struct SqlRedemptions<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Redemptions for SqlRedemptions<'_> {
    async fn find(&mut self, code: Digest) -> Result<Option<(RedemptionCode, RedemptionBatch)>> {
        let call = self.0.read()?;
        let query = call
            .find_unowned::<redemption_codes::Entity>()
            .filter(redemption_codes::Column::Digest.eq(code.to_string()));
        let Some(row) = call.one(query).await? else {
            return call.done(None);
        };
        let batch = call
            .one(
                call.find_unowned::<redemption_batches::Entity>()
                    .filter(redemption_batches::Column::Id.eq(row.batch_id)),
            )
            .await?;
        let batch = batch.ok_or_else(|| StoreError::Corrupt("a code without its batch".to_owned()))?;
        let found = (row.try_into()?, batch.try_into()?);
        call.done(Some(found))
    }

    async fn take(&mut self, code: Digest, now: Timestamp) -> Result<bool> {
        let call = self.0.write()?;
        let update = call
            .update_unowned::<redemption_codes::Entity>()
            .col_expr(redemption_codes::Column::RedeemedBy, Expr::value(call.owner()))
            .col_expr(redemption_codes::Column::RedeemedAt, Expr::value(now))
            .filter(redemption_codes::Column::Digest.eq(code.to_string()))
            .filter(redemption_codes::Column::RedeemedBy.is_null());
        let taken = call.change(update).await? == 1;
        call.done(taken)
    }
}
