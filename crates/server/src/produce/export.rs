//! Writing the files of a cut to where they were asked for. Each appears whole: it is written beside and renamed.

use super::{EpisodeChoice, Failure};
use crate::House;
use serde_json::{Value, json};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use xinggen_application::{Actor, Assets};
use xinggen_domain::{
    AssetId,
    cut::{Cut, Timeline},
    production::EpisodeState,
};

/// Where the files go.
#[derive(Debug)]
pub(super) struct Outputs {
    out: PathBuf,
    folder: bool,
}

/// The files of one episode.
#[derive(Debug)]
pub(super) struct Exported {
    pub(super) video: PathBuf,
    pub(super) srt: PathBuf,
    pub(super) ass: PathBuf,
    pub(super) poster: PathBuf,
    pub(super) timeline: PathBuf,
}

impl Outputs {
    /// Checks, before anything is spent, that the output can be written.
    pub(super) fn plan(out: &Path, episodes: EpisodeChoice) -> Result<Self, Failure> {
        let folder = episodes.is_several();
        if folder && is_mp4(out) {
            return Err("several episodes go into a folder: give --out a name without .mp4".into());
        }
        match folder {
            true => can_be_written(out)?,
            false => plan_video(out)?,
        }
        Ok(Self { out: out.to_owned(), folder })
    }

    fn video_of(&self, state: &EpisodeState) -> PathBuf {
        if self.folder {
            self.out.join(format!("episode-{:02}.mp4", state.episode.number))
        } else {
            self.out.clone()
        }
    }
}

/// Checks that a video can be written to this file.
pub(crate) fn plan_video(out: &Path) -> Result<(), Failure> {
    if !is_mp4(out) {
        return Err(format!("--out must name a file that ends in .mp4, not {}", out.display()).into());
    }
    if out.is_dir() {
        return Err(format!("{} is a folder; name a file with --out", out.display()).into());
    }
    let parent = out.parent().unwrap_or(Path::new(""));
    can_be_written(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })
}

fn is_mp4(out: &Path) -> bool {
    out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mp4"))
}

/// Makes a folder if need be, and checks that files can be written to it.
fn can_be_written(folder: &Path) -> Result<(), Failure> {
    let writable = fs::create_dir_all(folder).and_then(|()| probe(folder));
    writable.map_err(|error| {
        format!("{} cannot be written to: {error}; choose another place with --out", folder.display()).into()
    })
}

/// Permission bits say little (to root, nothing): only writing tells.
fn probe(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!(".xinggen-{}", std::process::id()));
    fs::write(&file, b"")?;
    fs::remove_file(file)
}

/// Writes video, subtitles, poster and timeline of the episode's cut.
pub(super) async fn export(
    house: &House,
    actor: Actor,
    state: &EpisodeState,
    outputs: &Outputs,
) -> Result<Exported, Failure> {
    let cut = state.cut.as_ref().ok_or("the cut is gone")?;
    let video = outputs.video_of(state);
    let exported = Exported {
        srt: video.with_extension("srt"),
        ass: video.with_extension("ass"),
        poster: video.with_extension("jpg"),
        timeline: video.with_extension("json"),
        video,
    };
    let assets = Assets::new(house.ports.clone());
    fetch(&assets, actor, cut.video, &exported.video).await?;
    fetch(&assets, actor, cut.srt, &exported.srt).await?;
    fetch(&assets, actor, cut.ass, &exported.ass).await?;
    fetch(&assets, actor, cut.poster, &exported.poster).await?;
    write(&exported.timeline, serde_json::to_string_pretty(&timeline(state, cut))?.as_bytes())?;
    Ok(exported)
}

async fn fetch(assets: &Assets, actor: Actor, id: AssetId, to: &Path) -> Result<(), Failure> {
    let part = beside(to);
    if !assets.save_asset(actor, id, &part).await? {
        return Err("a file of the cut is gone".into());
    }
    fs::rename(&part, to).map_err(|error| unwritable(to, &error))
}

fn write(to: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let part = beside(to);
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, to)).map_err(|error| unwritable(to, &error))
}

/// Where a file is written before it takes its name.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map_or_else(Default::default, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.part"))
}

pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    format!("{} cannot be written: {error}; choose another place with --out", path.display()).into()
}

/// The whole cut for machines: every shot and line with its times, and what each is.
fn timeline(state: &EpisodeState, cut: &Cut) -> Value {
    let names = state.names();
    let laid = Timeline::of(&state.shots);
    let shots: Vec<Value> = state
        .shots
        .iter()
        .zip(laid.iter().flat_map(|timeline| &timeline.shots))
        .map(|(shot, laid)| {
            let scene = state.scenes.iter().find(|scene| scene.id == shot.scene_id);
            json!({
                "number": shot.number,
                "beat": shot.beat,
                "start_ms": laid.start_ms,
                "duration_ms": laid.duration_ms,
                "transition_after": laid.transition_after,
                "size": shot.size.code(),
                "angle": shot.angle.code(),
                "movement": shot.movement.code(),
                "place": scene.map(|scene| &scene.place),
                "time_of_day": scene.map(|scene| scene.time_of_day.code()),
                "cast": shot.cast.iter().filter_map(|id| names.get(id)).collect::<Vec<_>>(),
                "action": shot.action,
                "lines": shot.lines.iter().map(|line| json!({
                    "speaker": line.speaker.and_then(|id| names.get(&id)),
                    "mode": line.mode.code(),
                    "text": line.text,
                    "start_ms": line.start_ms.map(|start| laid.start_ms + start),
                    "duration_ms": line.duration_ms,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "title": state.drama.title,
        "episode": state.episode.number,
        "aspect": state.drama.aspect.code(),
        "style": state.drama.style.code(),
        "preview": true,
        "duration_ms": cut.duration_ms,
        "frames_encoded": cut.frames_encoded,
        "inputs": cut.provenance.hash.to_string(),
        "cast": state.characters.iter().map(|character| json!({
            "name": character.name,
            "voice": character.voice.as_ref().map(|voice| &voice.0),
        })).collect::<Vec<_>>(),
        "shots": shots,
    })
}
