//! Brings the files of a cut into a local folder, and makes the joints that nobody has made yet.

use super::{Work, WorkError};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use std::{
    future::ready,
    path::{Path, PathBuf},
};
use xinggen_domain::{
    asset::{Asset, ObjectKey},
    cut::Timeline,
    job::Operation,
    ports::{CutClip, JointRequest, PlacedVoice, ScratchFolder},
    production::EpisodeState,
    provenance::ProvenanceBuilder,
    storyboard::TRANSITION_MS,
    take::Target,
};

/// How many joints are made at once: each is a program that uses one core and some memory.
const AT_ONCE: usize = 2;

pub(super) struct CutFiles {
    pub(super) clips: Vec<CutClip>,
    pub(super) voices: Vec<PlacedVoice>,
    pub(super) frames_encoded: u32,
}

impl Work<'_, EpisodeState> {
    pub(super) async fn fetch_cut_files(
        &self,
        timeline: &Timeline,
        folder: &dyn ScratchFolder,
    ) -> Result<CutFiles, WorkError> {
        let mut files = CutFiles { clips: Vec::new(), voices: Vec::new(), frames_encoded: 0 };
        let mut assets: Vec<&Asset> = Vec::new();
        for (at, (shot, laid)) in self.state.shots.iter().zip(&timeline.shots).enumerate() {
            let clip = self.state.file(Operation::Video, Target::Shot(shot.id));
            let clip = clip.ok_or(WorkError::Missing("a clip"))?;
            let file = self.bring(clip, folder.path(), &format!("clip-{at}.mp4")).await?;
            assets.push(clip);
            files.clips.push(CutClip { file, duration_ms: laid.duration_ms, joint_after: None });
            for (number, line) in shot.lines.iter().enumerate() {
                let voice = self.state.file(Operation::Voice, Target::Line(line.id));
                let voice = voice.ok_or(WorkError::Missing("a voice"))?;
                let file = self.bring(voice, folder.path(), &format!("voice-{at}-{number}.wav")).await?;
                let start_ms = laid.start_ms + line.start_ms.unwrap_or(0);
                files.voices.push(PlacedVoice { file, start_ms });
            }
        }
        let joined = timeline.shots.iter().enumerate().filter(|(_, laid)| laid.transition_after);
        let joints: Vec<(usize, PathBuf)> =
            joined.map(|(at, _)| (at, folder.path().join(format!("joint-{at}.mp4")))).collect();
        let mut making = Vec::new();
        for (at, out) in &joints {
            debug_assert!(timeline.shots[*at].duration_ms > TRANSITION_MS);
            making.push(self.joint(&files.clips, *at, (assets[*at], assets[*at + 1]), out));
        }
        let made = stream::iter(making).buffer_unordered(AT_ONCE);
        files.frames_encoded = made.try_fold(0, |sum, frames| ready(Ok(sum + frames))).await?;
        for (at, out) in joints {
            files.clips[at].joint_after = Some(out);
        }
        Ok(files)
    }

    async fn bring(&self, asset: &Asset, folder: &Path, name: &str) -> Result<PathBuf, WorkError> {
        let file = folder.join(name);
        self.ports.blobs.fetch(&asset.key, &file).await?;
        Ok(file)
    }

    /// Fetches the joint of two clips, or makes and keeps it. Returns how many frames were encoded for it.
    async fn joint(
        &self,
        clips: &[CutClip],
        at: usize,
        (before, after): (&Asset, &Asset),
        out: &Path,
    ) -> Result<u32, WorkError> {
        let composer = &self.ports.vendors.composer;
        let inputs = ProvenanceBuilder::new(&composer.model())
            .with("before", before.sha256)
            .with("after", after.sha256)
            .with("overlap", TRANSITION_MS)
            .finish();
        let key = ObjectKey::intermediate(self.user, inputs.hash, "mp4");
        if self.ports.blobs.exists(&key).await? {
            self.ports.blobs.fetch(&key, out).await?;
            return Ok(0);
        }
        let request = JointRequest {
            before: clips[at].file.clone(),
            before_ms: clips[at].duration_ms,
            after: clips[at + 1].file.clone(),
            overlap_ms: TRANSITION_MS,
            size: self.state.drama.aspect.frame(),
            out: out.to_owned(),
        };
        let frames = composer.join(&request).await?;
        self.ports.blobs.put_file(&key, out).await?;
        Ok(frames)
    }
}
