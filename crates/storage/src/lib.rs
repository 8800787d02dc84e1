//! Ports on opendal: objects on local disk and in memory, and local folders for renderers.
//!
//! On disk an object is written beside its place and renamed into it, so it is there whole or not at all. Keys
//! are checked before opendal sees them. To add a store (S3, OSS, COS), switch on its opendal service, add a
//! constructor to [`OpendalBlobStore`], and run the tests in `tests/it` with it.
#![warn(missing_docs)]

mod blobs;
mod copy;
mod failure;
mod key;
mod scratch;

pub use blobs::OpendalBlobStore;
pub use scratch::TempScratch;
