use super::{
    Calls, VENDOR,
    calls::{digest_of, write},
};
use async_trait::async_trait;
use std::path::PathBuf;
use xinggen_domain::{
    error::VendorError,
    ports::{Clip, Progress, VideoModel, VideoRequest},
    provenance::ModelRef,
    time::frames,
};

/// Writes a small text in the place of a clip. It depends on the still and on the whole request, but not on where
/// the files lie.
#[derive(Debug, Default)]
pub struct FakeCamera {
    /// What it was asked, and whether it fails next.
    pub calls: Calls<VideoRequest>,
}

#[async_trait]
impl VideoModel for FakeCamera {
    fn model(&self) -> ModelRef {
        ModelRef::new(VENDOR, "camera-1")
    }

    async fn film(&self, request: &VideoRequest, progress: &dyn Progress) -> Result<Clip, VendorError> {
        self.calls.record(request.clone())?;
        progress.report(50, "拍摄");
        let still = digest_of(&request.still).await?;
        let what = VideoRequest { still: PathBuf::new(), out: PathBuf::new(), ..request.clone() };
        write(&request.out, format!("clip of {still}\n{what:?}\n")).await?;
        Ok(Clip { frames_encoded: frames(request.duration_ms) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TestFolder;
    use std::fs;
    use xinggen_domain::{
        drama::AspectRatio,
        error::VendorErrorClass,
        ports::{ScratchFolder, Silent},
        shot::{CameraMovement, ShotSize},
    };

    fn request(folder: &TestFolder, out: &str) -> VideoRequest {
        VideoRequest {
            still: folder.path().join("still.png"),
            size: AspectRatio::Portrait.frame(),
            duration_ms: 2500,
            shot_size: ShotSize::Medium,
            movement: CameraMovement::PushIn,
            prompt: String::new(),
            cues: vec![],
            mark_ms: None,
            transition_before: false,
            transition_after: false,
            label: None,
            out: folder.path().join(out),
        }
    }

    #[tokio::test]
    async fn a_clip_follows_the_still_and_the_request_but_not_the_paths() {
        let (camera, folder) = (FakeCamera::default(), TestFolder::new().unwrap());
        let (one, again, marked) = (request(&folder, "1"), request(&folder, "2"), request(&folder, "3"));
        let missing = camera.film(&one, &Silent).await.unwrap_err();
        assert_eq!(missing.class, VendorErrorClass::Environment);
        fs::write(&one.still, "still").unwrap();
        let marked = VideoRequest { mark_ms: Some(2000), ..marked };
        for request in [&one, &again, &marked] {
            assert_eq!(camera.film(request, &Silent).await.unwrap().frames_encoded, 75);
        }
        let read = |request: &VideoRequest| fs::read_to_string(&request.out).unwrap();
        assert_eq!(read(&one), read(&again));
        assert_ne!(read(&one), read(&marked));
    }
}
