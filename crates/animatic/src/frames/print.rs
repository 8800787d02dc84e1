//! The image model: requests in, PNG files out.

use super::{canvas::Canvas, compose, lettering::Lettering, pixels::Pixels, portrait, prop, tone::Tone};
use async_trait::async_trait;
use bytes::Bytes;
use std::sync::Arc;
use xinggen_domain::{
    error::{VendorError, VendorErrorClass},
    ports::{GeneratedImage, ImageModel, ImageRequest, ImageSubject, Progress, ReferenceSupport},
    provenance::ModelRef,
};

/// Draws storyboard frames, character sheets, backdrops and props. Deterministic: the same request gives the
/// same bytes.
pub struct AnimaticImages {
    lettering: Arc<Lettering>,
}

/// Sides smaller than this cannot hold a frame; larger than this do not fit the memory the house has.
const SIDES: std::ops::RangeInclusive<u32> = 256..=4096;

impl AnimaticImages {
    /// Finds the font that names and captions are set in.
    ///
    /// # Errors
    /// [`VendorErrorClass::Environment`] when no font with Chinese letters is installed.
    pub fn new() -> Result<Self, VendorError> {
        Ok(Self { lettering: Arc::new(Lettering::find()?) })
    }
}

#[async_trait]
impl ImageModel for AnimaticImages {
    fn model(&self) -> ModelRef {
        ModelRef::new("animatic", "frames-1")
    }

    fn references(&self) -> ReferenceSupport {
        ReferenceSupport::NotNeeded
    }

    async fn draw(
        &self,
        request: &ImageRequest,
        progress: &dyn Progress,
    ) -> Result<GeneratedImage, VendorError> {
        let size = request.size;
        if !SIDES.contains(&size.width) || !SIDES.contains(&size.height) {
            let message = format!(
                "cannot draw {}×{} pixels: sides are {} to {}",
                size.width,
                size.height,
                SIDES.start(),
                SIDES.end()
            );
            return Err(VendorError::new(VendorErrorClass::Invalid, message));
        }
        progress.report(5, "");
        let (request, lettering) = (request.clone(), Arc::clone(&self.lettering));
        let drawn = tokio::task::spawn_blocking(move || print(&request, &lettering)).await;
        let bytes = drawn.map_err(|cause| {
            VendorError::caused_by(VendorErrorClass::Unknown, "drawing the picture was broken off", cause)
        })??;
        progress.report(100, "");
        Ok(GeneratedImage { bytes, mime: "image/png".to_owned(), size })
    }
}

fn print(request: &ImageRequest, lettering: &Lettering) -> Result<Bytes, VendorError> {
    let memory = || VendorError::new(VendorErrorClass::Environment, "not enough memory to draw the picture");
    let mut canvas =
        Canvas::new(request.size.width, request.size.height, Tone(request.style)).ok_or_else(memory)?;
    match &request.subject {
        ImageSubject::Character(person) => portrait::draw(&mut canvas, person, lettering),
        ImageSubject::Scene(place) => compose::scene(&mut canvas, place),
        ImageSubject::Prop { name, .. } => prop::alone(&mut canvas, name, lettering),
        ImageSubject::Shot(frame) => compose::shot(&mut canvas, frame, lettering),
    }
    encode(canvas.into_pixels())
}

/// RGB, filtered and packed for speed: large flat areas pack well anyway.
fn encode(pixels: Pixels) -> Result<Bytes, VendorError> {
    let broken = |cause: png::EncodingError| {
        VendorError::caused_by(VendorErrorClass::Unknown, "the picture could not be written as PNG", cause)
    };
    let (width, height) = (pixels.width(), pixels.height());
    let rgb = pixels.into_rgb();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(broken)?;
    writer.write_image_data(rgb.bytes()).map_err(broken)?;
    writer.finish().map_err(broken)?;
    Ok(file.into())
}
