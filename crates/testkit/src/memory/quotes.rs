use super::{
    Result,
    table::{insert, parent},
    tx::MemoryTx,
};
use async_trait::async_trait;
use xinggen_domain::{QuoteId, ports::Quotes, quote::Quote};

pub(super) struct MemoryQuotes<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Quotes for MemoryQuotes<'_> {
    async fn add(&mut self, quote: Quote) -> Result<()> {
        self.0.write(|tenant| {
            parent(&tenant.episodes, quote.episode_id, "episode")?;
            insert(&mut tenant.quotes, quote.id, quote, "quote id")
        })
    }

    async fn get(&mut self, id: QuoteId) -> Result<Option<Quote>> {
        self.0.read(|tenant| tenant.quotes.get(&id).cloned())
    }
}
