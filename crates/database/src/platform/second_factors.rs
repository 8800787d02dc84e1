use crate::{
    Database,
    error::store_error,
    rows::{
        SecondFactorRow, StepUpRow,
        tables::{second_factors, step_ups},
    },
};
use async_trait::async_trait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    TryInsertResult, sea_query::OnConflict,
};
use xinggen_domain::{
    Id, SessionId, UserId, error::StoreError, ports::SecondFactors, second_factor::SecondFactor,
    time::Timestamp,
};

#[async_trait]
impl SecondFactors for Database {
    async fn get(&self, user: UserId) -> Result<Option<SecondFactor>, StoreError> {
        let query = second_factors::Entity::find_by_id(user.as_uuid());
        let row = query.one(&self.reader).await.map_err(store_error)?;
        row.map(SecondFactor::try_from).transpose()
    }

    async fn put(&self, factor: SecondFactor) -> Result<bool, StoreError> {
        let tx = self.begin_writing().await?;
        let idle = second_factors::Entity::delete_many()
            .filter(second_factors::Column::UserId.eq(factor.user_id.as_uuid()))
            .filter(second_factors::Column::ConfirmedAt.is_null());
        idle.exec(tx.open()?).await.map_err(store_error)?;
        let row = SecondFactorRow::from(factor).into_active_model();
        let there = OnConflict::column(second_factors::Column::UserId).do_nothing().to_owned();
        let insert = second_factors::Entity::insert(row).on_conflict(there).try_insert();
        let added = insert.exec_without_returning(tx.open()?).await.map_err(store_error)?;
        tx.commit().await?;
        Ok(matches!(added, TryInsertResult::Inserted(rows) if rows > 0))
    }

    async fn save(&self, factor: SecondFactor) -> Result<bool, StoreError> {
        let (user, version) = (factor.user_id.as_uuid(), factor.version);
        let next = SecondFactor { version: version + 1, ..factor };
        let mut changes = SecondFactorRow::from(next).into_active_model().reset_all();
        changes.not_set(second_factors::Column::UserId);
        let update = second_factors::Entity::update_many()
            .set(changes)
            .filter(second_factors::Column::UserId.eq(user))
            .filter(second_factors::Column::Version.eq(version));
        let done = update.exec(&self.writer).await.map_err(store_error)?;
        Ok(done.rows_affected == 1)
    }

    async fn remove(&self, user: UserId) -> Result<(), StoreError> {
        let tx = self.begin_writing().await?;
        let proofs = step_ups::Entity::delete_many().filter(step_ups::Column::UserId.eq(user.as_uuid()));
        proofs.exec(tx.open()?).await.map_err(store_error)?;
        second_factors::Entity::delete_by_id(user.as_uuid()).exec(tx.open()?).await.map_err(store_error)?;
        tx.commit().await
    }

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

    async fn prove(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<(), StoreError> {
        let row = StepUpRow { user_id: user.as_uuid(), session_id: session.as_uuid(), proved_at: now };
        let again = OnConflict::columns([step_ups::Column::UserId, step_ups::Column::SessionId])
            .update_column(step_ups::Column::ProvedAt)
            .to_owned();
        let insert = step_ups::Entity::insert(row.into_active_model()).on_conflict(again);
        insert.exec_without_returning(&self.writer).await.map_err(store_error)?;
        Ok(())
    }

    async fn proved_at(&self, user: UserId, session: SessionId) -> Result<Option<Timestamp>, StoreError> {
        let query = step_ups::Entity::find_by_id((user.as_uuid(), session.as_uuid()));
        let row = query.one(&self.reader).await.map_err(store_error)?;
        Ok(row.map(|row| row.proved_at))
    }
}
