use super::{Facts, Made, Work, WorkError, cut_files::CutFiles};
use xinggen_domain::{
    AssetId,
    asset::{Asset, MediaKind},
    cut::{Cut, Timeline, cues_of_shot},
    ports::{ComposedCut, CutRequest, ScratchFolder},
    production::{EpisodeState, cut_inputs},
    shot::ShotSize,
    storyboard::TRANSITION_MS,
    subtitle::{Cue, to_srt},
    time::Millis,
};

/// A composed episode with its files.
#[derive(Clone)]
pub(in crate::jobs) struct MadeCut {
    pub(in crate::jobs) cut: Cut,
    pub(in crate::jobs) assets: Vec<Asset>,
    pub(in crate::jobs) duration_ms: Millis,
}

impl Work<'_, EpisodeState> {
    pub(super) async fn cut(&self) -> Result<Made, WorkError> {
        let (state, ports) = (self.state, self.ports);
        let composer = &ports.vendors.composer;
        let provenance = cut_inputs(state, self.options, &composer.model())
            .ok_or(WorkError::Missing("a clip or a voice"))?;
        let timeline = Timeline::of(&state.shots).ok_or(WorkError::Missing("a measured duration"))?;
        let folder = ports.scratch.folder().await?;
        let video_id = ports.ids.id();
        let files = self.fetch_cut_files(&timeline, &*folder).await?;
        let joined = files.frames_encoded;
        let request = self.cut_request(&timeline, files, video_id, &*folder);
        let composed = composer.compose(&request, self.progress).await?;
        let assets = self.store_cut(&request, composed, video_id).await?;
        let cut = Cut {
            id: ports.ids.id(),
            episode_id: state.episode.id,
            video: assets[0].id,
            srt: assets[1].id,
            ass: assets[2].id,
            poster: assets[3].id,
            duration_ms: composed.duration_ms,
            frames_encoded: joined + composed.frames_encoded,
            provenance,
            created_at: ports.clock.now(),
        };
        let duration_ms = composed.duration_ms;
        Ok(Made::Cut(Box::new(MadeCut { cut, assets: assets.into(), duration_ms })))
    }

    fn cut_request(
        &self,
        timeline: &Timeline,
        files: CutFiles,
        video: AssetId,
        folder: &dyn ScratchFolder,
    ) -> CutRequest {
        let drama = &self.state.drama;
        let episode = &self.state.episode;
        CutRequest {
            clips: files.clips,
            overlap_ms: TRANSITION_MS,
            size: drama.aspect.frame(),
            duration_ms: timeline.duration_ms,
            voices: files.voices,
            cues: self.all_cues(timeline),
            title: format!("{} · {} {}", drama.title, episode.number, episode.title),
            label: self.label(video),
            video: folder.path().join("cut.mp4"),
            ass: folder.path().join("cut.ass"),
            poster: folder.path().join("poster.jpg"),
            poster_at_ms: self.poster_at(timeline),
        }
    }

    fn all_cues(&self, timeline: &Timeline) -> Vec<Cue> {
        let (names, marks) = (self.state.names(), self.state.marks());
        let shots = self.state.shots.iter().zip(&timeline.shots);
        let cues = shots.flat_map(|(shot, laid)| {
            let cues = cues_of_shot(shot, &names, &marks, self.state.drama.aspect);
            cues.into_iter().map(|cue| cue.shifted(laid.start_ms))
        });
        cues.collect()
    }

    /// The middle of the first near shot of somebody, behind the opening mark; else the middle of the cut.
    fn poster_at(&self, timeline: &Timeline) -> Millis {
        let near = |size| matches!(size, ShotSize::CloseUp | ShotSize::Medium | ShotSize::ExtremeCloseUp);
        let shots = self.state.shots.iter().zip(&timeline.shots).skip(1);
        let mut near = shots.filter(|(shot, _)| near(shot.size) && !shot.cast.is_empty());
        near.next().map_or(timeline.duration_ms / 2, |(_, laid)| laid.start_ms + laid.duration_ms / 2)
    }

    /// Stores video, SRT, ASS and poster, in this order.
    async fn store_cut(
        &self,
        request: &CutRequest,
        composed: ComposedCut,
        video_id: AssetId,
    ) -> Result<[Asset; 4], WorkError> {
        let blobs = &self.ports.blobs;
        let duration_ms = Some(composed.duration_ms);
        let facts = |kind, mime, size| Facts { kind, mime, size, duration_ms };
        let size = Some(request.size);

        let key = self.key(video_id, "mp4");
        let stored = blobs.put_file(&key, &request.video).await?;
        let video = self.asset(video_id, key, stored, facts(MediaKind::Video, "video/mp4", size));

        let id = self.ports.ids.id();
        let key = self.key(id, "srt");
        let stored = blobs.put(&key, to_srt(&request.cues).into()).await?;
        let srt = self.asset(id, key, stored, facts(MediaKind::Subtitle, "application/x-subrip", None));

        let id = self.ports.ids.id();
        let key = self.key(id, "ass");
        let stored = blobs.put_file(&key, &request.ass).await?;
        let ass = self.asset(id, key, stored, facts(MediaKind::Subtitle, "text/x-ssa", None));

        let id: AssetId = self.ports.ids.id();
        let key = self.key(id, "jpg");
        let mut stored = blobs.put_file(&key, &request.poster).await?;
        if let Some(label) = self.label(id) {
            let poster = blobs.get(&key).await?;
            let labelled = self.ports.vendors.labeller.label(poster, "image/jpeg", &label).await?;
            stored = blobs.put(&key, labelled).await?;
        }
        let mut poster = self.asset(id, key, stored, facts(MediaKind::Image, "image/jpeg", size));
        poster.duration_ms = None;
        Ok([video, srt, ass, poster])
    }
}
