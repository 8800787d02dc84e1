//! Hair in front and three-quarter view: a part behind everything, a part over the face.

use super::{head::Head, look::Hair};
use crate::frames::{
    canvas::{Canvas, fade, flat, veil},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, Shape, blob, curve, disc, oval, ribbon, union},
};

fn part(canvas: &mut Canvas, shape: Shape, colour: Rgb) {
    canvas.part(shape, &fade((0.1, -0.6), (-0.1, 0.7), colour.tint(0.06), colour.mix(colour.shadow(), 0.7)));
}

/// What hangs or stands behind the head.
pub(crate) fn back(canvas: &mut Canvas, head: &Head<'_>) {
    let colour = head.look.hair.mix(head.look.hair.shadow(), 0.55);
    let long = |low: f32, wide: f32| {
        blob(&[
            (-0.40, -0.15),
            (-0.30, -0.46),
            (0.05, -0.54),
            (0.34, -0.40),
            (0.40, -0.10),
            (wide * 0.92, low * 0.55),
            (wide * 0.9, low),
            (wide * 0.3, low + 0.06),
            (-wide * 0.5, low + 0.05),
            (-wide * 1.05, low),
            (-wide, low * 0.5),
        ])
    };
    match head.look.style {
        Hair::Bob => part(canvas, long(0.42, 0.42), colour),
        Hair::Long => part(canvas, long(1.25, 0.46), colour),
        Hair::Wavy => {
            let locks = [
                (-0.42, 0.30),
                (-0.52, 0.62),
                (-0.40, 0.92),
                (-0.50, 1.15),
                (-0.2, 1.24),
                (0.1, 1.14),
                (0.36, 1.22),
                (0.46, 0.95),
                (0.38, 0.66),
                (0.48, 0.36),
                (0.40, -0.1),
                (0.3, -0.45),
                (0.0, -0.54),
                (-0.3, -0.45),
                (-0.42, -0.1),
            ];
            part(canvas, blob(&locks), colour);
        }
        Hair::Ponytail => {
            let tail = ribbon(&[
                ((-0.24, -0.40), 0.10),
                ((-0.52, -0.36), 0.15),
                ((-0.66, 0.0), 0.16),
                ((-0.58, 0.45), 0.11),
                ((-0.62, 0.70), 0.03),
            ]);
            part(canvas, tail, colour);
            part(canvas, oval((-0.05, -0.12), 0.36, 0.40), colour);
        }
        Hair::Bun => part(canvas, disc((-0.12, -0.60), 0.19), colour),
        Hair::Updo => updo(canvas, head, colour),
        Hair::Braids => {
            for side in [-1.0_f32, 1.0] {
                let x = side * 0.38;
                let beads = [0.34, 0.50, 0.65, 0.79].map(|y| oval((x + side * y * 0.05, y), 0.085, 0.095));
                part(canvas, union(beads), colour);
                canvas.fill(disc((x + side * 0.05, 0.87), 0.05), &flat(head.look.accent));
            }
        }
        Hair::Topknot => {
            let mane = blob(&[
                (-0.38, 0.0),
                (-0.42, 0.5),
                (-0.36, 1.0),
                (-0.1, 1.08),
                (0.12, 0.9),
                (0.25, 0.4),
                (0.3, -0.2),
                (-0.2, -0.4),
            ]);
            part(canvas, mane, colour);
            part(canvas, oval((-0.02, -0.64), 0.13, 0.15), colour);
        }
        Hair::Curly if head.look.female => part(canvas, curls(0.44), colour),
        _ => {}
    }
}

fn updo(canvas: &mut Canvas, head: &Head<'_>, colour: Rgb) {
    let mane = blob(&[
        (-0.34, 0.0),
        (-0.38, 0.5),
        (-0.30, 1.1),
        (-0.05, 1.3),
        (0.10, 1.0),
        (0.22, 0.4),
        (0.3, -0.2),
        (-0.2, -0.4),
    ]);
    part(canvas, mane, colour);
    let pin = hex(0xe2_bc_5e);
    canvas.line(curve(&[(-0.48, -0.70), (0.34, -0.52)]), 0.035, pin, 1.0);
    canvas.fill(disc((-0.49, -0.70), 0.055), &flat(head.look.accent));
    for (at, drop) in [(0.36, 0.16), (0.36, 0.24)] {
        canvas.fill(disc((at, -0.52 + drop), 0.026), &flat(pin));
    }
    part(canvas, oval((-0.20, -0.60), 0.20, 0.15), colour);
    part(canvas, oval((0.12, -0.62), 0.18, 0.15), colour);
}

fn curls(radius: f32) -> Shape {
    let ring = (0..11).map(|step| {
        let angle = (step as f32 / 11.0 * 220.0 + 160.0).to_radians();
        disc((angle.cos() * radius, angle.sin() * radius * 1.05 - 0.06), 0.15)
    });
    union(ring)
}

/// The skull's outer line from the near ear over the crown to the far ear.
const CROWN: [Pt; 9] = [
    (-0.385, 0.10),
    (-0.425, -0.10),
    (-0.385, -0.36),
    (-0.21, -0.535),
    (0.02, -0.575),
    (0.23, -0.535),
    (0.375, -0.37),
    (0.405, -0.12),
    (0.365, 0.06),
];

/// A cap of hair whose front edge runs through these points from the far temple to the near one. Where a point
/// stands twice, the fringe has a tip.
fn cap(edge: &[Pt]) -> Shape {
    let outline: Vec<Pt> = CROWN.iter().chain(edge).copied().collect();
    blob(&outline)
}

/// What lies over forehead and temples.
pub(crate) fn front(canvas: &mut Canvas, head: &Head<'_>) {
    let colour = head.look.hair;
    let s = 0.10 * head.turn;
    match head.look.style {
        Hair::Bald => bald(canvas, colour),
        Hair::Crop => part(
            canvas,
            cap(&[
                (0.335, -0.06),
                (0.32, -0.20),
                (0.24, -0.29),
                (s, -0.31),
                (-0.22, -0.29),
                (-0.31, -0.20),
                (-0.325, -0.02),
            ]),
            colour,
        ),
        Hair::SidePart => part(
            canvas,
            cap(&[
                (0.335, -0.04),
                (0.33, -0.16),
                (0.30, -0.24),
                (0.30, -0.24),
                (0.12 + s, -0.22),
                (-0.10 + s, -0.30),
                (-0.20, -0.36),
                (-0.20, -0.36),
                (-0.29, -0.22),
                (-0.325, -0.02),
            ]),
            colour,
        ),
        Hair::Tousled => tousled(canvas, colour, s),
        Hair::Curly => {
            part(canvas, curls(0.40), colour);
            part(
                canvas,
                cap(&[
                    (0.33, -0.10),
                    (0.22, -0.22),
                    (0.10, -0.19),
                    (s - 0.04, -0.25),
                    (-0.18, -0.19),
                    (-0.30, -0.14),
                    (-0.325, 0.0),
                ]),
                colour,
            );
        }
        Hair::Bowl => part(
            canvas,
            cap(&[
                (0.345, 0.02),
                (0.34, -0.10),
                (0.2 + s, -0.115),
                (s, -0.10),
                (-0.2, -0.115),
                (-0.33, -0.10),
                (-0.345, 0.06),
            ]),
            colour,
        ),
        Hair::Bob => framed(canvas, head, 0.40),
        Hair::Long => parted(canvas, head, 0.62),
        Hair::Wavy => parted(canvas, head, 0.48),
        Hair::Ponytail | Hair::Braids => fringe(canvas, colour, s),
        Hair::Bun => part(
            canvas,
            cap(&[
                (0.335, 0.0),
                (0.31, -0.14),
                (0.20 + s, -0.28),
                (0.02 + s, -0.36),
                (0.02 + s, -0.36),
                (-0.16, -0.27),
                (-0.30, -0.12),
                (-0.335, 0.06),
            ]),
            colour,
        ),
        Hair::Topknot => {
            part(
                canvas,
                cap(&[
                    (0.335, -0.02),
                    (0.31, -0.18),
                    (0.20 + s, -0.32),
                    (0.0 + s, -0.37),
                    (-0.18, -0.32),
                    (-0.30, -0.16),
                    (-0.33, 0.05),
                ]),
                colour,
            );
            canvas.part(ribbon(&[((-0.14, -0.545), 0.045), ((0.10, -0.545), 0.045)]), &flat(hex(0xc8_9e_48)));
            canvas.line(curve(&[(-0.26, -0.60), (0.24, -0.57)]), 0.026, hex(0xe2_bc_5e), 1.0);
        }
        Hair::Updo => {
            parted(canvas, head, 0.30);
            canvas.fill(disc((s + 0.01, -0.30), 0.03), &flat(head.look.accent));
        }
    }
    if head.look.style != Hair::Bald {
        shine(canvas, colour);
    }
    worn(canvas, head);
}

fn bald(canvas: &mut Canvas, colour: Rgb) {
    let near = blob(&[(-0.385, 0.14), (-0.42, -0.05), (-0.37, -0.22), (-0.31, -0.16), (-0.335, 0.02)]);
    let far = blob(&[(0.355, 0.10), (0.40, -0.05), (0.37, -0.20), (0.33, -0.14), (0.335, 0.0)]);
    part(canvas, near, colour);
    part(canvas, far, colour);
    canvas.fill(oval((0.06, -0.36), 0.10, 0.05), &veil(WHITE, 0.22));
}

fn tousled(canvas: &mut Canvas, colour: Rgb, s: f32) {
    let spikes = blob(&[
        (-0.40, 0.10),
        (-0.46, -0.10),
        (-0.46, -0.10),
        (-0.42, -0.26),
        (-0.48, -0.36),
        (-0.48, -0.36),
        (-0.34, -0.46),
        (-0.32, -0.62),
        (-0.32, -0.62),
        (-0.14, -0.56),
        (-0.04, -0.68),
        (-0.04, -0.68),
        (0.10, -0.58),
        (0.26, -0.63),
        (0.26, -0.63),
        (0.34, -0.46),
        (0.47, -0.40),
        (0.47, -0.40),
        (0.41, -0.22),
        (0.43, -0.06),
        (0.36, 0.05),
        (0.33, -0.16),
        (0.24, -0.10),
        (0.24, -0.10),
        (0.17 + s, -0.26),
        (0.06 + s, -0.09),
        (0.06 + s, -0.09),
        (-0.05, -0.25),
        (-0.17, -0.08),
        (-0.17, -0.08),
        (-0.24, -0.22),
        (-0.32, 0.02),
    ]);
    part(canvas, spikes, colour);
}

/// A straight fringe with a gap or two.
fn fringe(canvas: &mut Canvas, colour: Rgb, s: f32) {
    let edge = [
        (0.345, 0.06),
        (0.33, -0.08),
        (0.24, -0.115),
        (0.10 + s, -0.11),
        (0.07 + s, -0.19),
        (0.07 + s, -0.19),
        (0.03 + s, -0.105),
        (-0.12, -0.11),
        (-0.16, -0.17),
        (-0.16, -0.17),
        (-0.19, -0.10),
        (-0.31, -0.06),
        (-0.345, 0.16),
    ];
    part(canvas, cap(&edge), colour);
}

/// Hair to the jaw on both sides, with a fringe.
fn framed(canvas: &mut Canvas, head: &Head<'_>, low: f32) {
    let s = 0.10 * head.turn;
    let colour = head.look.hair;
    let near = ribbon(&[
        ((-0.34, -0.28), 0.10),
        ((-0.385, 0.05), 0.085),
        ((-0.34, low - 0.1), 0.075),
        ((-0.27, low), 0.02),
    ]);
    let far = ribbon(&[
        ((0.33, -0.28), 0.08),
        ((0.365 - 0.02 * head.turn, 0.05), 0.06),
        ((0.335, low - 0.1), 0.05),
        ((0.29, low), 0.02),
    ]);
    part(canvas, near, colour);
    part(canvas, far, colour);
    fringe(canvas, colour, s);
}

/// Hair parted in the middle, hanging in front of the ears.
fn parted(canvas: &mut Canvas, head: &Head<'_>, low: f32) {
    let s = 0.10 * head.turn;
    let colour = head.look.hair;
    let near = ribbon(&[
        ((-0.28, -0.34), 0.10),
        ((-0.375, -0.02), 0.075),
        ((-0.375, low * 0.5), 0.07),
        ((-0.36, low), 0.015),
    ]);
    let far = ribbon(&[
        ((0.30, -0.34), 0.09),
        ((0.36 - 0.02 * head.turn, -0.02), 0.055),
        ((0.35, low * 0.5), 0.05),
        ((0.345, low), 0.012),
    ]);
    part(canvas, near, colour);
    part(canvas, far, colour);
    let edge = [
        (0.345, 0.06),
        (0.325, -0.12),
        (0.22 + s, -0.27),
        (0.08 + s, -0.37),
        (0.06 + s, -0.40),
        (0.06 + s, -0.40),
        (-0.08 + s, -0.33),
        (-0.24, -0.19),
        (-0.325, 0.0),
        (-0.345, 0.12),
    ];
    part(canvas, cap(&edge), colour);
}

fn shine(canvas: &mut Canvas, colour: Rgb) {
    let light = colour.tint(0.32);
    canvas.line(curve(&[(-0.27, -0.34), (-0.12, -0.44), (0.06, -0.465)]), 0.045, light, 0.32);
    canvas.line(curve(&[(0.14, -0.455), (0.22, -0.42)]), 0.04, light, 0.28);
}

fn worn(canvas: &mut Canvas, head: &Head<'_>) {
    if head.look.extras.ribbon && !head.look.extras.cap {
        let colour = head.look.accent;
        let knot = (-0.30, -0.36);
        for side in [-1.0_f32, 1.0] {
            let wing =
                blob(&[knot, (knot.0 + side * 0.13, knot.1 - 0.11), (knot.0 + side * 0.14, knot.1 + 0.07)]);
            canvas.part(wing, &flat(colour));
        }
        canvas.fill(disc(knot, 0.035), &flat(colour.scale(0.8)));
    }
    if head.look.extras.cap {
        let colour = head.look.accent.mix(head.look.main, 0.5).scale(0.85);
        let crown = blob(&[
            (-0.44, -0.22),
            (-0.38, -0.52),
            (-0.1, -0.66),
            (0.2, -0.62),
            (0.40, -0.44),
            (0.42, -0.22),
            (0.0, -0.27),
        ]);
        canvas.part(crown, &fade((0.0, -0.66), (0.0, -0.2), colour.tint(0.08), colour.shadow()));
        let brim = blob(&[
            (-0.46, -0.20),
            (0.0, -0.28),
            (0.46, -0.24),
            (0.66, -0.16),
            (0.40, -0.13),
            (0.0, -0.19),
            (-0.40, -0.14),
        ]);
        canvas.part(brim, &flat(colour.scale(0.72)));
    }
}
