//! Cuts: pictures are copied frame by frame, joints mix both sides, everything lies where it should.

use crate::support::{
    SIZE, cut, digests, film, folder, frames, joint, label, log_of, mean, near, packets, plain,
};
use std::path::Path;
use xinggen_domain::{
    ports::{Composer, CutClip, CutRequest, Silent, VideoRequest},
    shot::CameraMovement,
    subtitle::Cue,
};
use xinggen_media::{Ffmpeg, FfmpegComposer};

const RED: [u8; 3] = [200, 40, 40];
const GREEN: [u8; 3] = [40, 180, 60];
const BLUE: [u8; 3] = [50, 60, 210];

fn composer() -> FfmpegComposer {
    FfmpegComposer::new(Ffmpeg::default())
}

/// Red dissolves into green, green is followed by blue, blue dissolves into red.
async fn four_clips(folder: &Path) -> ([VideoRequest; 4], CutRequest) {
    let mut clips = [
        plain(folder, "one", RED, 1500),
        plain(folder, "two", GREEN, 1200),
        plain(folder, "three", BLUE, 1300),
        plain(folder, "four", RED, 1000),
    ];
    (clips[0].transition_after, clips[1].transition_before) = (true, true);
    (clips[2].transition_after, clips[3].transition_before) = (true, true);
    clips[1].movement = CameraMovement::PanLeft;
    for clip in &clips {
        film(clip).await;
    }
    let (first, second) = (folder.join("j1.mp4"), folder.join("j2.mp4"));
    for (before, after, out) in [(0, 1, &first), (2, 3, &second)] {
        let made = composer().join(&joint(&clips[before], &clips[after], out.clone())).await.unwrap();
        assert_eq!(made, 12);
    }
    let parts = clips.iter().zip([Some(first), None, Some(second), None]);
    let parts = parts.map(|(clip, joint_after)| CutClip {
        file: clip.out.clone(),
        duration_ms: clip.duration_ms,
        joint_after,
    });
    let request = cut(folder, parts.collect());
    (clips, request)
}

#[tokio::test]
async fn a_cut_is_the_clips_less_the_overlaps_to_the_frame() {
    let folder = folder();
    let (clips, request) = four_clips(folder.path()).await;
    let composed = composer().compose(&request, &Silent).await.unwrap();
    assert_eq!((request.duration_ms, composed.duration_ms, composed.frames_encoded), (4200, 4200, 0));
    let packets = packets(&request.video);
    assert_eq!(packets.len(), 126);
    for (at, (time, _)) in packets.iter().enumerate() {
        assert!((time - at as f64).abs() < 0.01, "frame {at} at {time}");
    }
    // Every frame is one of a clip or of a joint, bit by bit.
    let parts = [
        digests(&clips[0].out)[..33].to_vec(),
        digests(&folder.path().join("j1.mp4")),
        digests(&clips[1].out)[12..].to_vec(),
        digests(&clips[2].out)[..27].to_vec(),
        digests(&folder.path().join("j2.mp4")),
        digests(&clips[3].out)[12..].to_vec(),
    ];
    assert_eq!(digests(&request.video), parts.concat());
}

#[tokio::test]
async fn the_right_colours_stand_at_the_right_times_and_nothing_is_black() {
    let folder = folder();
    let (_, request) = four_clips(folder.path()).await;
    composer().compose(&request, &Silent).await.unwrap();
    let shown = frames(&request.video, SIZE);
    let colour = |at: usize| mean(&shown[at]);
    for (at, expected) in [(0, RED), (32, RED), (46, GREEN), (68, GREEN), (69, BLUE), (95, BLUE), (110, RED)]
    {
        assert!(near(colour(at), expected.map(i32::from)), "frame {at}: {:?}", colour(at));
    }
    // Greener from frame to frame, and red and green about even in the middle.
    for at in 33..44 {
        assert!(colour(at)[0] > colour(at + 1)[0] && colour(at)[1] < colour(at + 1)[1], "frame {at}");
    }
    assert!(near(colour(38), [126, 106, 50]) || near(colour(39), [113, 116, 51]), "{:?}", colour(38));
    assert!(!log_of(&request.video, "-vf", "blackdetect=d=0.1:pix_th=0.1").contains("black_start"));
}

#[tokio::test]
async fn a_cut_says_what_it_is() {
    let folder = folder();
    let (_, mut request) = four_clips(folder.path()).await;
    request.cues = vec![Cue {
        start_ms: 300,
        end_ms: 900,
        rows: vec!["你回来了。".to_owned()],
        speaker: Some("林晚".to_owned()),
    }];
    composer().compose(&request, &Silent).await.unwrap();
    let facts = Ffmpeg::default().probe(&request.video).await.unwrap();
    assert_eq!(facts.tags["AIGC"], label().to_json());
    assert_eq!((facts.tags["title"].as_str(), facts.tags["major_brand"].as_str()), ("雨夜 \"一\"", "mp42"));
    let (video, audio) = (facts.video.unwrap(), facts.audio.unwrap());
    assert_eq!((video.frames, video.duration_ms), (Some(126), 4200));
    assert_eq!((audio.codec.as_str(), audio.rate, audio.channels), ("aac", 48_000, 2));
    assert!(audio.duration_ms.abs_diff(4200) <= 50, "{}", audio.duration_ms);
    let subtitles = std::fs::read_to_string(&request.ass).unwrap();
    assert!(subtitles.contains("0:00:00.30,0:00:00.90,Speech,林晚,0,0,0,,你回来了。"));
    let poster = Ffmpeg::default().probe(&request.poster).await.unwrap().video.unwrap();
    assert_eq!((poster.codec.as_str(), poster.width, poster.height), ("mjpeg", 270, 480));
    assert!(near(mean(&frames(&request.poster, SIZE)[0]), RED.map(i32::from)));
    let bytes = std::fs::read(&request.video).unwrap();
    let at = |atom: &[u8]| bytes.windows(4).position(|four| four == atom).unwrap();
    assert!(at(b"moov") < at(b"mdat"), "the index stands in front");
}

#[tokio::test]
async fn a_clip_that_is_not_as_long_as_was_said_is_found_out() {
    let folder = folder();
    let (_, mut request) = four_clips(folder.path()).await;
    request.clips[3].duration_ms += 300;
    request.duration_ms += 300;
    let error = composer().compose(&request, &Silent).await.unwrap_err();
    assert!(error.message.contains("126 frames instead of 135"), "{error}");
    assert!(!request.video.exists());
}

#[tokio::test]
async fn a_single_clip_makes_a_cut() {
    let folder = folder();
    let clip = plain(folder.path(), "only", BLUE, 800);
    film(&clip).await;
    let part = CutClip { file: clip.out.clone(), duration_ms: 800, joint_after: None };
    let request = cut(folder.path(), vec![part]);
    let composed = composer().compose(&request, &Silent).await.unwrap();
    assert_eq!(composed.duration_ms, 800);
    assert_eq!(digests(&request.video), digests(&clip.out));
}
