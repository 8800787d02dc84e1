use crate::{error::VendorError, label::ContentLabel};
use async_trait::async_trait;
use bytes::Bytes;

/// Writes the metadata label into a file that a vendor made, without encoding it again.
#[async_trait]
pub trait Labeller: Send + Sync {
    /// A labelled copy of an image or a voice; `mime` is `image/png`, `image/jpeg` or `audio/wav`.
    async fn label(&self, file: Bytes, mime: &str, label: &ContentLabel) -> Result<Bytes, VendorError>;
}
