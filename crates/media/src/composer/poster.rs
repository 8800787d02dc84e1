//! The poster: one frame of the cut as a JPEG, labelled like everything else.

use crate::{
    ffmpeg::{Ffmpeg, Part, disk, unknown},
    label::MediaLabeller,
    picture::seconds,
};
use std::path::Path;
use xinggen_domain::{
    error::VendorError,
    ports::{CutRequest, Labeller},
};

/// The most bytes of a poster.
const POSTER_BYTES: usize = 32 << 20;

/// One frame of the cut, whose pictures are in `video`.
pub(super) async fn render(ffmpeg: &Ffmpeg, video: &Path, request: &CutRequest) -> Result<(), VendorError> {
    let at = request.poster_at_ms.min(request.duration_ms.saturating_sub(100));
    let outcome = ffmpeg
        .call("error")
        .words("-threads 1")
        .option("-ss", seconds(at))
        .input(video)
        .words("-map 0:v:0 -frames:v 1 -vf scale=out_range=pc:out_color_matrix=bt601,format=yuvj420p -c:v mjpeg -q:v 2")
        .words("-f image2pipe pipe:1")
        .output_of(POSTER_BYTES)
        .run()
        .await?;
    if outcome.output.is_empty() {
        return Err(unknown("the poster came out empty"));
    }
    let mut picture = outcome.output.into();
    if let Some(label) = &request.label {
        picture = MediaLabeller.label(picture, "image/jpeg", label).await?;
    }
    let part = Part::of(&request.poster)?;
    tokio::fs::write(part.path(), &picture).await.map_err(|error| disk(part.path(), error))?;
    part.finish()
}
