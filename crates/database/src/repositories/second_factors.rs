use super::{Result, one_of};
use crate::{
    rows::{
        SecondFactorRow,
        tables::{second_factors, step_ups},
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::{LockType, OnConflict},
};
use xinggen_domain::{Id, error::StoreError, ports::SecondFactors, second_factor::SecondFactor};

pub(crate) struct SqlSecondFactors<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl SecondFactors for SqlSecondFactors<'_> {
    async fn get(&mut self) -> Result<Option<SecondFactor>> {
        let call = self.0.read()?;
        let factor = one_of(call.one(call.find::<second_factors::Entity>()).await?)?;
        call.done(factor)
    }

    async fn lock(&mut self) -> Result<Option<SecondFactor>> {
        let call = self.0.write()?;
        let query = call.find::<second_factors::Entity>().lock(LockType::Update);
        let factor = one_of(call.one(query).await?)?;
        call.done(factor)
    }

    async fn put(&mut self, factor: SecondFactor) -> Result<bool> {
        let call = self.0.write()?;
        check_owner(&call, &factor)?;
        let idle =
            call.delete::<second_factors::Entity>().filter(second_factors::Column::ConfirmedAt.is_null());
        call.remove(idle).await?;
        let there = OnConflict::column(second_factors::Column::UserId).do_nothing().to_owned();
        let added = call.insert_unless(SecondFactorRow::from(factor), there).await?;
        call.done(added)
    }

    async fn save(&mut self, factor: SecondFactor) -> Result<()> {
        let call = self.0.write()?;
        check_owner(&call, &factor)?;
        let version = factor.version;
        let next = SecondFactor { version: version + 1, ..factor };
        let mut changes = SecondFactorRow::from(next).into_active_model().reset_all();
        changes.not_set(second_factors::Column::UserId);
        let update = call
            .update::<second_factors::Entity>()
            .set(changes)
            .filter(second_factors::Column::Version.eq(version));
        if call.change(update).await? == 0 {
            return Err(StoreError::Stale("the second factor"));
        }
        call.done(())
    }

    async fn remove(&mut self) -> Result<bool> {
        let call = self.0.write()?;
        // In this order: proving locks the second factor before it adds a proof.
        let removed = call.remove(call.delete::<second_factors::Entity>()).await?;
        call.remove(call.delete::<step_ups::Entity>()).await?;
        call.done(removed > 0)
    }
}

fn check_owner(call: &Call<'_>, factor: &SecondFactor) -> Result<()> {
    if factor.user_id.as_uuid() == call.owner() {
        return Ok(());
    }
    Err(StoreError::Backend("a second factor is written by its own tenant".into()))
}
