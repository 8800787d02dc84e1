//! Moves are smooth: the way of an edge from frame to frame, measured to hundredths of a pixel, never goes back
//! and never jumps.

use crate::support::{draw_still_of, film, folder, frames, request};
use std::path::Path;
use xinggen_domain::{
    drama::FrameSize,
    shot::{CameraMovement, ShotSize},
};

/// How much two successive steps may differ, in pixels. A camera that steps by whole pixels differs by one, one
/// over a still of twice the size by a half.
const TREMBLING: f64 = 0.4;

/// As long as a real frame in the direction of the move, and thin in the other.
const WIDE: FrameSize = FrameSize { width: 1080, height: 64 };
const HIGH: FrameSize = FrameSize { width: 64, height: 1080 };

fn still_of(frame: FrameSize) -> FrameSize {
    FrameSize { width: frame.width * 5 / 4, height: frame.height * 5 / 4 }
}

/// Bright on one side of a line, dark on the other, with four pixels from one to the other.
fn side(distance: f64) -> [u8; 3] {
    [(130.0 - distance * 40.0).clamp(50.0, 210.0) as u8; 3]
}

async fn filmed(still: &Path, size: FrameSize, movement: CameraMovement) -> Vec<Vec<u8>> {
    let mut request = request(still, &still.with_extension("mp4"), 4000);
    request.size = size;
    request.movement = movement;
    request.shot_size = ShotSize::CloseUp;
    film(&request).await;
    frames(&request.out, size)
}

/// Where the line is crossed, counted from the near or the far end; the mean of a band of eleven.
fn crossing(frame: &[u8], size: FrameSize, from_far: bool) -> f64 {
    let (width, height) = (size.width as usize, size.height as usize);
    let across = width > height;
    let length = width.max(height);
    let middle = width.min(height) / 2;
    let value = |at: usize| {
        let at = if from_far { length - 1 - at } else { at };
        let sample = |other: usize| {
            let (x, y) = if across { (at, other) } else { (other, at) };
            f64::from(frame[(y * width + x) * 3 + 1])
        };
        (middle - 5..=middle + 5).map(sample).sum::<f64>() / 11.0
    };
    let bright = value(0) > 130.0;
    let at = (1..length).find(|&at| (value(at) > 130.0) != bright).unwrap();
    let (before, behind) = (value(at - 1), value(at));
    at as f64 - 1.0 + (130.0 - before) / (behind - before)
}

fn assert_smooth(positions: &[f64], least: f64) {
    let steps: Vec<f64> = positions.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let way: f64 = steps.iter().sum();
    assert!(way.abs() >= least, "moved by {way} only");
    for (at, step) in steps.iter().enumerate() {
        assert!(step * way.signum() > -0.02, "back by {step} at {at}");
        assert!(step.abs() < 0.2 + 1.6 * way.abs() / steps.len() as f64, "a leap of {step} at {at}");
    }
    for (at, pair) in steps.windows(2).enumerate() {
        let change = pair[1] - pair[0];
        assert!(change.abs() < TREMBLING, "trembles by {change} at {at}");
    }
}

#[tokio::test]
async fn slow_pans_and_tilts_do_not_tremble() {
    let folder = folder();
    let (across, down) = (folder.path().join("across.png"), folder.path().join("down.png"));
    draw_still_of(&across, still_of(WIDE), |x, _| side(f64::from(x) - 675.0));
    draw_still_of(&down, still_of(HIGH), |_, y| side(f64::from(y) - 675.0));
    for (still, size, movement) in [
        (&across, WIDE, CameraMovement::PanRight),
        (&across, WIDE, CameraMovement::PanLeft),
        (&down, HIGH, CameraMovement::TiltUp),
        (&down, HIGH, CameraMovement::TiltDown),
    ] {
        let shown = filmed(still, size, movement).await;
        let positions: Vec<f64> = shown.iter().map(|frame| crossing(frame, size, false)).collect();
        assert_smooth(&positions, 60.0);
    }
}

#[tokio::test]
async fn slow_zooms_do_not_tremble() {
    let folder = folder();
    let still = folder.path().join("band.png");
    draw_still_of(&still, still_of(WIDE), |x, _| side((f64::from(x) - 674.5).abs() - 450.0));
    for movement in [CameraMovement::PushIn, CameraMovement::PullOut] {
        let shown = filmed(&still, WIDE, movement).await;
        for from_far in [false, true] {
            let edges: Vec<f64> = shown.iter().map(|frame| crossing(frame, WIDE, from_far)).collect();
            assert_smooth(&edges, 20.0);
        }
    }
}
