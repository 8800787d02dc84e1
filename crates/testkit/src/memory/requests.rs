use super::{Result, tx::MemoryTx};
use async_trait::async_trait;
use std::collections::btree_map::Entry;
use xinggen_domain::{
    idempotency::{DoneRequest, IdempotencyKey},
    ports::DoneRequests,
};

pub(super) struct MemoryRequests<'a>(pub(super) &'a mut MemoryTx);

fn index(key: &IdempotencyKey) -> (String, String) {
    (key.operation.clone(), key.key.clone())
}

#[async_trait]
impl DoneRequests for MemoryRequests<'_> {
    async fn find(&mut self, key: &IdempotencyKey) -> Result<Option<DoneRequest>> {
        self.0.read(|tenant| tenant.requests.get(&index(key)).cloned())
    }

    async fn add(&mut self, request: DoneRequest) -> Result<bool> {
        self.0.write(|tenant| match tenant.requests.entry(index(&request.key)) {
            Entry::Vacant(free) => {
                free.insert(request);
                Ok(true)
            }
            Entry::Occupied(_) => Ok(false),
        })
    }

    async fn forget(&mut self, key: &IdempotencyKey) -> Result<()> {
        self.0.write(|tenant| {
            tenant.requests.remove(&index(key));
            Ok(())
        })
    }
}
