//! Fresh stores.

use std::sync::Arc;
use xinggen_domain::{asset::ObjectKey, ports::BlobStore};
use xinggen_storage::OpendalBlobStore;
use xinggen_testkit::{TestFolder, contract::BlobHarness};

/// A fresh store; its folder goes with it.
pub(crate) struct Fresh {
    store: OpendalBlobStore,
    _root: Option<TestFolder>,
}

impl BlobHarness for Fresh {
    fn blobs(&self) -> Arc<dyn BlobStore> {
        Arc::new(self.store.clone())
    }
}

pub(crate) async fn disk() -> Fresh {
    let root = TestFolder::new().expect("a folder");
    let store = OpendalBlobStore::disk(xinggen_domain::ports::ScratchFolder::path(&root)).expect("a store");
    Fresh { store, _root: Some(root) }
}

pub(crate) async fn memory() -> Fresh {
    Fresh { store: OpendalBlobStore::memory().expect("a store"), _root: None }
}

pub(crate) fn key(name: &str) -> ObjectKey {
    ObjectKey::from_stored(name.to_owned())
}
