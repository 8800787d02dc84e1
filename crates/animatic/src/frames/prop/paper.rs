//! Things of paper, cloth and leather.

use super::{
    super::{
        canvas::{Canvas, flat, veil},
        colour::{Rgb, WHITE, hex},
        shape::{blob, curve, disc, open, oval, pill, poly, rect},
    },
    Kind, solid,
};

const PAPER: Rgb = hex(0xf2_ea_d8);
const GOLD: Rgb = hex(0xd8_b0_50);

/// Draws what is of paper, cloth or leather, if the kind is.
pub(super) fn draw(canvas: &mut Canvas, kind: Kind) -> bool {
    match kind {
        Kind::Letter => letter(canvas),
        Kind::Book => book(canvas),
        Kind::Photo => photo(canvas),
        Kind::Money => money(canvas),
        Kind::Scroll => scroll(canvas),
        Kind::Map => map(canvas),
        Kind::Ticket => ticket(canvas),
        Kind::Fan => fan(canvas),
        Kind::Flower => flower(canvas),
        Kind::Mask => mask(canvas),
        Kind::Hat => hat(canvas),
        Kind::Scarf => scarf(canvas),
        Kind::Kite => kite(canvas),
        Kind::Bag => bag(canvas),
        Kind::Suitcase => suitcase(canvas),
        Kind::Chest => chest(canvas),
        _ => return false,
    }
    true
}

fn letter(canvas: &mut Canvas) {
    solid(canvas, rect(-0.8, -0.95, 1.6, 1.0), WHITE);
    for y in [-0.75, -0.58, -0.41] {
        canvas.fill(rect(-0.6, y, 1.2, 0.05), &flat(hex(0x8c_8c_98)));
    }
    solid(canvas, rect(-1.0, -0.3, 2.0, 1.2), PAPER);
    canvas.line(open(&[(-1.0, -0.3), (0.0, 0.4), (1.0, -0.3)]), 0.03, hex(0xb0_a0_84), 1.0);
    solid(canvas, disc((0.0, 0.36), 0.15), hex(0xb4_30_2c));
}

fn book(canvas: &mut Canvas) {
    solid(canvas, rect(-0.68, -0.88, 1.5, 1.85), hex(0xf0_e8_d4));
    solid(canvas, rect(-0.78, -0.95, 1.5, 1.85), hex(0x7c_34_38));
    canvas.fill(rect(-0.78, -0.95, 0.2, 1.85), &veil(hex(0x3c_14_18), 0.55));
    solid(canvas, rect(-0.42, -0.6, 0.98, 0.42), GOLD);
    canvas.fill(rect(-0.3, -0.44, 0.74, 0.08), &flat(hex(0x6c_2c_2c)));
    canvas.fill(rect(0.4, 0.6, 0.12, 0.55), &flat(hex(0xc8_34_34)));
}

fn photo(canvas: &mut Canvas) {
    solid(canvas, rect(-0.8, -0.98, 1.6, 1.96), PAPER);
    solid(canvas, rect(-0.66, -0.82, 1.32, 1.32), hex(0x8c_a8_b4));
    for (x, tone) in [(-0.26, 0x5a_48_40), (0.28, 0x7c_50_50)] {
        canvas.fill(disc((x, -0.3), 0.19), &flat(hex(0xe8_c8_a8)));
        canvas.fill(oval((x, -0.42), 0.21, 0.12), &flat(hex(0x2c_24_24)));
        canvas.fill(pill(x - 0.26, -0.1, 0.52, 0.6, 0.2), &flat(hex(tone)));
    }
}

fn money(canvas: &mut Canvas) {
    for (dx, dy) in [(-0.06, 0.24), (0.04, 0.08), (0.0, -0.1)] {
        solid(canvas, rect(-0.98 + dx, -0.42 + dy, 1.9, 0.9), hex(0xd8_78_78));
        canvas.line(rect(-0.88 + dx, -0.33 + dy, 1.7, 0.72), 0.03, WHITE, 0.8);
    }
    solid(canvas, oval((0.0, -0.08), 0.26, 0.3), hex(0xf0_c0_b4));
    for (x, y) in [(0.5, 0.72), (0.78, 0.62)] {
        solid(canvas, disc((x, y), 0.22), GOLD);
        canvas.line(disc((x, y), 0.15), 0.03, GOLD.scale(0.7), 1.0);
    }
}

fn scroll(canvas: &mut Canvas) {
    let silk = hex(0xe0_b0_40);
    solid(canvas, rect(-0.8, -0.5, 1.6, 1.0), silk);
    solid(canvas, rect(-0.62, -0.38, 1.24, 0.76), PAPER);
    for at in 0..5 {
        canvas.fill(rect(0.42 - at as f32 * 0.22, -0.28, 0.07, 0.55), &flat(hex(0x3a_34_30)));
    }
    for x in [-0.92, 0.76] {
        solid(canvas, pill(x, -0.74, 0.17, 1.48, 0.06), hex(0x8c_3c_28));
    }
    solid(canvas, rect(-0.54, 0.08, 0.2, 0.2), hex(0xc8_2c_28));
}

fn map(canvas: &mut Canvas) {
    for (x, tone) in [(-0.99, 1.0), (-0.33, 0.9), (0.33, 1.0)] {
        let lift = if tone < 1.0 { 0.1 } else { 0.0 };
        solid(
            canvas,
            poly(&[(x, -0.7 + lift), (x + 0.66, -0.6 - lift), (x + 0.66, 0.8 - lift), (x, 0.7 + lift)]),
            hex(0xe8_d4_a4).scale(tone),
        );
    }
    canvas.fill(
        blob(&[(-0.7, -0.3), (-0.1, -0.4), (0.1, 0.0), (-0.4, 0.4), (-0.8, 0.2)]),
        &veil(hex(0x7c_a8_74), 0.8),
    );
    canvas.line(curve(&[(-0.6, 0.4), (-0.2, 0.1), (0.2, 0.3), (0.6, -0.2)]), 0.05, hex(0xb8_34_30), 1.0);
    for (from, to) in [((0.5, -0.32), (0.72, -0.1)), ((0.72, -0.32), (0.5, -0.1))] {
        canvas.line(open(&[from, to]), 0.08, hex(0xb8_34_30), 1.0);
    }
}

fn ticket(canvas: &mut Canvas) {
    solid(canvas, pill(-1.0, -0.5, 2.0, 1.0, 0.1), hex(0xb8_d4_e8));
    canvas.fill(rect(-1.0, -0.5, 0.5, 1.0), &flat(hex(0x3c_6c_a8)));
    for y in [-0.26, 0.0, 0.24] {
        canvas.fill(rect(-0.34, y, 0.8, 0.08), &flat(hex(0x34_44_58)));
    }
    for y in 0..6 {
        canvas.fill(disc((-0.5, -0.42 + y as f32 * 0.17), 0.035), &flat(WHITE));
    }
    canvas.fill(rect(0.62, -0.2, 0.26, 0.4), &flat(hex(0x20_24_2c)));
}

fn fan(canvas: &mut Canvas) {
    for at in 0..12 {
        let angle = |step: usize| std::f32::consts::PI * (1.08 + 0.84 * step as f32 / 12.0);
        let point = |step: usize, far: f32| (angle(step).cos() * far, 0.7 + angle(step).sin() * far);
        let tone = if at % 2 == 0 { 1.0 } else { 0.88 };
        solid(
            canvas,
            poly(&[point(at, 0.55), point(at, 1.5), point(at + 1, 1.5), point(at + 1, 0.55)]),
            hex(0xf0_e0_c4).scale(tone),
        );
        canvas.line(open(&[(0.0, 0.75), point(at, 0.6)]), 0.06, hex(0x7c_4c_30), 1.0);
    }
    canvas.line(curve(&[(-0.6, -0.1), (-0.1, -0.5), (0.5, -0.3)]), 0.05, hex(0x5c_44_38), 1.0);
    for (x, y) in [(-0.2, -0.5), (0.15, -0.42), (0.4, -0.3)] {
        canvas.fill(disc((x, y), 0.1), &flat(hex(0xe0_6c_80)));
    }
}

fn flower(canvas: &mut Canvas) {
    canvas.line(curve(&[(0.0, 0.0), (0.04, 0.5), (0.1, 1.0)]), 0.08, hex(0x4c_7c_48), 1.0);
    for side in [-1.0, 1.0] {
        solid(
            canvas,
            blob(&[(0.04, 0.62), (side * 0.34, 0.34), (side * 0.62, 0.36), (side * 0.34, 0.6)]),
            hex(0x5c_94_4c),
        );
    }
    for at in 0..6 {
        let angle = at as f32 * std::f32::consts::TAU / 6.0;
        solid(canvas, disc((angle.cos() * 0.4, angle.sin() * 0.4 - 0.35), 0.31), hex(0xd8_58_70));
    }
    solid(canvas, disc((0.0, -0.35), 0.24), hex(0xf0_c8_50));
}

fn mask(canvas: &mut Canvas) {
    solid(
        canvas,
        blob(&[(-0.75, -0.7), (0.0, -0.95), (0.75, -0.7), (0.72, 0.2), (0.0, 1.0), (-0.72, 0.2)]),
        hex(0xf4_f0_ea),
    );
    for side in [-1.0_f32, 1.0] {
        canvas.fill(
            blob(&[(side * 0.12, -0.15), (side * 0.34, -0.34), (side * 0.6, -0.2), (side * 0.34, -0.06)]),
            &flat(hex(0x1c_18_1c)),
        );
        canvas.line(
            curve(&[(side * 0.1, -0.4), (side * 0.4, -0.62), (side * 0.66, -0.44)]),
            0.07,
            hex(0xb8_2c_34),
            1.0,
        );
        canvas.fill(disc((side * 0.44, 0.18), 0.14), &veil(hex(0xd8_4c_50), 0.6));
    }
    canvas.fill(blob(&[(-0.2, 0.48), (0.0, 0.4), (0.2, 0.48), (0.0, 0.6)]), &flat(hex(0xb8_2c_34)));
}

fn hat(canvas: &mut Canvas) {
    let felt = hex(0x5c_4c_44);
    solid(canvas, oval((0.0, 0.42), 1.0, 0.26), felt);
    solid(
        canvas,
        blob(&[
            (-0.58, 0.4),
            (-0.58, 0.4),
            (-0.52, -0.3),
            (-0.2, -0.55),
            (0.0, -0.44),
            (0.2, -0.55),
            (0.52, -0.3),
            (0.58, 0.4),
            (0.58, 0.4),
        ]),
        felt.tint(0.08),
    );
    canvas.fill(poly(&[(-0.57, 0.1), (0.57, 0.1), (0.58, 0.38), (-0.58, 0.38)]), &flat(hex(0x24_1c_1c)));
}

fn scarf(canvas: &mut Canvas) {
    let wool = hex(0xb8_40_44);
    solid(canvas, poly(&[(-0.4, 0.0), (-0.05, 0.0), (-0.15, 0.95), (-0.6, 0.95)]), wool.scale(0.85));
    solid(canvas, poly(&[(0.0, 0.0), (0.4, 0.0), (0.55, 0.8), (0.1, 0.85)]), wool);
    solid(
        canvas,
        blob(&[(-0.85, -0.4), (0.0, -0.75), (0.85, -0.4), (0.75, 0.0), (0.0, 0.2), (-0.75, 0.0)]),
        wool.tint(0.08),
    );
    canvas.fill(oval((0.0, -0.38), 0.5, 0.16), &flat(wool.scale(0.5)));
    for y in [0.4, 0.65] {
        canvas.fill(rect(-0.5, y, 0.38, 0.08), &flat(PAPER));
        canvas.fill(rect(0.1, y - 0.06, 0.38, 0.08), &flat(PAPER));
    }
}

fn kite(canvas: &mut Canvas) {
    canvas.line(curve(&[(0.0, 0.5), (0.2, 0.75), (-0.1, 0.9), (0.15, 1.1)]), 0.04, hex(0x6c_5c_4c), 1.0);
    solid(canvas, poly(&[(0.0, -1.0), (0.75, -0.25), (0.0, 0.55), (-0.75, -0.25)]), hex(0xe0_8c_30));
    canvas.fill(poly(&[(0.0, -1.0), (0.75, -0.25), (0.0, -0.25)]), &flat(hex(0x3c_84_b8)));
    canvas.fill(poly(&[(0.0, 0.55), (-0.75, -0.25), (0.0, -0.25)]), &flat(hex(0x3c_84_b8)));
}

fn bag(canvas: &mut Canvas) {
    let leather = hex(0x9c_64_3c);
    canvas.line(
        curve(&[(-0.45, -0.35), (-0.35, -0.85), (0.0, -0.98), (0.35, -0.85), (0.45, -0.35)]),
        0.1,
        leather.scale(0.7),
        1.0,
    );
    solid(
        canvas,
        blob(&[
            (-0.8, -0.4),
            (-0.8, -0.4),
            (-0.95, 0.75),
            (-0.85, 0.88),
            (0.85, 0.88),
            (0.95, 0.75),
            (0.8, -0.4),
            (0.8, -0.4),
        ]),
        leather,
    );
    solid(
        canvas,
        blob(&[
            (-0.82, -0.42),
            (-0.82, -0.42),
            (-0.8, 0.05),
            (0.0, 0.3),
            (0.8, 0.05),
            (0.82, -0.42),
            (0.82, -0.42),
        ]),
        leather.scale(0.85),
    );
    solid(canvas, pill(-0.1, 0.14, 0.2, 0.24, 0.04), GOLD);
}

fn suitcase(canvas: &mut Canvas) {
    canvas.line(pill(-0.28, -0.85, 0.56, 0.4, 0.1), 0.1, hex(0x34_2c_2c), 1.0);
    solid(canvas, pill(-1.0, -0.58, 2.0, 1.4, 0.14), hex(0x4c_6c_84));
    for x in [-0.62, 0.46] {
        solid(canvas, rect(x, -0.58, 0.16, 1.4), hex(0x7c_54_38));
    }
    for x in [-1.0, 0.86] {
        canvas.fill(disc((x + 0.07, 0.74), 0.1), &flat(GOLD));
    }
    canvas.fill(rect(-1.0, 0.08, 2.0, 0.04), &flat(hex(0x28_3c_4c)));
}

fn chest(canvas: &mut Canvas) {
    let wood = hex(0x8c_58_34);
    solid(
        canvas,
        blob(&[
            (-0.9, -0.15),
            (-0.9, -0.15),
            (-0.86, -0.6),
            (-0.6, -0.8),
            (0.6, -0.8),
            (0.86, -0.6),
            (0.9, -0.15),
            (0.9, -0.15),
        ]),
        wood.tint(0.08),
    );
    solid(canvas, rect(-0.9, -0.15, 1.8, 0.95), wood);
    for x in [-0.72, 0.54] {
        solid(canvas, rect(x, -0.78, 0.18, 1.58), GOLD.scale(0.8));
    }
    canvas.fill(rect(-0.9, -0.18, 1.8, 0.08), &flat(hex(0x4c_2c_1c)));
    solid(canvas, pill(-0.16, -0.26, 0.32, 0.4, 0.06), GOLD);
    canvas.fill(disc((0.0, -0.06), 0.06), &flat(hex(0x2c_20_18)));
}
