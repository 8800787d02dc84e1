//! What is written into the picture.

use crate::support::{SIZE, film, folder, frames, plain};
use xinggen_domain::subtitle::Cue;

const BACK: [u8; 3] = [70, 60, 90];

/// The white pixels of a part of a frame: how many, and from which row to which.
fn white(frame: &[u8], rows: std::ops::Range<usize>) -> (usize, usize) {
    let width = SIZE.width as usize * 3;
    let in_row = |row: usize| {
        frame[row * width..(row + 1) * width]
            .chunks_exact(3)
            .filter(|pixel| pixel.iter().all(|&value| value > 200))
            .count()
    };
    let inked: Vec<usize> = rows.filter(|&row| in_row(row) > 0).collect();
    let height = inked.last().zip(inked.first()).map_or(0, |(last, first)| last - first + 1);
    (inked.iter().map(|&row| in_row(row)).sum(), height)
}

fn cue(start_ms: u32, end_ms: u32, rows: &[&str]) -> Cue {
    Cue {
        start_ms,
        end_ms,
        rows: rows.iter().map(|row| (*row).to_owned()).collect(),
        speaker: Some("林晚".to_owned()),
    }
}

#[tokio::test]
async fn a_cue_stands_in_the_picture_just_at_its_time() {
    let folder = folder();
    let mut request = plain(folder.path(), "cue", BACK, 2000);
    request.cues = vec![cue(500, 1500, &["一二三四五六七八九十一二三四五", "第二行"])];
    film(&request).await;
    let shown = frames(&request.out, SIZE);
    let ink = |at: usize| white(&shown[at], 240..480).0;
    assert_eq!([ink(0), ink(14), ink(45), ink(59)], [0; 4], "before and behind");
    assert!(ink(15) > 800 && ink(44) > 800, "{} {}", ink(15), ink(44));
    assert_eq!(white(&shown[30], 0..300).0, 0, "subtitles stand below");
    assert_eq!(white(&shown[30], 440..480).0, 0, "above a margin");
}

#[tokio::test]
async fn fifteen_characters_fit_with_margins() {
    let folder = folder();
    let mut request = plain(folder.path(), "wide", BACK, 500);
    request.cues = vec![cue(0, 500, &["一二三四五六七八九十一二三四五"])];
    film(&request).await;
    let shown = frames(&request.out, SIZE);
    let columns: Vec<usize> = (0..SIZE.width as usize)
        .filter(|&x| (0..480).any(|y| shown[5][(y * 270 + x) * 3..][..3].iter().all(|&value| value > 200)))
        .collect();
    let (first, last) = (columns[0], columns[columns.len() - 1]);
    assert!(first >= 14 && last < 256 && last - first > 200, "{first} to {last}");
}

#[tokio::test]
async fn the_mark_stands_two_seconds_and_is_large_enough() {
    let folder = folder();
    let mut request = plain(folder.path(), "mark", BACK, 3000);
    request.mark_ms = Some(2000);
    film(&request).await;
    let shown = frames(&request.out, SIZE);
    for at in [0, 30, 59] {
        let (ink, height) = white(&shown[at], 0..240);
        assert!(ink > 100, "{ink} white pixels in frame {at}");
        assert!(height as f64 >= 0.05 * 270.0, "{height} pixels high");
    }
    assert_eq!(white(&shown[61], 0..480).0, 0);
    let right_half =
        shown[30].chunks_exact(270 * 3).any(|row| row[150 * 3..].iter().all(|&value| value > 200));
    assert!(!right_half, "the mark stands on the left");
}
