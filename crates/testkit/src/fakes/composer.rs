use super::{
    Calls, VENDOR,
    calls::{digest_of, write},
};
use async_trait::async_trait;
use std::fmt::Write as _;
use xinggen_domain::{
    error::VendorError,
    ports::{ComposedCut, Composer, CutRequest, JointRequest, Progress},
    provenance::ModelRef,
    time::frames,
};

/// What a [`FakeComposer`] was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderCall {
    /// To render the overlap of two clips.
    Join(JointRequest),
    /// To compose an episode.
    Compose(Box<CutRequest>),
}

/// Writes small texts in the place of joints and cuts. They depend on what the clips and voices hold, but not on
/// where they lie. Composing copies: only joints count encoded frames.
#[derive(Debug, Default)]
pub struct FakeComposer {
    /// What it was asked, and whether it fails next.
    pub calls: Calls<RenderCall>,
}

#[async_trait]
impl Composer for FakeComposer {
    fn model(&self) -> ModelRef {
        ModelRef::new(VENDOR, "composer-1")
    }

    async fn join(&self, request: &JointRequest) -> Result<u32, VendorError> {
        self.calls.record(RenderCall::Join(request.clone()))?;
        let (before, after) = (digest_of(&request.before).await?, digest_of(&request.after).await?);
        let what = format!("joint of {before} and {after}, {} ms\n", request.overlap_ms);
        write(&request.out, what).await?;
        Ok(frames(request.overlap_ms))
    }

    async fn compose(
        &self,
        request: &CutRequest,
        progress: &dyn Progress,
    ) -> Result<ComposedCut, VendorError> {
        self.calls.record(RenderCall::Compose(Box::new(request.clone())))?;
        progress.report(50, "合成");
        let what = describe(request).await?;
        write(&request.video, format!("video of\n{what}")).await?;
        write(&request.ass, format!("subtitles\n{:?}\n", request.cues)).await?;
        write(&request.poster, format!("poster at {} ms of\n{what}", request.poster_at_ms)).await?;
        Ok(ComposedCut { duration_ms: request.duration_ms, frames_encoded: 0 })
    }
}

async fn describe(request: &CutRequest) -> Result<String, VendorError> {
    let mut what = format!("{} {:?} {:?}\n", request.title, request.size, request.label);
    // Writing into a String cannot fail.
    for clip in &request.clips {
        let _ = writeln!(what, "clip {} {} ms", digest_of(&clip.file).await?, clip.duration_ms);
        if let Some(joint) = &clip.joint_after {
            let _ = writeln!(what, "joint {}", digest_of(joint).await?);
        }
    }
    for voice in &request.voices {
        let _ = writeln!(what, "voice {} at {} ms", digest_of(&voice.file).await?, voice.start_ms);
    }
    let _ = writeln!(what, "{:?}", request.cues);
    Ok(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TestFolder;
    use std::fs;
    use xinggen_domain::{
        drama::AspectRatio,
        ports::{CutClip, PlacedVoice, ScratchFolder, Silent},
    };

    #[tokio::test]
    async fn a_cut_follows_its_parts() {
        let (composer, folder) = (FakeComposer::default(), TestFolder::new().unwrap());
        let path = |name: &str| folder.path().join(name);
        fs::write(path("clip"), "one").unwrap();
        fs::write(path("voice"), "hum").unwrap();
        let request = CutRequest {
            clips: vec![CutClip { file: path("clip"), duration_ms: 2500, joint_after: None }],
            overlap_ms: 400,
            size: AspectRatio::Portrait.frame(),
            duration_ms: 2500,
            voices: vec![PlacedVoice { file: path("voice"), start_ms: 200 }],
            cues: vec![],
            title: "雪夜归人".to_owned(),
            label: None,
            video: path("cut.mp4"),
            ass: path("cut.ass"),
            poster: path("cut.jpg"),
            poster_at_ms: 1000,
        };
        assert_eq!(composer.compose(&request, &Silent).await.unwrap().duration_ms, 2500);
        let first = fs::read(&request.video).unwrap();
        fs::write(path("clip"), "another").unwrap();
        composer.compose(&request, &Silent).await.unwrap();
        assert_ne!(fs::read(&request.video).unwrap(), first);
        assert!(request.ass.exists() && request.poster.exists());
    }

    #[tokio::test]
    async fn a_joint_encodes_its_overlap() {
        let (composer, folder) = (FakeComposer::default(), TestFolder::new().unwrap());
        let request = JointRequest {
            before: folder.path().join("a"),
            before_ms: 3000,
            after: folder.path().join("b"),
            overlap_ms: 400,
            size: AspectRatio::Square.frame(),
            out: folder.path().join("joint"),
        };
        assert!(composer.join(&request).await.is_err(), "the clips are not there");
        fs::write(&request.before, "a").unwrap();
        fs::write(&request.after, "b").unwrap();
        assert_eq!(composer.join(&request).await.unwrap(), 12);
        assert!(request.out.exists());
    }
}
