//! What goes wrong is said in one line, and leaves nothing behind.

use crate::support::{draw_still, film, folder, plain, request};
use std::{os::unix::fs::PermissionsExt, path::Path, time::Duration};
use xinggen_domain::{
    drama::FrameSize,
    error::{VendorError, VendorErrorClass},
    ports::{Silent, VideoModel, VideoRequest},
    shot::CameraMovement,
};
use xinggen_media::{Ffmpeg, FfmpegCamera};

async fn failure(ffmpeg: Ffmpeg, request: &VideoRequest) -> VendorError {
    FfmpegCamera::new(ffmpeg).film(request, &Silent).await.unwrap_err()
}

/// Whether nothing but the stills is left.
fn is_clean(folder: &Path) -> bool {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names.filter(|path| path.extension().is_none_or(|extension| extension != "png")).count() == 0
}

#[tokio::test]
async fn a_missing_ffmpeg_is_named_with_the_way_to_get_it() {
    let folder = folder();
    let request = plain(folder.path(), "a", [1, 2, 3], 500);
    let error = failure(Ffmpeg::new("/nowhere/ffmpeg", "/nowhere/ffprobe", 1), &request).await;
    assert_eq!(error.class, VendorErrorClass::Environment);
    assert!(error.message.contains("ffmpeg is missing: run `make setup`"), "{error}");
    assert!(is_clean(folder.path()));
}

#[tokio::test]
async fn a_full_disk_is_named() {
    let folder = folder();
    let request = plain(folder.path(), "a", [1, 2, 3], 500);
    let elsewhere = tempfile::tempdir().unwrap();
    let fake = elsewhere.path().join("ffmpeg");
    std::fs::write(&fake, "#!/bin/sh\necho 'out.mp4: No space left on device' >&2\nexit 1\n").unwrap();
    std::fs::set_permissions(&fake, std::fs::Permissions::from_mode(0o755)).unwrap();
    let error = failure(Ffmpeg::new(fake, "ffprobe", 1), &request).await;
    assert_eq!(error.class, VendorErrorClass::Environment);
    assert!(error.message.contains("the disk is full"), "{error}");
}

#[tokio::test]
async fn a_still_that_is_none_is_invalid() {
    let folder = folder();
    let still = folder.path().join("broken.png");
    std::fs::write(&still, "no picture").unwrap();
    let error = failure(Ffmpeg::default(), &request(&still, &folder.path().join("a.mp4"), 500)).await;
    assert_eq!(error.class, VendorErrorClass::Invalid, "{error}");
    let missing = request(&folder.path().join("none.png"), &folder.path().join("a.mp4"), 500);
    assert_eq!(failure(Ffmpeg::default(), &missing).await.class, VendorErrorClass::Invalid);
    assert!(is_clean(folder.path()));
}

#[tokio::test]
async fn impossible_sizes_and_durations_are_refused() {
    let folder = folder();
    let mut odd = plain(folder.path(), "a", [1, 2, 3], 500);
    odd.size = FrameSize { width: 271, height: 480 };
    assert_eq!(failure(Ffmpeg::default(), &odd).await.class, VendorErrorClass::Invalid);
    let uneven = plain(folder.path(), "b", [1, 2, 3], 550);
    assert_eq!(failure(Ffmpeg::default(), &uneven).await.class, VendorErrorClass::Invalid);
}

#[tokio::test]
async fn work_that_is_dropped_midway_leaves_no_file() {
    let folder = folder();
    let still = folder.path().join("still.png");
    draw_still(&still, |x, y| [x as u8, y as u8, (x * y) as u8]);
    let mut request = request(&still, &folder.path().join("long.mp4"), 12_000);
    request.movement = CameraMovement::PushIn;
    request.size = FrameSize { width: 1080, height: 1920 };
    let camera = FfmpegCamera::new(Ffmpeg::default());
    let begun = async {
        while !folder.path().join("long.mp4.part").exists() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        _ = camera.film(&request, &Silent) => panic!("it was not to be finished"),
        () = begun => {}
    }
    assert!(is_clean(folder.path()), "something is left behind");
}

#[tokio::test]
async fn names_with_blanks_quotes_and_percent_signs_are_just_names() {
    let folder = folder();
    let odd = folder.path().join("it's 100%d [a]:b, 星亘");
    std::fs::create_dir(&odd).unwrap();
    let mut request = plain(&odd, "one%02d", [1, 2, 3], 500);
    request.mark_ms = Some(2000);
    film(&request).await;
    assert!(request.out.is_file());
}

#[tokio::test]
async fn a_doctor_finds_the_build_complete() {
    let build = Ffmpeg::default().check().await.unwrap();
    assert!(build.version.starts_with(|c: char| c.is_ascii_digit() || c == 'n' || c == 'N'), "{build:?}");
    let error = Ffmpeg::new("ffmpeg", "/nowhere/ffprobe", 1).check().await.unwrap_err();
    assert!(error.message.contains("ffprobe is missing"), "{error}");
}
