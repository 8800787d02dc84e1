use super::{Result, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{
    event::Event,
    ports::{EventBounds, Events},
};

pub(super) struct MemoryEvents<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Events for MemoryEvents<'_> {
    async fn after(&mut self, number: i64, limit: u32) -> Result<Vec<Event>> {
        self.0.read(|tenant| {
            let behind = tenant.events.iter().filter(|event| event.number > number);
            behind.take(limit as usize).cloned().collect()
        })
    }

    async fn bounds(&mut self) -> Result<EventBounds> {
        self.0.read(|tenant| {
            let last = tenant.last_event;
            EventBounds { first: tenant.events.first().map_or(last + 1, |event| event.number), last }
        })
    }
}
