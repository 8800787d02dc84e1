use super::{Result, one_of};
use crate::{
    rows::{QuoteRow, tables::quotes},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, QueryFilter};
use xinggen_domain::{Id, QuoteId, ports::Quotes, quote::Quote};

pub(crate) struct SqlQuotes<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Quotes for SqlQuotes<'_> {
    async fn add(&mut self, quote: Quote) -> Result<()> {
        let call = self.0.write()?;
        call.insert(QuoteRow::of(call.owner(), quote)?).await?;
        call.done(())
    }

    async fn get(&mut self, id: QuoteId) -> Result<Option<Quote>> {
        let call = self.0.read()?;
        let query = call.find::<quotes::Entity>().filter(quotes::Column::Id.eq(id.as_uuid()));
        let quote = one_of(call.one(query).await?)?;
        call.done(quote)
    }
}
