//! The way of the camera over a still: which window of it is seen at which frame.

use xinggen_domain::{
    drama::FrameSize,
    shot::{CameraMovement, ShotSize},
    time::Millis,
};

/// A part of the still, in its pixels; fractions count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Window {
    /// The same window on a plane of half the size.
    pub(super) fn halved(self) -> Self {
        Self { x: self.x / 2.0, y: self.y / 2.0, width: self.width / 2.0, height: self.height / 2.0 }
    }
}

/// One camera move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Path {
    /// The size that the still is brought to before.
    pub(super) still: FrameSize,
    /// The size of what is seen.
    pub(super) frame: FrameSize,
    from: Window,
    to: Window,
    frames: u32,
}

impl Path {
    /// Plans the move of a shot over `frames` frames of size `frame`, both sides even.
    pub(super) fn plan(
        frame: FrameSize,
        movement: CameraMovement,
        shot: ShotSize,
        duration_ms: Millis,
        frames: u32,
    ) -> Self {
        let room = room(movement, shot, duration_ms);
        // A multiple of four leaves whole chroma pixels on both sides of a centred window.
        let wider = |side: u32| side + (f64::from(side) * room / 4.0).round() as u32 * 4;
        let still = FrameSize { width: wider(frame.width), height: wider(frame.height) };
        let (from, to) = ends(movement, still, frame);
        Self { still, frame, from, to, frames }
    }

    /// Whether every frame is the same.
    pub(super) fn stands(&self) -> bool {
        self.from == self.to
    }

    /// What frame `at` shows.
    pub(super) fn window(&self, at: u32) -> Window {
        let t = f64::from(at) / f64::from(self.frames.saturating_sub(1).max(1));
        let eased = ease(t.min(1.0));
        let between = |from: f64, to: f64| from + (to - from) * eased;
        // Sizes follow a geometric series: so a zoom looks even.
        let scaled = |from: f64, to: f64| from * (to / from).powf(eased);
        let (width, height) =
            (scaled(self.from.width, self.to.width), scaled(self.from.height, self.to.height));
        let centre_x = between(self.from.x + self.from.width / 2.0, self.to.x + self.to.width / 2.0);
        let centre_y = between(self.from.y + self.from.height / 2.0, self.to.y + self.to.height / 2.0);
        Window { x: centre_x - width / 2.0, y: centre_y - height / 2.0, width, height }
    }
}

/// By how much the still is larger than the frame: what the camera has to move in. The wider the shot the more;
/// a short shot gets less, or it would rush.
fn room(movement: CameraMovement, shot: ShotSize, duration_ms: Millis) -> f64 {
    let (per_second, most) = match shot {
        ShotSize::ExtremeLong => (0.045, 0.24),
        ShotSize::Long => (0.040, 0.22),
        ShotSize::Full => (0.034, 0.18),
        ShotSize::Medium => (0.028, 0.15),
        ShotSize::CloseUp => (0.020, 0.10),
        ShotSize::ExtremeCloseUp => (0.015, 0.08),
    };
    match movement {
        CameraMovement::Fixed => 0.0,
        _ => (per_second * f64::from(duration_ms) / 1000.0).clamp(0.03, most),
    }
}

fn ends(movement: CameraMovement, still: FrameSize, frame: FrameSize) -> (Window, Window) {
    let (width, height) = (f64::from(frame.width), f64::from(frame.height));
    let (room_x, room_y) = (f64::from(still.width) - width, f64::from(still.height) - height);
    let at = |x: f64, y: f64| Window { x, y, width, height };
    let near = at(room_x / 2.0, room_y / 2.0);
    let all = Window { x: 0.0, y: 0.0, width: f64::from(still.width), height: f64::from(still.height) };
    let (left, right) = (at(0.0, room_y / 2.0), at(room_x, room_y / 2.0));
    let (top, bottom) = (at(room_x / 2.0, 0.0), at(room_x / 2.0, room_y));
    match movement {
        CameraMovement::Fixed => (near, near),
        CameraMovement::PushIn => (all, near),
        CameraMovement::PullOut => (near, all),
        CameraMovement::PanLeft => (right, left),
        CameraMovement::PanRight => (left, right),
        CameraMovement::TiltUp => (bottom, top),
        CameraMovement::TiltDown => (top, bottom),
    }
}

/// Starts and stops softly over a fifth of the way each and is even between; from 0 to 1.
fn ease(t: f64) -> f64 {
    const RAMP: f64 = 0.2;
    // The speed rises as a smoothstep, of which this is the integral.
    let ramp = |t: f64| {
        let u = t / RAMP;
        RAMP * (u.powi(3) - u.powi(4) / 2.0)
    };
    let way = 1.0 - RAMP;
    if t < RAMP {
        ramp(t) / way
    } else if t > 1.0 - RAMP {
        1.0 - ramp(1.0 - t) / way
    } else {
        (t - RAMP / 2.0) / way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: FrameSize = FrameSize { width: 1080, height: 1920 };

    fn plan(movement: CameraMovement, shot: ShotSize) -> Path {
        Path::plan(FRAME, movement, shot, 5000, 150)
    }

    #[test]
    fn easing_is_monotone_and_ends_softly() {
        let steps: Vec<f64> =
            (0..100).map(|n| ease(f64::from(n + 1) / 100.0) - ease(f64::from(n) / 100.0)).collect();
        assert!(steps.iter().all(|&step| step > 0.0));
        assert!((steps.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(steps[0] < steps[50] / 10.0 && steps[99] < steps[50] / 10.0);
        assert!(steps.windows(2).all(|pair| (pair[1] - pair[0]).abs() < steps[50] / 5.0));
    }

    #[test]
    fn every_move_stays_on_the_still_and_goes_where_it_should() {
        for &movement in CameraMovement::ALL {
            let path = plan(movement, ShotSize::Long);
            for at in 0..150 {
                let seen = path.window(at);
                assert!(seen.x >= -1e-6 && seen.x + seen.width <= f64::from(path.still.width) + 1e-6);
                assert!(seen.y >= -1e-6 && seen.y + seen.height <= f64::from(path.still.height) + 1e-6);
            }
            let (from, to) = (path.window(0), path.window(149));
            match movement {
                CameraMovement::Fixed => assert!(path.stands()),
                CameraMovement::PushIn => assert!(to.width < from.width),
                CameraMovement::PullOut => assert!(to.width > from.width),
                CameraMovement::PanLeft => assert!(to.x < from.x && to.y == from.y),
                CameraMovement::PanRight => assert!(to.x > from.x && to.y == from.y),
                CameraMovement::TiltUp => assert!(to.y < from.y && to.x == from.x),
                CameraMovement::TiltDown => assert!(to.y > from.y && to.x == from.x),
            }
        }
    }

    #[test]
    fn close_ups_move_less_than_wide_shots() {
        let wide = plan(CameraMovement::PanLeft, ShotSize::ExtremeLong).window(0).x;
        let close = plan(CameraMovement::PanLeft, ShotSize::ExtremeCloseUp).window(0).x;
        assert!(close < wide / 2.0, "{close} of {wide}");
    }

    #[test]
    fn a_standing_camera_sees_the_whole_still() {
        let path = plan(CameraMovement::Fixed, ShotSize::Long);
        assert_eq!((path.still, path.window(77).x), (FRAME, 0.0));
    }
}
