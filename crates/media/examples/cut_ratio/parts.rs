//! The way of the house: clips, two at a time; joints, two at a time; the cut.

use crate::material::{Material, OVERLAP_MS, SHOT_MS, SHOTS};
use std::{error::Error, path::PathBuf};
use tokio::join;
use xinggen_domain::{
    error::VendorError,
    label::ContentLabel,
    ports::{Composer, CutClip, CutRequest, JointRequest, Silent, VideoModel, VideoRequest},
    shot::ShotSize,
};
use xinggen_media::{Ffmpeg, FfmpegCamera, FfmpegComposer};

fn clip(material: &Material, number: u32) -> PathBuf {
    material.folder.join(format!("clip-{number}.mp4"))
}

fn joint(material: &Material, number: u32) -> PathBuf {
    material.folder.join(format!("joint-{number}.mp4"))
}

fn label() -> ContentLabel {
    ContentLabel::new("xinggen", 1)
}

pub(crate) async fn clips(material: &Material) -> Result<(), Box<dyn Error>> {
    let camera = FfmpegCamera::new(Ffmpeg::default());
    let lane = async |first: u32| {
        for number in (first..SHOTS).step_by(2) {
            camera.film(&filming(material, number), &Silent).await?;
        }
        Ok::<(), VendorError>(())
    };
    let (one, two) = join!(lane(0), lane(1));
    one?;
    two?;
    Ok(())
}

fn filming(material: &Material, number: u32) -> VideoRequest {
    let at = number as usize;
    let shot = &material.shots[at];
    VideoRequest {
        still: shot.still.clone(),
        size: material.size,
        duration_ms: SHOT_MS,
        shot_size: ShotSize::Full,
        movement: shot.movement,
        prompt: String::new(),
        cues: shot.cues.clone(),
        mark_ms: (number == 0).then_some(3000),
        transition_before: at > 0 && material.shots[at - 1].dissolves,
        transition_after: shot.dissolves,
        label: Some(label()),
        out: clip(material, number),
    }
}

pub(crate) async fn joints(material: &Material) -> Result<(), Box<dyn Error>> {
    let composer = FfmpegComposer::new(Ffmpeg::default());
    let joined: Vec<u32> = (0..SHOTS).filter(|&at| material.shots[at as usize].dissolves).collect();
    let lane = async |first: usize| {
        for &number in joined.iter().skip(first).step_by(2) {
            let request = JointRequest {
                before: clip(material, number),
                before_ms: SHOT_MS,
                after: clip(material, number + 1),
                overlap_ms: OVERLAP_MS,
                size: material.size,
                out: joint(material, number),
            };
            composer.join(&request).await?;
        }
        Ok::<(), VendorError>(())
    };
    let (one, two) = join!(lane(0), lane(1));
    one?;
    two?;
    Ok(())
}

pub(crate) async fn cut(material: &Material) -> Result<(), Box<dyn Error>> {
    let composer = FfmpegComposer::new(Ffmpeg::default());
    let clips = (0..SHOTS).zip(&material.shots).map(|(number, shot)| CutClip {
        file: clip(material, number),
        duration_ms: SHOT_MS,
        joint_after: shot.dissolves.then(|| joint(material, number)),
    });
    let cues = material.shots.iter().flat_map(|shot| {
        let later = |cue: &xinggen_domain::subtitle::Cue| cue.clone().shifted(shot.start_ms);
        shot.cues.iter().map(later)
    });
    let request = CutRequest {
        clips: clips.collect(),
        overlap_ms: OVERLAP_MS,
        size: material.size,
        duration_ms: material.duration_ms,
        voices: material.voices.clone(),
        cues: cues.collect(),
        title: "A minute".to_owned(),
        label: Some(label()),
        video: material.folder.join("in-parts.mp4"),
        ass: material.folder.join("in-parts.ass"),
        poster: material.folder.join("in-parts.jpg"),
        poster_at_ms: 3000,
    };
    composer.compose(&request, &Silent).await?;
    Ok(())
}
