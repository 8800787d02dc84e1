//! The memory adapters pass the contract suites.

use std::sync::Arc;
use xinggen_domain::ports::BlobStore;
use xinggen_testkit::{
    MemoryBlobs, MemoryStore, TestScratch, blob_contract, contract::BlobHarness, scratch_contract,
    store_contract,
};

mod suites;

async fn store() -> MemoryStore {
    MemoryStore::default()
}

store_contract!(store);

struct Blobs(MemoryBlobs);

impl BlobHarness for Blobs {
    fn blobs(&self) -> Arc<dyn BlobStore> {
        Arc::new(self.0.clone())
    }
}

async fn blob_store() -> Blobs {
    Blobs(MemoryBlobs::default())
}

blob_contract!(blob_store);

async fn scratch_folders() -> TestScratch {
    TestScratch
}

scratch_contract!(scratch_folders);
