use crate::{
    Database,
    error::store_error,
    rows::{VerificationCodeRow, tables::verification_codes},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use xinggen_domain::{
    error::StoreError,
    ports::VerificationCodes,
    provenance::Digest,
    time::Timestamp,
    verification::{CODE_TRIES, PendingCode},
};

#[async_trait]
impl VerificationCodes for Database {
    async fn add(&self, code: PendingCode) -> Result<(), StoreError> {
        let over = verification_codes::Entity::delete_many()
            .filter(verification_codes::Column::Until.lte(code.created_at));
        over.exec(&self.writer).await.map_err(store_error)?;
        let row = VerificationCodeRow::from(code).into_active_model();
        let insert = verification_codes::Entity::insert(row);
        insert.exec_without_returning(&self.writer).await.map_err(store_error)?;
        Ok(())
    }

    async fn take(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool, StoreError> {
        if !self.one_try(request, now).await? {
            return Ok(false);
        }
        let taken = verification_codes::Entity::delete_many()
            .filter(verification_codes::Column::Request.eq(request.to_string()))
            .filter(verification_codes::Column::Seal.eq(seal.to_string()));
        Ok(taken.exec(&self.writer).await.map_err(store_error)?.rows_affected == 1)
    }

    async fn holds(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool, StoreError> {
        if !self.one_try(request, now).await? {
            return Ok(false);
        }
        let right = verification_codes::Entity::find()
            .filter(verification_codes::Column::Request.eq(request.to_string()))
            .filter(verification_codes::Column::Seal.eq(seal.to_string()));
        Ok(right.one(&self.writer).await.map_err(store_error)?.is_some())
    }
}

impl Database {
    /// Counts a try of the code of a request; whether there was one left.
    async fn one_try(&self, request: Digest, now: Timestamp) -> Result<bool, StoreError> {
        let column = verification_codes::Column::Tries;
        let tried = verification_codes::Entity::update_many()
            .col_expr(column, Expr::col(column).add(1))
            .filter(verification_codes::Column::Request.eq(request.to_string()))
            .filter(column.lt(i64::from(CODE_TRIES)))
            .filter(verification_codes::Column::Until.gt(now));
        Ok(tried.exec(&self.writer).await.map_err(store_error)?.rows_affected == 1)
    }
}
