//! The head in front and three-quarter view: skull, ears, face, hair in their order.

use super::{body::crease, face, hair, look::Look};
use crate::frames::{
    canvas::{Canvas, Wash, fade, flat, veil},
    shape::{blob, curve, oval},
};
use xinggen_domain::character::Age;

/// What a face shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Emotion {
    #[default]
    Neutral,
    Happy,
    Sad,
    Angry,
    Surprised,
}

/// A head to be drawn: the unit is its height, the origin its middle, the person looks to the right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'a> {
    pub(crate) look: &'a Look,
    pub(crate) emotion: Emotion,
    pub(crate) speaking: bool,
    /// How far the head is turned: 0 is to the front, 0.5 three quarters.
    pub(crate) turn: f32,
}

impl Head<'_> {
    /// Hair behind body and head.
    pub(crate) fn behind(&self, canvas: &mut Canvas) {
        hair::back(canvas, self);
    }

    /// Head, face and the hair in front.
    pub(crate) fn draw(&self, canvas: &mut Canvas) {
        self.ears(canvas);
        self.skull(canvas);
        face::draw(canvas, self);
        hair::front(canvas, self);
        self.extras(canvas);
    }

    fn ears(&self, canvas: &mut Canvas) {
        let skin = self.look.skin;
        let sides = [(-0.355, true), (0.345, self.turn < 0.3)];
        for (x, seen) in sides {
            if seen {
                canvas.part(oval((x, 0.07), 0.055, 0.10), &flat(skin.mix(skin.shadow(), 0.25)));
                canvas.line(
                    curve(&[(x - 0.01, 0.02), (x + 0.02, 0.07), (x - 0.01, 0.12)]),
                    0.012,
                    crease(skin),
                    0.6,
                );
            }
        }
        if self.look.extras.earrings {
            canvas.fill(oval((-0.365, 0.20), 0.024, 0.032), &flat(self.look.accent.tint(0.35)));
        }
    }

    fn skull(&self, canvas: &mut Canvas) {
        let (t, skin) = (self.turn, self.look.skin);
        let jaw = match (self.look.age, self.look.female) {
            (Age::Child, _) => 0.235,
            (_, true) => 0.205,
            (_, false) => 0.25,
        };
        let chin = 0.09 * t;
        let drop = if self.look.age == Age::Child { 0.455 } else { 0.485 };
        let outline = blob(&[
            (-0.36, -0.12),
            (-0.355, 0.08),
            (-0.325, 0.24),
            (-jaw, 0.375),
            (chin - 0.085, drop),
            (chin + 0.085, drop),
            (jaw * (1.0 - 0.12 * t) + 0.05 * t, 0.37),
            (0.325 - 0.02 * t, 0.22),
            (0.345 - 0.04 * t, 0.06),
            (0.355 - 0.02 * t, -0.12),
            (0.25, -0.40),
            (0.0, -0.48),
            (-0.25, -0.40),
        ]);
        canvas
            .part(outline, &fade((0.05, -0.3), (-0.12, 0.5), skin.tint(0.06), skin.mix(skin.shadow(), 0.22)));
        self.blush(canvas);
    }

    fn blush(&self, canvas: &mut Canvas) {
        let shift = 0.13 * self.turn;
        let strength = if self.look.female || self.look.age == Age::Child { 0.34 } else { 0.16 };
        let rose = crate::frames::colour::hex(0xe0_6a_5a);
        for (x, wide) in [(shift - 0.21, 0.095), (shift + 0.19, 0.075)] {
            let stops = vec![(0.0, rose, strength), (1.0, rose, 0.0)];
            canvas.fill(oval((x, 0.20), wide, wide * 0.8), &Wash::Radial((x, 0.20), wide, stops));
        }
    }

    fn extras(&self, canvas: &mut Canvas) {
        let shift = 0.13 * self.turn;
        if self.look.extras.glasses {
            let frame = self.look.accent.scale(0.35);
            let far = 1.0 - 0.2 * self.turn;
            for (x, wide) in [(shift - 0.165, 0.125), (shift + 0.165 * far, 0.125 * far)] {
                canvas
                    .fill(oval((x, 0.075), wide, 0.105), &veil(crate::frames::colour::hex(0xdf_f2_ff), 0.22));
                canvas.line(oval((x, 0.075), wide, 0.105), 0.024, frame, 0.95);
            }
            canvas.line(
                curve(&[(shift - 0.045, 0.06), (shift, 0.045), (shift + 0.05, 0.06)]),
                0.022,
                frame,
                0.95,
            );
            canvas.line(curve(&[(shift - 0.29, 0.05), (-0.36, 0.04)]), 0.022, frame, 0.95);
        }
        if self.look.extras.scar {
            let mark = crease(self.look.skin);
            canvas.line(
                curve(&[(shift - 0.26, 0.12), (shift - 0.20, 0.22), (shift - 0.22, 0.32)]),
                0.02,
                mark,
                0.9,
            );
        }
    }
}
