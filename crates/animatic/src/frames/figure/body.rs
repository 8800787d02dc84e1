//! The body below the head: legs, trunk, arms and hands, in the cut of what is worn.

use super::{
    garment,
    look::Look,
    pose::{Joints, Pose},
    torso::Torso,
    wardrobe::Garment,
};
use crate::frames::{
    canvas::{Canvas, fade, flat, veil},
    colour::{Rgb, hex},
    shape::{Pt, Shape, blob, disc, ribbon},
};

/// How a garment is cut. Lengths are shares of the leg, widths in heads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    /// Where the trunk's part ends: 1 is the hip.
    pub(crate) hem: f32,
    pub(crate) loose: f32,
    /// How far down the legs a skirt or coat reaches, and half its width at the hem.
    pub(crate) skirt: Option<(f32, f32)>,
    /// Half the width of the sleeve at shoulder, elbow and wrist; a wrist of 0 is a short sleeve.
    pub(crate) sleeve: [f32; 3],
    /// Whether the lower legs are covered.
    pub(crate) trousers: bool,
}

pub(crate) fn cut_of(garment: Garment) -> Cut {
    let cut = |hem, loose, skirt, sleeve, trousers| Cut { hem, loose, skirt, sleeve, trousers };
    match garment {
        Garment::Suit => cut(1.22, 1.08, None, [0.215, 0.185, 0.16], true),
        Garment::Shirt => cut(1.0, 1.05, None, [0.20, 0.175, 0.145], true),
        Garment::Hoodie => cut(1.10, 1.22, None, [0.23, 0.215, 0.18], true),
        Garment::Sweater => cut(1.08, 1.14, None, [0.215, 0.20, 0.17], true),
        Garment::Jacket => cut(1.02, 1.16, None, [0.23, 0.205, 0.175], true),
        Garment::Tracksuit => cut(1.08, 1.18, None, [0.225, 0.21, 0.175], true),
        Garment::Apron => cut(1.0, 1.05, Some((0.36, 0.22)), [0.21, 0.18, 0.0], true),
        Garment::WhiteCoat => cut(1.1, 1.12, Some((0.50, 0.24)), [0.22, 0.20, 0.18], true),
        Garment::Trench => cut(1.1, 1.06, Some((0.58, 0.28)), [0.23, 0.21, 0.19], true),
        Garment::Uniform => cut(1.06, 1.06, None, [0.21, 0.185, 0.155], true),
        Garment::Tang => cut(1.20, 1.18, None, [0.225, 0.215, 0.205], true),
        Garment::Dungarees => cut(1.0, 1.12, None, [0.195, 0.175, 0.145], true),
        Garment::Dress => cut(1.0, 0.98, Some((0.54, 0.40)), [0.19, 0.17, 0.0], false),
        Garment::Skirt => cut(0.86, 1.0, Some((0.46, 0.34)), [0.19, 0.17, 0.14], false),
        Garment::Robe => cut(1.0, 1.16, Some((0.96, 0.38)), [0.23, 0.28, 0.38], false),
        Garment::Hanfu => cut(0.9, 1.0, Some((0.99, 0.58)), [0.19, 0.27, 0.42], false),
    }
}

/// Everything that is drawn of one body.
pub(crate) struct Body<'a> {
    pub(crate) look: &'a Look,
    pub(crate) joints: &'a Joints,
    pub(crate) pose: Pose,
}

impl Body<'_> {
    /// The far arm, the legs and the trunk with its clothes.
    pub(crate) fn draw(&self, canvas: &mut Canvas) {
        let cut = cut_of(self.look.garment);
        if !self.pose.hides_face() {
            self.arm(canvas, 1);
        }
        self.leg(canvas, 1);
        self.leg(canvas, 0);
        if let Some(shape) = self.skirt(cut) {
            let (top, bottom) = (self.joints.hip.1, 0.0);
            let colour = garment::skirt_colour(self.look);
            canvas.part(Some(shape), &fade((0.0, top), (0.0, bottom), colour, colour.shadow()));
            garment::skirt_folds(canvas, self.look, self.joints);
        }
        let torso = Torso::of(self.look, self.joints, cut.loose);
        let main = garment::trunk_colour(self.look);
        canvas.part(
            torso.outline(cut.hem),
            &fade(torso.at(-0.3, 0.0), torso.at(0.5, 1.3), main, main.mix(main.shadow(), 0.8)),
        );
        self.neck(canvas);
        garment::details(canvas, self.look, &torso);
    }

    fn neck(&self, canvas: &mut Canvas) {
        let Joints { neck, head, .. } = *self.joints;
        let half = if self.look.female { 0.135 } else { 0.175 };
        let skin = self.look.skin;
        let throat =
            ribbon(&[((head.0 - 0.02, head.1 + 0.25), half), ((neck.0 + 0.02, neck.1 + 0.10), half * 1.12)]);
        canvas.part(throat, &flat(skin.mix(skin.shadow(), 0.75)));
    }

    /// A skirt or coat tail: from the waist along both legs to a straight hem.
    fn skirt(&self, cut: Cut) -> Shape {
        let (reach, half) = cut.skirt?;
        let waist = self.look.shoulders * if self.look.female { 0.80 } else { 0.84 };
        let along = |side: usize, share: f32| {
            let (hip, knee, foot) = (self.joints.hips[side], self.joints.knees[side], self.joints.feet[side]);
            if share <= 0.5 {
                between(hip, knee, share / 0.5)
            } else {
                between(knee, foot, (share - 0.5) / 0.48)
            }
        };
        let (top, low) = (self.joints.hip.1 - 0.42, 0.5 * reach);
        let (near, far) = (along(0, low), along(1, low));
        let (near_end, far_end) = (along(0, reach), along(1, reach));
        let left = |at: Pt, other: Pt, wide: f32| (at.0.min(other.0) - wide, at.1.max(other.1));
        let right = |at: Pt, other: Pt, wide: f32| (at.0.max(other.0) + wide, at.1.max(other.1));
        let (seat_left, seat_right) = (self.joints.hip.0 - waist, self.joints.hip.0 + waist * 0.9);
        let half = half * (self.look.shoulders / 0.62).min(1.15);
        let (a, b) = (left(near_end, far_end, half), right(near_end, far_end, half));
        let hem = a.1.max(b.1);
        let bulge = |x: f32, at: Pt| (x, at.1);
        blob(&[
            (seat_left * 0.86, top),
            (seat_left, self.joints.hip.1),
            bulge(left(near, far, half * 0.92).0.min(seat_left), near),
            (a.0, hem),
            (a.0, hem),
            ((a.0 + b.0) / 2.0, hem + 0.05),
            (b.0, hem - 0.01),
            (b.0, hem - 0.01),
            bulge(right(near, far, half * 0.88).0.max(seat_right), far),
            (seat_right, self.joints.hip.1),
            (seat_right * 0.86, top),
        ])
    }

    fn leg(&self, canvas: &mut Canvas, side: usize) {
        let (look, joints) = (self.look, self.joints);
        let (hip, knee, foot) = (joints.hips[side], joints.knees[side], joints.feet[side]);
        let thick = look.shoulders * if look.female { 0.42 } else { 0.38 };
        let covered = cut_of(look.garment).trousers;
        let bare = if look.garment == Garment::Dress { look.skin } else { look.legs };
        let colour = if covered {
            look.legs
        } else if look.garment == Garment::Skirt {
            look.skin
        } else {
            bare
        };
        let colour = if side == 1 { colour.mix(colour.shadow(), 0.6) } else { colour };
        let ankle = if covered { 0.60 } else { 0.36 };
        let spine = [(hip, thick), (knee, thick * 0.74), (foot, thick * ankle)];
        self.shoe(canvas, side);
        canvas.part(ribbon(&spine), &flat(colour));
        if look.garment == Garment::Tracksuit {
            canvas.line(crate::frames::shape::curve(&[hip, knee, foot]), 0.05, hex(0xf6_f6_f6), 0.9);
        }
    }

    fn shoe(&self, canvas: &mut Canvas, side: usize) {
        let (x, y) = self.joints.feet[side];
        let knee = self.joints.knees[side];
        let lift = (foot_angle((x, y), knee) * 0.5).to_radians();
        let turn =
            |dx: f32, dy: f32| (x + dx * lift.cos() - dy * lift.sin(), y + dx * lift.sin() + dy * lift.cos());
        let length = if self.look.female { 0.36 } else { 0.42 };
        let sole = blob(&[
            turn(-0.15, -0.10),
            turn(0.05, -0.14),
            turn(length, 0.02),
            turn(length, 0.13),
            turn(0.0, 0.14),
            turn(-0.17, 0.12),
        ]);
        let colour = match self.look.garment {
            Garment::Hoodie | Garment::Tracksuit | Garment::Dungarees => hex(0xe8_e6_e2),
            Garment::Dress | Garment::Skirt => self.look.accent.scale(0.7),
            Garment::Robe | Garment::Hanfu => hex(0x2a_24_28),
            _ => hex(0x33_28_26),
        };
        canvas.part(sole, &flat(colour));
    }

    /// One arm with its hand.
    pub(crate) fn arm(&self, canvas: &mut Canvas, side: usize) {
        let (look, joints) = (self.look, self.joints);
        let (shoulder, elbow, hand) = (joints.shoulders[side], joints.elbows[side], joints.hands[side]);
        let cut = cut_of(look.garment);
        let scale = (look.shoulders / 0.74).clamp(0.7, 1.05);
        let [top, middle, wrist] = cut.sleeve.map(|half| half * scale);
        let sleeve = garment::sleeve_colour(look);
        let sleeve = if side == 1 { sleeve.mix(sleeve.shadow(), 0.7) } else { sleeve };
        let short = cut.sleeve[2] == 0.0;
        let skin_arm =
            ribbon(&[(elbow_to(shoulder, elbow, 0.5), middle * 0.8), (elbow, middle * 0.72), (hand, 0.10)]);
        if short {
            canvas.part(skin_arm, &flat(look.skin));
        }
        self.hand(canvas, side);
        let cloth = if short {
            ribbon(&[(shoulder, top), (elbow_to(shoulder, elbow, 0.75), top * 0.95)])
        } else {
            let cuff = between(elbow, hand, 0.94);
            ribbon(&[
                (shoulder, top),
                (elbow_to(shoulder, elbow, 0.55), (top + middle) / 2.0),
                (elbow, middle),
                (cuff, wrist),
            ])
        };
        canvas.part(cloth, &fade(shoulder, hand, sleeve, sleeve.mix(sleeve.shadow(), 0.55)));
        garment::sleeve_details(canvas, look, [shoulder, elbow, hand]);
    }

    fn hand(&self, canvas: &mut Canvas, side: usize) {
        let (elbow, (x, y)) = (self.joints.elbows[side], self.joints.hands[side]);
        let length = (x - elbow.0).hypot(y - elbow.1).max(1e-3);
        let (dx, dy) = ((x - elbow.0) / length, (y - elbow.1) / length);
        let reach = |far: f32, aside: f32| (x + dx * far - dy * aside, y + dy * far + dx * aside);
        let skin = self.look.skin;
        let palm = blob(&[
            reach(-0.06, -0.09),
            reach(0.10, -0.12),
            reach(0.30, -0.09),
            reach(0.38, 0.0),
            reach(0.30, 0.09),
            reach(0.08, 0.11),
            reach(-0.06, 0.08),
        ]);
        let pointing = self.pose == Pose::Point && side == 1;
        let thumb =
            ribbon(&[(reach(0.04, -0.08), 0.05), (reach(0.17, -0.16), 0.045), (reach(0.24, -0.16), 0.03)]);
        if pointing {
            let finger = ribbon(&[(reach(0.2, -0.04), 0.055), (reach(0.62, -0.05), 0.04)]);
            canvas.part(finger, &flat(skin));
        }
        canvas.part(thumb, &flat(skin.mix(skin.shadow(), 0.25)));
        canvas.part(palm, &flat(skin));
        for aside in [-0.03, 0.03] {
            let crease = crate::frames::shape::open(&[reach(0.20, aside), reach(0.33, aside)]);
            canvas.line(crease, 0.012, skin.shadow().shadow(), 0.5);
        }
        if self.pose == Pose::Phone && side == 1 {
            let case = ribbon(&[(reach(0.05, -0.08), 0.07), (reach(0.50, -0.12), 0.07)]);
            canvas.part(case, &flat(hex(0x1d_1f_28)));
        }
        if self.pose == Pose::Cry {
            canvas.fill(disc(reach(0.3, 0.0), 0.04), &veil(hex(0xcf_e8_ff), 0.7));
        }
    }
}

fn foot_angle((x, y): Pt, knee: Pt) -> f32 {
    -(x - knee.0).atan2(y - knee.1).to_degrees()
}

fn elbow_to(shoulder: Pt, elbow: Pt, share: f32) -> Pt {
    between(shoulder, elbow, share)
}

/// A point between two points.
pub(crate) fn between(from: Pt, to: Pt, share: f32) -> Pt {
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}

/// Skin in shadow, for lines on skin.
pub(crate) fn crease(skin: Rgb) -> Rgb {
    skin.shadow().under(hex(0xc8_90_88))
}
