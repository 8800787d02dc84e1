//! Eyes, brows, nose and mouth, and what a feeling does to them.

use super::{
    body::crease,
    head::{Emotion, Head},
};
use crate::frames::{
    canvas::{Canvas, fade, flat, veil},
    colour::{WHITE, hex},
    shape::{Pt, blob, curve, disc, oval},
};
use xinggen_domain::character::Age;

/// The face of a head.
pub(crate) fn draw(canvas: &mut Canvas, head: &Head<'_>) {
    let shift = 0.13 * head.turn;
    let far = 1.0 - 0.18 * head.turn;
    for (x, inwards, scale) in [(shift - 0.165, 1.0, 1.0), (shift + 0.165 * far, -1.0, far)] {
        let eye = Eye { x, inwards, scale };
        eye.draw(canvas, head);
        eye.brow(canvas, head);
    }
    nose(canvas, head, shift);
    mouth(canvas, head, shift);
    if head.look.age == Age::Elder {
        wrinkles(canvas, head, shift);
    }
    beard(canvas, head, shift);
}

struct Eye {
    x: f32,
    /// 1 where the nose is to the right, −1 where it is to the left.
    inwards: f32,
    scale: f32,
}

impl Eye {
    fn size(&self, head: &Head<'_>) -> (f32, f32) {
        let (wide, high) = match (head.look.age, head.look.female) {
            (Age::Child, _) => (0.145, 0.128),
            (Age::Elder, _) => (0.125, 0.066),
            (_, true) => (0.155, 0.112),
            (_, false) => (0.140, 0.086),
        };
        let open = match head.emotion {
            Emotion::Surprised => 1.35,
            Emotion::Angry => 0.86,
            Emotion::Sad => 0.82,
            Emotion::Happy => 0.92,
            Emotion::Neutral => 1.0,
        };
        (wide * self.scale, high * open)
    }

    /// A point of the eye: `along` from −1 (outer corner) to 1 (inner corner).
    fn at(&self, wide: f32, along: f32, y: f32) -> Pt {
        (self.x + along * self.inwards * wide * 0.5, y)
    }

    fn draw(&self, canvas: &mut Canvas, head: &Head<'_>) {
        let (wide, high) = self.size(head);
        let y = 0.07;
        let lash = hex(0x24_18_1a);
        let weight = if head.look.female { 0.036 } else { 0.030 };
        if head.emotion == Emotion::Happy && !head.speaking {
            let arc = curve(&[
                self.at(wide, -1.0, y + 0.02),
                self.at(wide, 0.0, y - high * 0.42),
                self.at(wide, 1.0, y + 0.02),
            ]);
            canvas.line(arc, weight, lash, 1.0);
            return;
        }
        let (outer, inner) = match head.emotion {
            Emotion::Sad => (0.022, -0.012),
            Emotion::Angry => (-0.022, 0.018),
            _ => (-0.004, 0.008),
        };
        let at = |along: f32, down: f32| self.at(wide, along, y + down);
        let (outside, inside) = (at(-1.0, outer), at(1.0, inner));
        let top =
            [outside, at(-0.45, -high * 0.44 + outer * 0.4), at(0.3, -high * 0.48 + inner * 0.6), inside];
        let white = blob(&[top[0], top[1], top[2], top[3], at(0.35, high * 0.42), at(-0.4, high * 0.44)]);
        canvas.fill(
            white,
            &fade((self.x, y - high * 0.5), (self.x, y + high * 0.3), hex(0xd6_d4_dc), hex(0xfa_f8_f6)),
        );
        let gaze = self.x + 0.012 + head.turn * 0.012;
        let iris = if head.emotion == Emotion::Surprised { 0.30 } else { 0.37 };
        let size = (wide * iris).min(high * 0.52);
        let middle = (gaze, y + 0.004);
        let colour = head.look.iris;
        canvas.fill(
            oval(middle, size * 0.92, size),
            &fade((gaze, y - size), (gaze, y + size), colour.scale(0.45), colour.tint(0.28)),
        );
        canvas.fill(disc(middle, size * 0.45), &flat(hex(0x12_0c_10)));
        canvas.fill(disc((gaze + size * 0.34, y - size * 0.36), size * 0.30), &flat(WHITE));
        canvas.fill(disc((gaze - size * 0.3, y + size * 0.45), size * 0.14), &veil(WHITE, 0.7));
        canvas.line(curve(&top), weight, lash, 1.0);
        if head.look.female {
            canvas.line(curve(&[outside, at(-1.22, outer - 0.024)]), weight * 0.8, lash, 1.0);
        }
        let lid = [at(-0.8, -high * 0.52 + outer), at(-0.1, -high * 0.78), at(0.75, -high * 0.54 + inner)];
        canvas.line(curve(&lid), 0.012, crease(head.look.skin), 0.6);
        canvas.line(curve(&[at(-0.5, high * 0.46), at(0.3, high * 0.44)]), 0.010, lash, 0.45);
        if head.emotion == Emotion::Sad {
            let tear = blob(&[
                at(-0.1, high * 0.5),
                at(0.2, high * 1.3),
                at(0.0, high * 1.75),
                at(-0.25, high * 1.3),
            ]);
            canvas.fill(tear, &veil(hex(0xc8_e8_ff), 0.8));
        }
    }

    fn brow(&self, canvas: &mut Canvas, head: &Head<'_>) {
        let (outer, arch, inner, lift) = match head.emotion {
            Emotion::Neutral => (0.012, -0.020, 0.006, 0.0),
            Emotion::Happy => (0.016, -0.032, 0.004, -0.015),
            Emotion::Sad => (0.034, -0.002, -0.040, 0.0),
            Emotion::Angry => (-0.036, -0.012, 0.050, 0.022),
            Emotion::Surprised => (0.008, -0.040, 0.0, -0.055),
        };
        let y = -0.078 + lift;
        let wide = 0.175 * self.scale;
        let colour = head.look.hair.mix(hex(0x2a_1c_1a), 0.35).scale(0.9);
        let weight = if head.look.female { 0.028 } else { 0.042 };
        let line = curve(&[
            self.at(wide, -1.0, y + outer),
            self.at(wide, -0.15, y + arch),
            self.at(wide, 0.92, y + inner),
        ]);
        canvas.line(line, weight, colour, 0.95);
    }
}

fn nose(canvas: &mut Canvas, head: &Head<'_>, shift: f32) {
    let (skin, t) = (head.look.skin, head.turn);
    let tip = shift + 0.015 + 0.06 * t;
    let long = if head.look.age == Age::Child { 0.20 } else { 0.225 };
    let side = blob(&[(shift + 0.01, 0.10), (tip, long - 0.03), (tip - 0.01, long), (shift - 0.045, long)]);
    canvas.fill(side, &veil(skin.shadow(), 0.45));
    canvas.line(
        curve(&[(shift - 0.03, long + 0.004), (shift + 0.01, long + 0.016), (tip + 0.004, long - 0.012)]),
        0.016,
        crease(skin),
        0.8,
    );
    canvas.fill(oval((tip + 0.005, long - 0.055), 0.014, 0.022), &veil(WHITE, 0.30));
}

fn mouth(canvas: &mut Canvas, head: &Head<'_>, shift: f32) {
    let x = shift + 0.02 * head.turn;
    let y = if head.look.age == Age::Child { 0.325 } else { 0.34 };
    let lip = head.look.skin.mix(hex(0xb8_38_40), if head.look.female { 0.62 } else { 0.34 });
    if head.speaking || head.emotion == Emotion::Surprised {
        open_mouth(canvas, head, (x, y), lip);
        return;
    }
    let (corner, middle) = match head.emotion {
        Emotion::Happy => (-0.026, 0.026),
        Emotion::Sad => (0.022, -0.014),
        Emotion::Angry => (0.010, -0.010),
        _ => (-0.002, 0.005),
    };
    let wide = if head.look.female { 0.088 } else { 0.100 };
    let line = [
        (x - wide, y + corner),
        (x - wide * 0.4, y + middle * 0.8),
        (x + wide * 0.4, y + middle),
        (x + wide * 0.92, y + corner),
    ];
    if head.look.female {
        let lips = blob(&[
            (x - wide * 0.72, y),
            (x - 0.02, y - 0.022),
            (x + 0.02, y - 0.022),
            (x + wide * 0.66, y),
            (x, y + 0.040),
        ]);
        canvas.fill(lips, &veil(lip, 0.85));
    } else {
        canvas.line(
            curve(&[(x - 0.04, y + 0.042), (x + 0.04, y + 0.040)]),
            0.014,
            crease(head.look.skin),
            0.5,
        );
    }
    canvas.line(curve(&line), 0.020, lip.scale(0.52), 0.95);
}

fn open_mouth(canvas: &mut Canvas, head: &Head<'_>, (x, y): Pt, lip: crate::frames::colour::Rgb) {
    let (wide, up, down) = match head.emotion {
        Emotion::Happy => (0.098, 0.024, 0.082),
        Emotion::Angry => (0.094, 0.042, 0.070),
        Emotion::Surprised => (0.050, 0.046, 0.070),
        Emotion::Sad => (0.070, 0.030, 0.052),
        Emotion::Neutral => (0.076, 0.026, 0.060),
    };
    let outline = [
        (x - wide, y - up * 0.3),
        (x - wide * 0.4, y - up),
        (x + wide * 0.4, y - up),
        (x + wide, y - up * 0.3),
        (x + wide * 0.6, y + down * 0.7),
        (x, y + down),
        (x - wide * 0.6, y + down * 0.7),
    ];
    canvas.line(blob(&outline), 0.030, lip, 0.9);
    canvas.fill(blob(&outline), &flat(hex(0x5c_1c_24)));
    canvas.fill(oval((x, y + down * 0.72), wide * 0.5, down * 0.28), &flat(hex(0xd0_60_60)));
    if head.emotion != Emotion::Surprised {
        let teeth = [
            (x - wide * 0.68, y - up * 0.52),
            (x + wide * 0.68, y - up * 0.52),
            (x + wide * 0.5, y + 0.008),
            (x - wide * 0.5, y + 0.008),
        ];
        canvas.fill(blob(&teeth), &flat(hex(0xf6_f2_ec)));
    }
}

fn wrinkles(canvas: &mut Canvas, head: &Head<'_>, shift: f32) {
    let line = crease(head.look.skin);
    for side in [-1.0, 0.9] {
        let fold = [(shift + side * 0.10, 0.22), (shift + side * 0.145, 0.29), (shift + side * 0.14, 0.35)];
        canvas.line(curve(&fold), 0.014, line, 0.6);
        let bag = [(shift + side * 0.24, 0.135), (shift + side * 0.165, 0.155), (shift + side * 0.10, 0.135)];
        canvas.line(curve(&bag), 0.012, line, 0.5);
    }
    for y in [-0.20, -0.25] {
        canvas.line(curve(&[(shift - 0.14, y), (shift, y - 0.012), (shift + 0.14, y)]), 0.012, line, 0.45);
    }
}

fn beard(canvas: &mut Canvas, head: &Head<'_>, shift: f32) {
    let colour = head.look.hair;
    let x = shift + 0.02 * head.turn;
    if head.look.extras.beard {
        let long = if head.look.age == Age::Elder { 0.74 } else { 0.53 };
        let outline = [
            (-0.34, 0.12),
            (-0.30, 0.24),
            (x - 0.14, 0.30),
            (x, 0.285),
            (x + 0.13, 0.30),
            (0.30, 0.22),
            (0.33, 0.12),
            (0.30, 0.34),
            (x + 0.10, long - 0.08),
            (x, long),
            (x, long),
            (x - 0.12, long - 0.08),
            (-0.28, 0.36),
        ];
        canvas.part(blob(&outline), &fade((x, 0.2), (x, long), colour, colour.shadow()));
        let speaking = Head { emotion: head.emotion, ..*head };
        mouth(canvas, &speaking, shift);
    }
    if head.look.extras.beard || head.look.extras.moustache {
        for side in [-1.0_f32, 1.0] {
            let lock =
                [(x, 0.268), (x + side * 0.07, 0.272), (x + side * 0.145, 0.335), (x + side * 0.05, 0.30)];
            canvas.fill(blob(&lock), &flat(colour.scale(0.92)));
        }
    }
}
