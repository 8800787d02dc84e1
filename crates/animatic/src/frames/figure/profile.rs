//! The head seen from the side and from behind.

use super::{
    body::crease,
    head::{Emotion, Head},
    look::Hair,
};
use crate::frames::{
    canvas::{Canvas, fade, flat, veil},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, Shape, blob, curve, disc, oval, ribbon},
};
use xinggen_domain::character::Age;

/// How the hair falls, as far as one sees it from the side or from behind.
#[derive(Clone, Copy, PartialEq)]
enum Fall {
    None,
    Short,
    Jaw,
    Long,
    Tail,
    Knot,
}

fn fall_of(style: Hair) -> Fall {
    match style {
        Hair::Bald => Fall::None,
        Hair::Crop | Hair::SidePart | Hair::Tousled | Hair::Curly | Hair::Bowl => Fall::Short,
        Hair::Bob => Fall::Jaw,
        Hair::Long | Hair::Wavy | Hair::Updo => Fall::Long,
        Hair::Ponytail | Hair::Braids => Fall::Tail,
        Hair::Bun | Hair::Topknot => Fall::Knot,
    }
}

fn hair_part(canvas: &mut Canvas, shape: Shape, colour: Rgb) {
    canvas.part(shape, &fade((0.1, -0.6), (-0.2, 0.6), colour.tint(0.06), colour.mix(colour.shadow(), 0.7)));
}

/// What hangs behind a head in profile.
pub(crate) fn side_behind(canvas: &mut Canvas, head: &Head<'_>) {
    let colour = head.look.hair.mix(head.look.hair.shadow(), 0.4);
    match fall_of(head.look.style) {
        Fall::Long => hair_part(
            canvas,
            blob(&[
                (-0.05, -0.45),
                (-0.42, -0.30),
                (-0.52, 0.10),
                (-0.50, 0.70),
                (-0.46, 1.15),
                (-0.22, 1.22),
                (-0.04, 0.8),
                (0.02, 0.2),
            ]),
            colour,
        ),
        Fall::Tail => hair_part(
            canvas,
            ribbon(&[
                ((-0.36, -0.22), 0.09),
                ((-0.62, -0.16), 0.14),
                ((-0.72, 0.25), 0.14),
                ((-0.66, 0.75), 0.03),
            ]),
            colour,
        ),
        Fall::Knot if head.look.style == Hair::Topknot => {
            hair_part(canvas, oval((-0.10, -0.64), 0.13, 0.15), colour);
            hair_part(
                canvas,
                blob(&[(-0.2, -0.2), (-0.46, 0.1), (-0.48, 0.9), (-0.24, 1.0), (-0.08, 0.3)]),
                colour,
            );
        }
        Fall::Knot => hair_part(canvas, disc((-0.40, -0.34), 0.18), colour),
        _ => {}
    }
}

/// A head in profile, looking right.
pub(crate) fn side(canvas: &mut Canvas, head: &Head<'_>) {
    let skin = head.look.skin;
    let nose = if head.look.age == Age::Child { 0.415 } else { 0.445 };
    let jaw = if head.look.female { 0.0 } else { 0.025 };
    let outline: [Pt; 19] = [
        (0.26, -0.40),
        (0.345, -0.22),
        (0.350, -0.06),
        (0.335, 0.02),
        (0.385, 0.12),
        (nose, 0.19),
        (nose - 0.02, 0.215),
        (0.37, 0.235),
        (0.372, 0.265),
        (0.392, 0.30),
        (0.372, 0.325),
        (0.388, 0.355),
        (0.365, 0.39),
        (0.365 + jaw, 0.44),
        (0.28, 0.49),
        (0.02, 0.37 + jaw),
        (-0.12, 0.20),
        (-0.36, 0.05),
        (-0.20, -0.44),
    ];
    canvas
        .part(blob(&outline), &fade((0.3, -0.3), (-0.1, 0.5), skin.tint(0.05), skin.mix(skin.shadow(), 0.3)));
    side_face(canvas, head);
    ear(canvas, (-0.06, 0.07), skin);
    side_hair(canvas, head);
}

fn ear(canvas: &mut Canvas, (x, y): Pt, skin: Rgb) {
    canvas.part(oval((x, y), 0.062, 0.098), &flat(skin.mix(skin.shadow(), 0.2)));
    canvas.line(
        curve(&[(x - 0.02, y - 0.05), (x + 0.025, y), (x - 0.01, y + 0.05)]),
        0.013,
        crease(skin),
        0.6,
    );
}

fn side_face(canvas: &mut Canvas, head: &Head<'_>) {
    let lash = hex(0x24_18_1a);
    let high = match head.emotion {
        Emotion::Surprised => 0.12,
        Emotion::Happy | Emotion::Angry => 0.07,
        _ => {
            if head.look.female {
                0.10
            } else {
                0.08
            }
        }
    };
    let y = 0.065;
    let white = blob(&[
        (0.215, y),
        (0.26, y - high * 0.5),
        (0.305, y - high * 0.35),
        (0.300, y + high * 0.3),
        (0.25, y + high * 0.4),
    ]);
    canvas.fill(white, &flat(hex(0xf4_f2_f2)));
    canvas.fill(oval((0.283, y), 0.022, high * 0.42), &flat(head.look.iris.scale(0.7)));
    canvas.fill(disc((0.288, y - high * 0.15), 0.009), &flat(WHITE));
    canvas.line(
        curve(&[(0.20, y + 0.005), (0.25, y - high * 0.48), (0.315, y - high * 0.42)]),
        0.030,
        lash,
        1.0,
    );
    let (outer, inner) = match head.emotion {
        Emotion::Angry => (-0.03, 0.03),
        Emotion::Sad => (0.02, -0.03),
        Emotion::Surprised => (-0.04, -0.05),
        _ => (0.0, 0.0),
    };
    let brow = head.look.hair.mix(hex(0x2a_1c_1a), 0.35);
    canvas.line(
        curve(&[(0.19, -0.06 + outer), (0.26, -0.085 + outer), (0.335, -0.06 + inner)]),
        0.034,
        brow,
        0.95,
    );
    let rose = hex(0xe0_6a_5a);
    canvas.fill(oval((0.20, 0.20), 0.08, 0.06), &veil(rose, if head.look.female { 0.16 } else { 0.08 }));
    side_mouth(canvas, head);
    if head.look.extras.glasses {
        let frame = head.look.accent.scale(0.35);
        canvas.line(oval((0.275, y), 0.07, 0.095), 0.022, frame, 0.95);
        canvas.line(curve(&[(0.21, y - 0.03), (-0.05, y - 0.02)]), 0.020, frame, 0.95);
    }
    if head.look.extras.beard {
        let long = if head.look.age == Age::Elder { 0.80 } else { 0.58 };
        hair_part(
            canvas,
            blob(&[
                (-0.02, 0.10),
                (0.12, 0.24),
                (0.30, 0.31),
                (0.385, 0.36),
                (0.40, 0.44),
                (0.34, long),
                (0.34, long),
                (0.14, 0.50),
                (-0.02, 0.34),
            ]),
            head.look.hair,
        );
    }
}

fn side_mouth(canvas: &mut Canvas, head: &Head<'_>) {
    let lip = head.look.skin.mix(hex(0xb8_38_40), if head.look.female { 0.62 } else { 0.34 });
    if head.speaking || head.emotion == Emotion::Surprised {
        let gape = blob(&[(0.385, 0.30), (0.30, 0.315), (0.28, 0.345), (0.31, 0.385), (0.38, 0.375)]);
        canvas.fill(gape, &flat(hex(0x5c_1c_24)));
        canvas.line(curve(&[(0.388, 0.298), (0.30, 0.312)]), 0.02, lip, 0.9);
        return;
    }
    let corner = match head.emotion {
        Emotion::Happy => -0.025,
        Emotion::Sad | Emotion::Angry => 0.02,
        _ => 0.0,
    };
    canvas.line(
        curve(&[(0.385, 0.328), (0.33, 0.33), (0.285, 0.328 + corner)]),
        0.018,
        lip.scale(0.55),
        0.95,
    );
}

fn side_hair(canvas: &mut Canvas, head: &Head<'_>) {
    let colour = head.look.hair;
    let fall = fall_of(head.look.style);
    if fall == Fall::None {
        hair_part(
            canvas,
            blob(&[
                (-0.04, -0.06),
                (-0.14, 0.12),
                (-0.26, 0.30),
                (-0.42, 0.20),
                (-0.46, -0.02),
                (-0.30, -0.14),
            ]),
            colour,
        );
        return;
    }
    let fringe = match head.look.style {
        Hair::Bowl | Hair::Bob | Hair::Ponytail | Hair::Braids => (0.375, -0.09),
        Hair::Tousled => (0.42, -0.16),
        _ => (0.33, -0.26),
    };
    let low = match fall {
        Fall::Jaw => 0.40,
        Fall::Long => 0.50,
        _ => 0.26,
    };
    let temple = if matches!(fall, Fall::Jaw | Fall::Long) { (0.06, 0.30) } else { (0.10, 0.02) };
    let outline = [
        fringe,
        fringe,
        (0.36, -0.38),
        (0.20, -0.54),
        (-0.08, -0.585),
        (-0.34, -0.48),
        (-0.48, -0.22),
        (-0.48, 0.06),
        (-0.40, low - 0.05),
        (-0.24, low),
        (-0.13, low * 0.6),
        (temple.0 - 0.12, temple.1),
        temple,
        (0.15, -0.12),
        (0.22, -0.18),
    ];
    hair_part(canvas, blob(&outline), colour);
    canvas.line(curve(&[(-0.26, -0.38), (-0.05, -0.48), (0.12, -0.46)]), 0.045, colour.tint(0.32), 0.32);
}

/// A head from behind.
pub(crate) fn rear(canvas: &mut Canvas, head: &Head<'_>) {
    let (skin, colour) = (head.look.skin, head.look.hair);
    for x in [-0.38, 0.38] {
        ear(canvas, (x, 0.07), skin.mix(skin.shadow(), 0.5));
    }
    let fall = fall_of(head.look.style);
    canvas.part(
        blob(&[
            (-0.36, -0.1),
            (-0.30, 0.28),
            (-0.16, 0.46),
            (0.16, 0.46),
            (0.30, 0.28),
            (0.36, -0.1),
            (0.24, -0.44),
            (-0.24, -0.44),
        ]),
        &flat(skin.shadow()),
    );
    if fall == Fall::None {
        hair_part(
            canvas,
            blob(&[(-0.40, -0.08), (-0.34, 0.28), (0.0, 0.34), (0.34, 0.28), (0.40, -0.08), (0.0, 0.02)]),
            colour,
        );
        return;
    }
    if fall == Fall::Knot {
        hair_part(canvas, disc((0.0, -0.58), 0.19), colour);
    }
    let (low, wide) = match fall {
        Fall::Jaw => (0.44, 0.42),
        Fall::Long => (1.25, 0.46),
        _ => (0.36, 0.30),
    };
    let mane = blob(&[
        (-0.42, -0.12),
        (-0.34, -0.44),
        (0.0, -0.58),
        (0.34, -0.44),
        (0.42, -0.12),
        (0.40, 0.14),
        (wide, low),
        (0.0, low + 0.06),
        (-wide, low),
        (-0.40, 0.14),
    ]);
    hair_part(canvas, mane, colour);
    if fall == Fall::Tail {
        hair_part(
            canvas,
            ribbon(&[((0.0, -0.2), 0.10), ((0.02, 0.1), 0.16), ((-0.02, 0.6), 0.13), ((0.03, 0.95), 0.03)]),
            colour,
        );
        canvas.line(curve(&[(-0.10, -0.16), (0.10, -0.16)]), 0.06, head.look.accent, 1.0);
    }
    canvas.line(curve(&[(-0.22, -0.40), (0.0, -0.48), (0.2, -0.42)]), 0.05, colour.tint(0.3), 0.3);
}
