//! Labels in images and voices, as other programs read them.

use crate::support::{draw_still, folder, label, run};
use bytes::Bytes;
use proptest::prelude::*;
use xinggen_domain::{error::VendorErrorClass, label::ContentLabel, ports::Labeller};
use xinggen_media::{Ffmpeg, MediaLabeller};

async fn labelled(file: Vec<u8>, mime: &str) -> Vec<u8> {
    MediaLabeller.label(Bytes::from(file), mime, &label()).await.unwrap().to_vec()
}

#[tokio::test]
async fn ffprobe_finds_the_label_of_a_voice() {
    let folder = folder();
    let file = folder.path().join("v.wav");
    run(
        "ffmpeg",
        &["-v", "error", "-f", "lavfi", "-i", "sine=duration=0.3:sample_rate=16001", file.to_str().unwrap()],
    );
    let bytes = labelled(std::fs::read(&file).unwrap(), "audio/wav").await;
    std::fs::write(&file, bytes).unwrap();
    let facts = Ffmpeg::default().probe(&file).await.unwrap();
    assert_eq!((facts.tags["AIGC"].as_str(), facts.duration_ms), (label().to_json().as_str(), 300));
}

#[tokio::test]
async fn ffprobe_finds_a_plain_label_of_a_picture() {
    let folder = folder();
    let file = folder.path().join("p.png");
    draw_still(&file, |x, y| [x as u8, y as u8, 9]);
    let plain = ContentLabel::new("xinggen", 7);
    let bytes = Bytes::from(std::fs::read(&file).unwrap());
    let bytes = MediaLabeller.label(bytes, "image/png", &plain).await.unwrap();
    std::fs::write(&file, bytes).unwrap();
    let arguments = ["-v", "error", "-show_entries", "frame_tags=AIGC", "-of", "csv=p=0:e=none"];
    let (tags, _) = run("ffprobe", &[&arguments[..], &[file.to_str().unwrap()]].concat());
    let tags = String::from_utf8(tags).unwrap();
    assert!(tags.contains(&plain.to_json()), "{tags}");
}

#[tokio::test]
async fn pictures_decode_to_the_same_pixels_and_hold_the_label() {
    let folder = folder();
    let png = folder.path().join("p.png");
    let jpeg = folder.path().join("p.jpg");
    draw_still(&png, |x, y| [x as u8, y as u8, 9]);
    run("ffmpeg", &["-v", "error", "-i", png.to_str().unwrap(), jpeg.to_str().unwrap()]);
    for (file, mime) in [(png, "image/png"), (jpeg, "image/jpeg")] {
        let digest = || run("ffmpeg", &["-v", "error", "-i", file.to_str().unwrap(), "-f", "md5", "-"]).0;
        let before = digest();
        let bytes = labelled(std::fs::read(&file).unwrap(), mime).await;
        let json = label().to_json();
        assert!(bytes.windows(json.len()).any(|part| part == json.as_bytes()), "{mime}");
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(digest(), before, "{mime}");
    }
}

#[tokio::test]
async fn what_is_no_such_file_is_refused() {
    for (bytes, mime) in [(&b"GIF89a"[..], "image/gif"), (b"GIF89a", "image/png"), (b"", "audio/wav")] {
        let error = MediaLabeller.label(Bytes::from_static(bytes), mime, &label()).await.unwrap_err();
        assert_eq!(error.class, VendorErrorClass::Invalid);
    }
}

proptest! {
    /// Whatever comes after a right beginning is labelled or refused, never a panic.
    #[test]
    fn malformed_files_do_no_harm(rest in proptest::collection::vec(any::<u8>(), 0..200), kind in 0..3_usize) {
        let (start, mime): (&[u8], _) = [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\x01IHDR"[..], "image/png"),
            (b"\xff\xd8\xff", "image/jpeg"),
            (b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0", "audio/wav"),
        ][kind];
        let file = Bytes::from([start, &rest].concat());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _ = runtime.block_on(MediaLabeller.label(file, mime, &label()));
    }
}
