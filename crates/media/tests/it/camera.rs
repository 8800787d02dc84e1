//! Clips: their length, their key frames, their shape, their label.

use crate::support::{SIZE, draw_still, film, folder, frames, label, mean, near, packets, plain, request};
use xinggen_domain::{
    drama::FrameSize,
    shot::{CameraMovement, ShotSize},
};
use xinggen_media::Ffmpeg;

#[tokio::test]
async fn a_clip_has_exactly_the_frames_asked_for_and_says_so() {
    let folder = folder();
    for (number, duration_ms) in [100, 1000, 2300].into_iter().enumerate() {
        let request = plain(folder.path(), &number.to_string(), [10, 120, 60], duration_ms);
        let clip = film(&request).await;
        let facts = Ffmpeg::default().probe(&request.out).await.unwrap();
        let video = facts.video.unwrap();
        let expected = duration_ms * 30 / 1000;
        assert_eq!((clip.frames_encoded, video.frames), (expected, Some(expected)));
        assert_eq!((video.codec.as_str(), video.fps, video.width, video.height), ("h264", 30.0, 270, 480));
        assert_eq!((facts.duration_ms, facts.audio), (duration_ms, None));
    }
}

#[tokio::test]
async fn key_frames_stand_where_transitions_begin_and_end() {
    let folder = folder();
    for (name, before, after, expected) in [
        ("none", false, false, vec![0]),
        ("before", true, false, vec![0, 12]),
        ("both", true, true, vec![0, 12, 48]),
    ] {
        let mut request = plain(folder.path(), name, [200, 120, 60], 2000);
        (request.transition_before, request.transition_after) = (before, after);
        request.movement = CameraMovement::PushIn;
        film(&request).await;
        let packets = packets(&request.out);
        let keys: Vec<usize> = (0..packets.len()).filter(|&at| packets[at].1).collect();
        assert_eq!(keys, expected, "{name}");
        for (at, (time, _)) in packets.iter().enumerate() {
            assert!((time - at as f64).abs() < 0.01, "frame {at} at {time}");
        }
    }
}

#[tokio::test]
async fn the_label_comes_back_intact() {
    let folder = folder();
    let mut request = plain(folder.path(), "labelled", [10, 120, 60], 500);
    request.label = Some(label());
    film(&request).await;
    let facts = Ffmpeg::default().probe(&request.out).await.unwrap();
    assert_eq!(facts.tags["AIGC"], label().to_json());
}

#[tokio::test]
async fn every_move_of_every_size_shows_the_picture_in_its_own_colours() {
    let folder = folder();
    for &movement in CameraMovement::ALL {
        let mut request = plain(folder.path(), movement.code(), [180, 90, 40], 1000);
        request.movement = movement;
        request.shot_size = ShotSize::ExtremeLong;
        film(&request).await;
        let shown = frames(&request.out, SIZE);
        for at in [0, 15, 29] {
            assert!(near(mean(&shown[at]), [180, 90, 40]), "{movement} {:?}", mean(&shown[at]));
        }
    }
}

#[tokio::test]
async fn a_still_of_another_shape_covers_the_frame_around_its_middle() {
    let folder = folder();
    let still = folder.path().join("upright.png");
    // A green band in the middle of an upright still: a wide frame shows nothing else.
    draw_still(&still, |_, y| if (200..400).contains(&y) { [0, 200, 0] } else { [200, 0, 0] });
    let mut request = request(&still, &folder.path().join("wide.mp4"), 500);
    request.size = FrameSize { width: 480, height: 270 };
    film(&request).await;
    let shown = frames(&request.out, request.size);
    assert!(near(mean(&shown[7]), [0, 200, 0]), "{:?}", mean(&shown[7]));
}

#[tokio::test]
async fn the_camera_goes_where_it_was_told() {
    let folder = folder();
    let still = folder.path().join("quarters.png");
    draw_still(&still, |x, _| if x < 169 { [220, 220, 220] } else { [20, 20, 20] });
    for (movement, darker) in [(CameraMovement::PanRight, true), (CameraMovement::PanLeft, false)] {
        let mut request = request(&still, &folder.path().join(format!("{movement}.mp4")), 2000);
        request.movement = movement;
        film(&request).await;
        let shown = frames(&request.out, SIZE);
        let (first, last) = (mean(&shown[0])[0], mean(&shown[59])[0]);
        assert_eq!(last < first - 4, darker, "{movement}: {first} to {last}");
        assert_eq!(last > first + 4, !darker, "{movement}: {first} to {last}");
    }
}

#[tokio::test]
async fn the_same_request_gives_the_same_file() {
    let folder = folder();
    let mut request = plain(folder.path(), "same", [10, 120, 60], 600);
    request.movement = CameraMovement::PullOut;
    film(&request).await;
    let first = std::fs::read(&request.out).unwrap();
    film(&request).await;
    assert_eq!(std::fs::read(&request.out).unwrap(), first);
}
