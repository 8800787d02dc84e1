use super::{Result, all_of};
use crate::{
    rows::{VendorCallRow, tables::vendor_calls},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use xinggen_domain::{Id, JobId, ports::VendorCalls, vendor::VendorCall};

pub(crate) struct SqlVendorCalls<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl VendorCalls for SqlVendorCalls<'_> {
    async fn add(&mut self, made: VendorCall) -> Result<()> {
        let call = self.0.write()?;
        call.insert(VendorCallRow::of(call.owner(), made)).await?;
        call.done(())
    }

    async fn save(&mut self, made: &VendorCall) -> Result<()> {
        let call = self.0.write()?;
        let row = VendorCallRow::of(call.owner(), made.clone());
        call.overwrite("vendor call", made.id.as_uuid(), row).await?;
        call.done(())
    }

    async fn of_job(&mut self, job: JobId) -> Result<Vec<VendorCall>> {
        let call = self.0.read()?;
        let query = call
            .find::<vendor_calls::Entity>()
            .filter(vendor_calls::Column::JobId.eq(job.as_uuid()))
            .order_by_asc(vendor_calls::Column::Number);
        let calls = all_of(call.all(query).await?)?;
        call.done(calls)
    }
}
