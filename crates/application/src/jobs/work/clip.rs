use super::{Facts, Made, MadeTake, Work, WorkError};
use crate::jobs::Gone;
use xinggen_domain::{
    AssetId, ShotId,
    asset::MediaKind,
    cut::cues_of_shot,
    job::Operation,
    ports::{ScratchFolder, VideoRequest},
    pricing::Measure,
    production::{EpisodeState, clip_inputs},
    storyboard::{OPENING_MS, transition_after},
    take::Target,
};

impl Work<'_, EpisodeState> {
    pub(super) async fn clip(&self, id: ShotId) -> Result<Made, WorkError> {
        let (state, vendors) = (self.state, &self.ports.vendors);
        let at = state.shots.iter().position(|shot| shot.id == id);
        let at = at.ok_or(Gone::Shot)?;
        let model = vendors.video.model();
        let provenance =
            clip_inputs(state, at, self.options, &model).ok_or(WorkError::Missing("an image or a voice"))?;
        let folder = self.ports.scratch.folder().await?;
        let asset_id = self.ports.ids.id();
        let request = self.video_request(at, asset_id, &*folder).await?;
        vendors.video.film(&request, self.progress).await?;
        let key = self.key(asset_id, "mp4");
        let stored = self.ports.blobs.put_file(&key, &request.out).await?;
        let facts = Facts {
            kind: MediaKind::Video,
            mime: "video/mp4",
            size: Some(request.size),
            duration_ms: Some(request.duration_ms),
        };
        let take = MadeTake {
            target: Target::Shot(id),
            asset: self.asset(asset_id, key, stored, facts),
            provenance,
            marks: Vec::new(),
        };
        Ok(Made::Takes { takes: vec![take], delivered: Measure::of_ms(i64::from(request.duration_ms)) })
    }

    async fn video_request(
        &self,
        at: usize,
        asset: AssetId,
        folder: &dyn ScratchFolder,
    ) -> Result<VideoRequest, WorkError> {
        let state = self.state;
        let shot = &state.shots[at];
        let image = state.file(Operation::Image, Target::Shot(shot.id));
        let image = image.ok_or(WorkError::Missing("the image"))?;
        let extension = if image.mime == "image/jpeg" { "jpg" } else { "png" };
        let still = folder.path().join(format!("still.{extension}"));
        self.ports.blobs.fetch(&image.key, &still).await?;
        let cues = if self.options.burn_subtitles {
            cues_of_shot(shot, &state.names(), &state.marks(), state.drama.aspect)
        } else {
            Vec::new()
        };
        Ok(VideoRequest {
            still,
            size: state.drama.aspect.frame(),
            duration_ms: shot.measured_ms.ok_or(WorkError::Missing("the measured duration"))?,
            shot_size: shot.size,
            movement: shot.movement,
            prompt: shot.video_prompt.clone(),
            cues,
            mark_ms: (self.options.label && at == 0).then_some(OPENING_MS),
            transition_before: at > 0 && transition_after(&state.shots, at - 1),
            transition_after: transition_after(&state.shots, at),
            label: self.label(asset),
            out: folder.path().join("clip.mp4"),
        })
    }
}
