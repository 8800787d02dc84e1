//! Pictures as they come, made to fit the frame.

use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits, imageops::FilterType};
use std::io::Cursor;
use xinggen_domain::drama::FrameSize;

/// The longest side of a picture that is taken, in pixels.
const LONGEST_SIDE: u32 = 8_192;
/// The most memory that decoding may take.
const MEMORY: u64 = 512 << 20;

/// A picture of whatever type and size as a PNG of just this size: scaled until it covers the frame, and cut off evenly
/// where it stands out. The type is read from the file itself.
pub(crate) fn fit(file: &[u8], size: FrameSize) -> Result<Vec<u8>, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    reader.limits(limits);
    let picture = reader.decode()?;
    let fitted = if (picture.width(), picture.height()) == (size.width, size.height) {
        picture
    } else {
        picture.resize_to_fill(size.width, size.height, FilterType::Triangle)
    };
    let mut png = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(fitted.into_rgb8()).write_to(&mut png, ImageFormat::Png)?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        // The left half is red, the right half is blue.
        let picture = RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 { image::Rgb([250, 0, 0]) } else { image::Rgb([0, 0, 250]) }
        });
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).expect("written");
        bytes.into_inner()
    }

    #[test]
    fn every_type_and_size_fits_the_frame_and_keeps_its_middle() {
        let size = FrameSize { width: 90, height: 160 };
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            for (width, height) in [(90, 160), (200, 100), (64, 64), (300, 900)] {
                let fitted = fit(&file(width, height, format), size).expect("a picture");
                let fitted = image::load_from_memory_with_format(&fitted, ImageFormat::Png)
                    .expect("a PNG")
                    .into_rgb8();
                assert_eq!(fitted.dimensions(), (90, 160));
                let (left, right) = (fitted.get_pixel(30, 80), fitted.get_pixel(60, 80));
                assert!(left[0] > 200 && right[2] > 200, "{format:?} {width}×{height}: {left:?} {right:?}");
            }
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_a_one_is_refused() {
        let size = FrameSize { width: 9, height: 16 };
        assert!(fit(b"<html>", size).is_err());
        assert!(fit(&file(9, 16, ImageFormat::Png)[..40], size).is_err());
        assert!(fit(&file(LONGEST_SIDE + 1, 1, ImageFormat::Png), size).is_err());
    }
}
