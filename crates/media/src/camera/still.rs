//! Reading a still.

use crate::ffmpeg::{Ffmpeg, invalid};
use std::{path::Path, time::Duration};
use xinggen_domain::{drama::FrameSize, error::VendorError};

/// How long reading a picture may take.
const READING: Duration = Duration::from_secs(120);

/// Reads a picture of any size and brings it to `size`, cut to its shape around the middle: the raw planes of YUV
/// 4:2:0, one behind the other.
pub(super) async fn load(ffmpeg: &Ffmpeg, file: &Path, size: FrameSize) -> Result<Vec<u8>, VendorError> {
    if !file.is_file() {
        return Err(invalid(format!("the still {} is missing", file.display())));
    }
    let FrameSize { width, height } = size;
    let bytes = (width * height * 3 / 2) as usize;
    let file = std::path::absolute(file).map_err(|error| crate::ffmpeg::disk(file, error))?;
    let outcome = ffmpeg
        .call("error")
        .words("-threads 1 -f image2 -pattern_type none")
        .input(&file)
        .option(
            "-vf",
            format!(
                "scale={width}:{height}:force_original_aspect_ratio=increase:force_divisible_by=2:\
                 flags=lanczos+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv,\
                 crop={width}:{height},format=yuv420p"
            ),
        )
        .words("-filter_threads 1 -frames:v 1 -f rawvideo pipe:1")
        .output_of(bytes)
        .lasting(READING)
        .run()
        .await?;
    if outcome.output.len() == bytes {
        Ok(outcome.output)
    } else {
        Err(invalid(format!("the still {} cannot be read", file.display())))
    }
}
