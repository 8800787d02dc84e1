//! The metadata label in files that are not rendered by ffmpeg: written beside the data, which stays as it is.

mod jpeg;
mod png;
mod wav;
mod xmp;

use async_trait::async_trait;
use bytes::Bytes;
use xinggen_domain::{
    error::{VendorError, VendorErrorClass},
    label::ContentLabel,
    ports::Labeller,
};

/// Labels PNG, JPEG and WAV files.
#[derive(Debug, Clone, Copy, Default)]
pub struct MediaLabeller;

#[async_trait]
impl Labeller for MediaLabeller {
    async fn label(&self, file: Bytes, mime: &str, label: &ContentLabel) -> Result<Bytes, VendorError> {
        let json = label.to_json();
        let labelled = match mime {
            "image/png" => png::labelled(&file, &json),
            "image/jpeg" => jpeg::labelled(&file, &json),
            "audio/wav" | "audio/x-wav" | "audio/wave" => wav::labelled(&file, &json),
            other => return Err(refused(format!("files of type {other} cannot be labelled"))),
        };
        labelled
            .map(Bytes::from)
            .ok_or_else(|| refused(format!("this is no whole file of type {mime}, so it cannot be labelled")))
    }
}

fn refused(message: String) -> VendorError {
    VendorError::new(VendorErrorClass::Invalid, message)
}
