use super::audit_log::note;
use crate::{
    Database,
    error::store_error,
    rows::{PriceRow, tables::prices},
};
use async_trait::async_trait;
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder, sea_query::OnConflict};
use xinggen_domain::{
    audit::AuditEntry,
    error::StoreError,
    ports::PriceBook,
    pricing::{Price, PriceList},
};

#[async_trait]
impl PriceBook for Database {
    async fn list(&self) -> Result<PriceList, StoreError> {
        let query = prices::Entity::find().order_by_asc(prices::Column::Id);
        let rows = query.all(&self.reader).await.map_err(store_error)?;
        let prices: Result<_, _> = rows.into_iter().map(Price::try_from).collect();
        prices.map(PriceList)
    }

    async fn add(&self, prices: Vec<Price>, noted: Option<AuditEntry>) -> Result<(), StoreError> {
        if prices.is_empty() {
            return Ok(());
        }
        let tx = self.begin_writing().await?;
        let rows = prices.into_iter().map(|price| PriceRow::from(price).into_active_model());
        let there_already = OnConflict::column(prices::Column::Id).do_nothing().to_owned();
        let insert = prices::Entity::insert_many(rows).on_conflict(there_already);
        insert.exec_without_returning(tx.open()?).await.map_err(store_error)?;
        note(&tx, noted).await?;
        tx.commit().await
    }
}
