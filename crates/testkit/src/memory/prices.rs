use super::{MemoryStore, Result};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_domain::{
    audit::AuditEntry,
    ports::PriceBook,
    pricing::{Price, PriceList},
};

#[async_trait]
impl PriceBook for MemoryStore {
    async fn list(&self) -> Result<PriceList> {
        Ok(PriceList(self.read(|state| state.prices.values().cloned().collect())))
    }

    async fn add(&self, prices: Vec<Price>, noted: Option<AuditEntry>) -> Result<()> {
        let added = self.write(|state| {
            if prices.is_empty() {
                return Ok(());
            }
            state.note(noted)?;
            let rows = Arc::make_mut(&mut state.prices);
            for price in prices {
                rows.entry(price.id).or_insert(price);
            }
            Ok(())
        });
        added.await
    }
}
