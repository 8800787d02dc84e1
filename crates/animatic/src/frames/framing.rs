//! Where the camera stands and where the people stand, for a shot's size and angle.

use super::{
    figure::{Look, Spot},
    stage::Camera,
};
use xinggen_domain::shot::{CameraAngle, ShotSize};

/// A shot's camera, and how tall a grown person is on the sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Framing {
    pub(crate) camera: Camera,
    /// Half of what one sees around z = 0, in metres.
    pub(crate) span: f32,
    width: f32,
    height: f32,
    /// Pixels per metre at z = 0.
    scale: f32,
    /// Where the heads' tops are on the sheet.
    crown: f32,
    foreshortening: f32,
}

/// How much of the height a grown person would fill from crown to heel, and how far down the crown lies.
fn fill(size: ShotSize) -> (f32, f32) {
    match size {
        ShotSize::ExtremeLong => (0.16, 0.60),
        ShotSize::Long => (0.36, 0.40),
        ShotSize::Full => (0.60, 0.22),
        ShotSize::Medium => (1.15, 0.24),
        ShotSize::CloseUp => (1.85, 0.22),
        ShotSize::ExtremeCloseUp => (2.9, 0.16),
    }
}

impl Framing {
    pub(crate) fn of(size: ShotSize, angle: CameraAngle, (width, height): (f32, f32)) -> Self {
        let (share, down) = fill(size);
        // A wide picture has less height to fill: people are a little smaller against it.
        let share = if width > height { share * 1.12 } else { share * 0.86 };
        let scale = height * share / 1.7;
        let back = (height * 0.95 / scale).clamp(1.6, 40.0);
        let (eye, pitch, foreshortening) = match angle {
            CameraAngle::Low => (0.7, -0.06, 1.0),
            CameraAngle::High => (3.0, 0.20, 0.93),
            CameraAngle::Eye | CameraAngle::OverShoulder | CameraAngle::Side => (1.5, 0.0, 1.0),
        };
        let crown = height * down;
        let focal = scale * back;
        let heel = crown + 1.7 * scale;
        // The ground at z = 0 has to lie where the heels are.
        let (sin, cos) = f32::sin_cos(pitch);
        let (up, away) = (-eye * cos + back * sin, back * cos + eye * sin);
        let centre = (width / 2.0, heel + focal * up / away);
        let camera = Camera { eye, back, pitch, focal, centre, mirror: 1.0 };
        Self { camera, span: width / scale / 2.0, width, height, scale, crown, foreshortening }
    }

    /// Pixels per metre where the people stand.
    pub(crate) fn metre(&self) -> f32 {
        self.scale
    }

    /// Where the ground is on the sheet where the people stand.
    pub(crate) fn ground(&self) -> f32 {
        self.crown + 1.7 * self.scale
    }

    /// Where person `at` of `count` stands. The one who speaks stands a little nearer.
    pub(crate) fn spot(&self, at: usize, count: usize, look: &Look, speaking: bool) -> Spot {
        let across = match count {
            1 => 0.5,
            2 => [0.31, 0.69][at.min(1)],
            _ => 0.2 + 0.6 * at as f32 / (count - 1) as f32,
        };
        let near = if speaking || count == 1 { 1.0 } else { 0.93 };
        let tall = look.metres * self.scale * near;
        let heel = self.ground();
        let facing = if across < 0.5 || count == 1 && at == 0 { 1.0 } else { -1.0 };
        Spot {
            feet: (self.width * across, heel - (1.0 - near) * self.scale * 0.4),
            head: tall / look.heads,
            facing,
            foreshortening: self.foreshortening,
        }
    }

    /// Someone's back in the foreground, at the edge away from the speaker.
    pub(crate) fn shoulder(&self, left: bool, look: &Look) -> Spot {
        let head = self.height.min(self.width * 1.6) * 0.24;
        let x = if left { self.width * 0.12 } else { self.width * 0.88 };
        Spot {
            feet: (x, self.height * 0.60 + head * look.heads),
            head,
            facing: if left { 1.0 } else { -1.0 },
            foreshortening: 1.0,
        }
    }
}
