//! Bodies as joints: a pose gives angles, proportions give lengths.

use super::look::Look;
use crate::frames::shape::Pt;
use xinggen_domain::character::Age;

/// What the body does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pose {
    Stand,
    HandOnHip,
    Clasped,
    Crossed,
    Talk,
    Explain,
    Point,
    Phone,
    Cry,
    Hug,
    Walk,
    Run,
    Sit,
    Kneel,
    Lie,
    Hold,
    Droop,
    Fight,
}

/// Angles in degrees from straight down; positive turns towards where the person looks.
/// Index 0 is the near side of the body, 1 the far side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Angles {
    lean: f32,
    nod: f32,
    arms: [(f32, f32); 2],
    legs: [(f32, f32); 2],
}

const UPRIGHT: Angles =
    Angles { lean: 0.0, nod: 0.0, arms: [(-9.0, 3.0), (10.0, 15.0)], legs: [(-4.0, -2.0), (5.0, 3.0)] };

impl Pose {
    pub(crate) fn angles(self) -> Angles {
        let arms = |near, far| Angles { arms: [near, far], ..UPRIGHT };
        match self {
            Self::Stand | Self::Lie => UPRIGHT,
            Self::HandOnHip => arms((-42.0, 46.0), (10.0, 14.0)),
            Self::Clasped => arms((-14.0, 48.0), (16.0, -40.0)),
            Self::Crossed => arms((-10.0, 82.0), (12.0, -74.0)),
            Self::Talk => arms((-10.0, 8.0), (16.0, 116.0)),
            Self::Explain => arms((-4.0, 98.0), (24.0, 88.0)),
            Self::Point => Angles { lean: 3.0, ..arms((-12.0, 4.0), (80.0, 88.0)) },
            Self::Phone => Angles { nod: 4.0, ..arms((-9.0, 4.0), (34.0, 174.0)) },
            Self::Cry => Angles { lean: 7.0, nod: 12.0, ..arms((14.0, 150.0), (26.0, 196.0)) },
            Self::Hug => Angles { lean: 7.0, nod: 8.0, ..arms((46.0, 72.0), (58.0, 84.0)) },
            Self::Walk => Angles {
                lean: 3.0,
                nod: 0.0,
                arms: [(-26.0, -8.0), (22.0, 42.0)],
                legs: [(24.0, 10.0), (-16.0, -36.0)],
            },
            Self::Run => Angles {
                lean: 15.0,
                nod: -6.0,
                arms: [(-52.0, 34.0), (42.0, 118.0)],
                legs: [(54.0, -6.0), (-24.0, -78.0)],
            },
            Self::Sit => {
                Angles { lean: 2.0, legs: [(74.0, 4.0), (80.0, 10.0)], ..arms((-2.0, 52.0), (14.0, 62.0)) }
            }
            Self::Kneel => Angles {
                lean: 6.0,
                nod: 8.0,
                legs: [(12.0, -84.0), (20.0, -80.0)],
                ..arms((2.0, 40.0), (12.0, 44.0))
            },
            Self::Hold => arms((-6.0, 76.0), (18.0, 96.0)),
            Self::Droop => Angles { lean: 6.0, nod: 16.0, ..arms((-4.0, 4.0), (8.0, 8.0)) },
            Self::Fight => Angles {
                lean: 8.0,
                nod: 0.0,
                arms: [(20.0, 100.0), (66.0, 96.0)],
                legs: [(-30.0, -26.0), (34.0, 8.0)],
            },
        }
    }

    /// Whether the hands are before the face.
    pub(crate) fn hides_face(self) -> bool {
        matches!(self, Self::Phone | Self::Cry)
    }
}

/// Where the joints are, in heads; the ground is y = 0, the person looks to the right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Joints {
    pub(crate) head: Pt,
    /// Degrees that the head is tilted.
    pub(crate) nod: f32,
    pub(crate) neck: Pt,
    pub(crate) hip: Pt,
    pub(crate) shoulders: [Pt; 2],
    pub(crate) elbows: [Pt; 2],
    pub(crate) hands: [Pt; 2],
    pub(crate) hips: [Pt; 2],
    pub(crate) knees: [Pt; 2],
    pub(crate) feet: [Pt; 2],
}

fn along(from: Pt, angle: f32, length: f32) -> Pt {
    let (sin, cos) = angle.to_radians().sin_cos();
    (from.0 + sin * length, from.1 + cos * length)
}

/// Puts a person into a pose.
pub(crate) fn joints_of(look: &Look, pose: Pose) -> Joints {
    let mut angles = pose.angles();
    if look.age == Age::Elder {
        angles.lean += 6.0;
        angles.nod += 5.0;
    }
    let leg = look.heads * 0.465;
    let (thigh, shin) = (leg * 0.5, leg * 0.46);
    let reach = |(upper, lower): (f32, f32)| {
        thigh * upper.to_radians().cos() + shin * lower.to_radians().cos().max(0.08)
    };
    let rise = angles.legs.map(reach).into_iter().fold(0.0, f32::max) + leg * 0.04;
    let hip = (0.0, -rise);
    let torso = look.heads - 1.12 - leg;
    let spine = 180.0 - angles.lean;
    let neck = along(hip, spine, torso);
    let head = along(neck, spine - angles.nod * 0.4, 0.54);
    let wide = look.shoulders;
    let shoulder = |across: f32, drop: f32| {
        let side = along(neck, 90.0 - angles.lean, across);
        along(side, -angles.lean, drop)
    };
    let shoulders = [shoulder(-wide * 0.82, 0.21), shoulder(wide * 0.72, 0.21)];
    let arm = look.heads * 0.172;
    let bend = |side: usize| along(shoulders[side], angles.arms[side].0, arm);
    let elbows = [bend(0), bend(1)];
    let grip = |side: usize| along(elbows[side], angles.arms[side].1, arm * 0.92);
    let apart = wide * 0.36;
    let hips = [(hip.0 - apart, hip.1), (hip.0 + apart * 0.9, hip.1)];
    let knee = |side: usize| along(hips[side], angles.legs[side].0, thigh);
    let knees = [knee(0), knee(1)];
    let foot = |side: usize| along(knees[side], angles.legs[side].1, shin);
    Joints {
        head,
        nod: angles.lean * 0.5 + angles.nod,
        neck,
        hip,
        shoulders,
        elbows,
        hands: [grip(0), grip(1)],
        hips,
        knees,
        feet: [foot(0), foot(1)],
    }
}
