use super::{Result, one_of};
use crate::{
    rows::{DoneRequestRow, tables::done_requests},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, sea_query::OnConflict};
use xinggen_domain::{
    idempotency::{DoneRequest, IdempotencyKey},
    ports::DoneRequests,
};

pub(crate) struct SqlRequests<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl DoneRequests for SqlRequests<'_> {
    async fn find(&mut self, key: &IdempotencyKey) -> Result<Option<DoneRequest>> {
        let call = self.0.read()?;
        let query = call
            .find::<done_requests::Entity>()
            .filter(done_requests::Column::Operation.eq(key.operation.as_str()))
            .filter(done_requests::Column::Key.eq(key.key.as_str()));
        let request = one_of(call.one(query).await?)?;
        call.done(request)
    }

    async fn add(&mut self, request: DoneRequest) -> Result<bool> {
        let call = self.0.write()?;
        let key =
            [done_requests::Column::UserId, done_requests::Column::Operation, done_requests::Column::Key];
        let taken = OnConflict::columns(key).do_nothing().to_owned();
        let added = call.insert_unless(DoneRequestRow::of(call.owner(), request), taken).await?;
        call.done(added)
    }

    async fn forget(&mut self, key: &IdempotencyKey) -> Result<()> {
        let call = self.0.write()?;
        let delete = call
            .delete::<done_requests::Entity>()
            .filter(done_requests::Column::Operation.eq(key.operation.as_str()))
            .filter(done_requests::Column::Key.eq(key.key.as_str()));
        call.remove(delete).await?;
        call.done(())
    }
}
