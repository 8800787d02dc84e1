use super::Calls;
use async_trait::async_trait;
use bytes::Bytes;
use xinggen_domain::{
    error::VendorError,
    label::{ContentLabel, LABEL_KEY},
    ports::Labeller,
};

/// What a [`FakeLabeller`] was asked to label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelCall {
    /// The media type.
    pub mime: String,
    /// The label.
    pub label: ContentLabel,
}

/// Appends the label to the file, where readers of PNG and WAV pass over it.
#[derive(Debug, Default)]
pub struct FakeLabeller {
    /// What it was asked, and whether it fails next.
    pub calls: Calls<LabelCall>,
}

#[async_trait]
impl Labeller for FakeLabeller {
    async fn label(&self, file: Bytes, mime: &str, label: &ContentLabel) -> Result<Bytes, VendorError> {
        self.calls.record(LabelCall { mime: mime.to_owned(), label: label.clone() })?;
        let mut labelled = file.to_vec();
        labelled.extend(LABEL_KEY.bytes());
        labelled.extend(label.to_json().bytes());
        Ok(labelled.into())
    }
}
