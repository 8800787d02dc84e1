//! Pictures as they come, made to fit the frame. Users choose the vendors, so a picture may be a bomb: a file of some
//! kilobytes that asks for gigabytes of pixels. What is said of its size is looked at before anything is decoded, and
//! one picture is decoded at a time.

use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits,
    error::{LimitError, LimitErrorKind},
    imageops::FilterType,
};
use std::{io::Cursor, sync::Mutex, sync::PoisonError};
use xinggen_domain::drama::FrameSize;

/// The longest side of a picture that is taken, in pixels.
const LONGEST_SIDE: u32 = 8_192;
/// The most pixels of one: somewhat more than the 4096 by 4096 of the largest models.
const PIXELS: u64 = 20_000_000;
/// The most memory that decoding may take; 8 bytes for each pixel, and something for the file's own tables. Scaling
/// takes as much again.
const MEMORY: u64 = 192 << 20;

/// Held while a picture is decoded and scaled, which takes up to 400 MB and some seconds.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A picture of whatever type and size as a PNG of just this size: scaled until it covers the frame, and cut off evenly
/// where it stands out. The type is read from the file itself. For threads that may block.
pub(crate) fn fit(file: &[u8], size: FrameSize) -> Result<Vec<u8>, ImageError> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let picture = decode(file)?;
    let fitted = if (picture.width(), picture.height()) == (size.width, size.height) {
        picture
    } else {
        picture.resize_to_fill(size.width, size.height, FilterType::Triangle)
    };
    let mut png = Cursor::new(Vec::new());
    fitted.write_to(&mut png, ImageFormat::Png)?;
    Ok(png.into_inner())
}

fn decode(file: &[u8]) -> Result<DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    reader.limits(limits);
    let decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    let picture = DynamicImage::from_decoder(decoder)?;
    // Frames have eight bits, so scaling need not work on sixteen.
    Ok(DynamicImage::ImageRgb8(picture.into_rgb8()))
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

    /// A PNG that says so of its size, with hardly any pixels behind it.
    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = file(9, 16, ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        bytes
    }

    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
    }

    #[test]
    fn bombs_are_refused_by_the_size_that_they_tell() {
        let size = FrameSize { width: 9, height: 16 };
        let refused = |file: &[u8]| matches!(fit(file, size), Err(ImageError::Limits(_)));
        assert!(fit(&png_of(9, 16), size).is_ok(), "the sum is right");
        for (width, height) in [(65_535, 65_535), (u32::MAX >> 1, 1), (8_192, 8_192), (5_000, 4_001)] {
            assert!(refused(&png_of(width, height)), "PNG {width}×{height}");
        }
        let mut jpeg = file(9, 16, ImageFormat::Jpeg);
        let frame = jpeg.windows(2).position(|marker| marker == [0xFF, 0xC0]).expect("a frame");
        jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
        assert!(refused(&jpeg), "JPEG");
        let webp = file(5_000, 4_001, ImageFormat::WebP);
        assert!(webp.len() < 100_000 && refused(&webp), "WebP of {} bytes", webp.len());
    }
}
