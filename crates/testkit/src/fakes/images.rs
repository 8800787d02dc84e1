use super::{Calls, VENDOR, png::plain_png};
use async_trait::async_trait;
use xinggen_domain::{
    error::VendorError,
    ports::{GeneratedImage, ImageModel, ImageRequest, Progress, ReferenceSupport},
    provenance::{Digest, ModelRef},
};

/// Makes PNGs of one colour, of the size asked for. Their bytes depend on the whole request.
#[derive(Debug, Default)]
pub struct FakeImages {
    /// What it was asked, and whether it fails next.
    pub calls: Calls<ImageRequest>,
}

#[async_trait]
impl ImageModel for FakeImages {
    fn model(&self) -> ModelRef {
        ModelRef::new(VENDOR, "image-1")
    }

    fn references(&self) -> ReferenceSupport {
        ReferenceSupport::NotNeeded
    }

    async fn draw(
        &self,
        request: &ImageRequest,
        progress: &dyn Progress,
    ) -> Result<GeneratedImage, VendorError> {
        self.calls.record(request.clone())?;
        progress.report(50, "画图");
        let digest = Digest::of(format!("{request:?}").as_bytes());
        let [red, green, blue, ..] = *digest.as_bytes();
        Ok(GeneratedImage {
            bytes: plain_png(request.size, [red, green, blue], &digest.to_string()).into(),
            mime: "image/png".to_owned(),
            size: request.size,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::{
        drama::{AspectRatio, Style},
        ports::{ImageSubject, Silent},
    };

    #[tokio::test]
    async fn pictures_follow_the_request() {
        let request = ImageRequest {
            subject: ImageSubject::Prop { name: "怀表".to_owned(), description: String::new() },
            prompt: String::new(),
            style: Style::Ink,
            size: AspectRatio::Portrait.still(),
            references: vec![],
        };
        let other = ImageRequest { prompt: "旧".to_owned(), ..request.clone() };
        let images = FakeImages::default();
        let [one, again, two] = [
            images.draw(&request, &Silent).await.unwrap(),
            images.draw(&request, &Silent).await.unwrap(),
            images.draw(&other, &Silent).await.unwrap(),
        ];
        assert_eq!(one, again);
        assert_ne!(one.bytes, two.bytes);
        assert!(one.bytes.len() < 8000, "{} bytes", one.bytes.len());
    }
}
