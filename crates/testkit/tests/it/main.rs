//! The memory adapters pass the contract suites.

use std::sync::Arc;
use xinggen_domain::ports::{BlobStore, Dispatcher, EventBus, JobSignal, SecretBox};
use xinggen_testkit::{
    MemoryBlobs, MemoryEventBus, MemoryJobSignal, MemoryStore, TestScratch, blob_contract,
    contract::{BlobHarness, EventBusHarness, JobSignalHarness, SecretBoxHarness},
    event_bus_contract,
    fakes::FakeSecretBox,
    job_signal_contract, scratch_contract, secret_box_contract, store_contract,
};

#[cfg(test)]
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

struct Bus(MemoryEventBus);

impl EventBusHarness for Bus {
    fn bus(&self) -> Arc<dyn EventBus> {
        Arc::new(self.0.clone())
    }
}

async fn event_bus() -> Bus {
    Bus(MemoryEventBus::default())
}

event_bus_contract!(event_bus);

struct Signal(MemoryJobSignal);

impl JobSignalHarness for Signal {
    fn dispatcher(&self) -> Arc<dyn Dispatcher> {
        Arc::new(self.0.clone())
    }
    fn signal(&self) -> Arc<dyn JobSignal> {
        Arc::new(self.0.clone())
    }
}

async fn job_signal() -> Signal {
    Signal(MemoryJobSignal::default())
}

job_signal_contract!(job_signal);

struct Boxes(FakeSecretBox);

impl SecretBoxHarness for Boxes {
    fn secret_box(&self) -> Arc<dyn SecretBox> {
        Arc::new(self.0.clone())
    }
    fn rotate(&self) {
        self.0.rotate();
    }
}

async fn boxes() -> Boxes {
    Boxes(FakeSecretBox::default())
}

secret_box_contract!(boxes);

async fn scratch_folders() -> TestScratch {
    TestScratch
}

scratch_contract!(scratch_folders);
