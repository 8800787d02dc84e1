use crate::{
    Database,
    error::store_error,
    rows::{PlanTableRow, tables::plans},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryOrder,
    sea_query::{ExprTrait, OnConflict},
};
use xinggen_domain::{error::StoreError, plan::PlanRow, ports::PlanBook};

#[async_trait]
impl PlanBook for Database {
    async fn list(&self) -> Result<Vec<PlanRow>, StoreError> {
        let query = plans::Entity::find().order_by_asc(plans::Column::Name);
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        rows.into_iter().map(PlanRow::try_from).collect()
    }

    async fn seed(&self, rows: Vec<PlanRow>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let rows = rows.into_iter().map(|row| PlanTableRow::from(row).into_active_model());
        let unchanged = OnConflict::column(plans::Column::Name)
            .update_columns(plans::Column::iter().filter(|column| !matches!(column, plans::Column::Name)))
            .action_and_where(plans::Column::ChangedAt.into_expr().is_null())
            .to_owned();
        let insert = plans::Entity::insert_many(rows).on_conflict(unchanged);
        insert.exec_without_returning(&self.writer).await.map_err(store_error)?;
        Ok(())
    }
}
