//! Things that one holds.

use super::{
    super::{
        canvas::{Canvas, flat, glow, veil},
        colour::{Rgb, WHITE, hex},
        shape::{Pt, blob, curve, disc, open, oval, pill, poly, rect},
    },
    Kind, solid,
};

const GOLD: Rgb = hex(0xd8_b0_50);
const STEEL: Rgb = hex(0xcc_d4_dc);
const BROWN: Rgb = hex(0x6c_44_2c);

/// Draws what is held, if the kind is.
pub(super) fn draw(canvas: &mut Canvas, kind: Kind) -> bool {
    match kind {
        Kind::Phone => phone(canvas),
        Kind::Camera => camera(canvas),
        Kind::Umbrella => umbrella(canvas),
        Kind::Cup => cup(canvas),
        Kind::Wine => wine(canvas),
        Kind::Bottle => bottle(canvas),
        Kind::Bowl => bowl(canvas),
        Kind::Medicine => medicine(canvas),
        Kind::Key => key(canvas),
        Kind::Knife => knife(canvas),
        Kind::Sword => sword(canvas),
        Kind::Gun => gun(canvas),
        Kind::Ring => ring(canvas),
        Kind::Necklace => necklace(canvas),
        Kind::Jade => jade(canvas),
        Kind::Watch => watch(canvas),
        Kind::Candle => candle(canvas),
        Kind::Lantern => lantern(canvas),
        Kind::Mirror => mirror(canvas),
        Kind::Glasses => glasses(canvas),
        Kind::Cake => cake(canvas),
        Kind::Fruit => fruit(canvas),
        Kind::Ball => ball(canvas),
        _ => return false,
    }
    true
}

fn stroke(canvas: &mut Canvas, points: &[Pt], width: f32, colour: Rgb) {
    canvas.line(curve(points), width, colour, 1.0);
}

fn phone(canvas: &mut Canvas) {
    solid(canvas, pill(-0.48, -0.95, 0.96, 1.9, 0.14), hex(0x22_26_2e));
    solid(canvas, pill(-0.41, -0.82, 0.82, 1.64, 0.08), hex(0x6c_a4_d8));
    canvas.fill(pill(-0.32, -0.5, 0.5, 0.22, 0.08), &flat(WHITE));
    canvas.fill(pill(-0.1, -0.18, 0.42, 0.22, 0.08), &flat(hex(0x8c_e0_8c)));
    canvas.fill(pill(-0.12, -0.9, 0.24, 0.05, 0.02), &flat(hex(0x50_54_5c)));
}

fn camera(canvas: &mut Canvas) {
    solid(canvas, rect(-0.4, -0.78, 0.6, 0.25), hex(0x54_50_4c));
    solid(canvas, pill(-1.0, -0.55, 2.0, 1.2, 0.12), hex(0x3a_36_34));
    canvas.fill(rect(-1.0, -0.3, 2.0, 0.65), &veil(hex(0x8c_5c_40), 0.55));
    solid(canvas, disc((0.0, 0.05), 0.5), STEEL.scale(0.6));
    solid(canvas, disc((0.0, 0.05), 0.4), hex(0x1c_1c_20));
    solid(canvas, disc((0.0, 0.05), 0.26), hex(0x5c_84_b0));
    canvas.fill(disc((-0.1, -0.05), 0.07), &veil(WHITE, 0.8));
    solid(canvas, pill(0.55, -0.7, 0.3, 0.15, 0.04), hex(0xc8_3c_34));
}

fn umbrella(canvas: &mut Canvas) {
    stroke(canvas, &[(0.0, -0.8), (0.0, 0.75), (0.1, 0.92), (0.24, 0.78)], 0.07, hex(0x50_40_34));
    let red = hex(0xb8_3c_40);
    for (from, to, tone) in [(-1.0, -0.5, 0.8), (-0.5, 0.0, 1.05), (0.0, 0.5, 0.92), (0.5, 1.0, 0.75)] {
        let shape = blob(&[
            (0.0, -0.9),
            (0.0, -0.9),
            (from * 0.75, -0.62),
            (from, 0.0),
            (from, 0.0),
            ((from + to) / 2.0, -0.12),
            (to, 0.0),
            (to, 0.0),
            (to * 0.75, -0.62),
        ]);
        solid(canvas, shape, red.scale(tone));
    }
    stroke(canvas, &[(0.0, -0.88), (0.0, -1.0)], 0.06, hex(0x50_40_34));
}

fn cup(canvas: &mut Canvas) {
    let paper = hex(0xf2_ea_d8);
    canvas.line(oval((0.6, 0.05), 0.3, 0.3), 0.12, paper.scale(0.9), 1.0);
    solid(canvas, poly(&[(-0.6, -0.4), (0.6, -0.4), (0.45, 0.75), (-0.45, 0.75)]), paper);
    canvas.fill(rect(-0.56, -0.1, 1.12, 0.14), &flat(hex(0x4c_78_a8)));
    solid(canvas, oval((0.0, -0.4), 0.6, 0.14), hex(0x6a_42_28));
    solid(canvas, oval((0.0, 0.8), 0.85, 0.12), paper.scale(0.95));
    for x in [-0.2, 0.12] {
        canvas.line(
            curve(&[(x, -0.6), (x + 0.08, -0.75), (x - 0.04, -0.88), (x + 0.05, -1.0)]),
            0.05,
            WHITE,
            0.6,
        );
    }
}

fn wine(canvas: &mut Canvas) {
    let glass = hex(0xd8_e8_ec);
    canvas.part(
        blob(&[
            (-0.4, -0.9),
            (-0.4, -0.9),
            (-0.5, -0.4),
            (-0.3, 0.0),
            (0.0, 0.12),
            (0.3, 0.0),
            (0.5, -0.4),
            (0.4, -0.9),
            (0.4, -0.9),
        ]),
        &veil(glass, 0.75),
    );
    solid(
        canvas,
        blob(&[
            (-0.47, -0.45),
            (-0.47, -0.45),
            (-0.3, -0.04),
            (0.0, 0.06),
            (0.3, -0.04),
            (0.47, -0.45),
            (0.47, -0.45),
        ]),
        hex(0x9c_1c_34),
    );
    canvas.fill(pill(-0.05, 0.08, 0.1, 0.7, 0.03), &flat(glass));
    solid(canvas, oval((0.0, 0.82), 0.42, 0.09), glass);
    canvas.fill(oval((-0.26, -0.6), 0.05, 0.18), &veil(WHITE, 0.8));
}

fn bottle(canvas: &mut Canvas) {
    let green = hex(0x3c_74_54);
    let shape = poly(&[
        (-0.14, -1.0),
        (0.14, -1.0),
        (0.14, -0.5),
        (0.38, -0.2),
        (0.38, 0.95),
        (-0.38, 0.95),
        (-0.38, -0.2),
        (-0.14, -0.5),
    ]);
    solid(canvas, shape, green);
    solid(canvas, rect(-0.38, 0.1, 0.76, 0.5), hex(0xf0_e4_c8));
    canvas.fill(rect(-0.24, 0.22, 0.48, 0.08), &flat(hex(0xa8_34_38)));
    solid(canvas, pill(-0.16, -1.05, 0.32, 0.22, 0.03), hex(0xb8_8c_54));
    canvas.fill(pill(-0.3, -0.1, 0.08, 0.95, 0.04), &veil(WHITE, 0.4));
}

fn bowl(canvas: &mut Canvas) {
    let glaze = hex(0xe8_ec_ee);
    for x in [-0.4, 0.0, 0.36] {
        canvas.line(curve(&[(x, -0.3), (x + 0.1, -0.55), (x - 0.05, -0.8)]), 0.06, WHITE, 0.55);
    }
    solid(
        canvas,
        blob(&[
            (-0.95, -0.1),
            (-0.95, -0.1),
            (-0.75, 0.45),
            (-0.3, 0.72),
            (0.3, 0.72),
            (0.75, 0.45),
            (0.95, -0.1),
            (0.95, -0.1),
        ]),
        glaze,
    );
    solid(canvas, oval((0.0, -0.1), 0.95, 0.2), hex(0xd8_a8_5c));
    canvas.line(curve(&[(-0.8, 0.2), (0.0, 0.36), (0.8, 0.2)]), 0.07, hex(0x3c_68_b0), 1.0);
    stroke(canvas, &[(0.1, -0.1), (0.95, -0.85)], 0.06, BROWN);
    stroke(canvas, &[(0.25, -0.06), (1.05, -0.72)], 0.06, BROWN);
}

fn medicine(canvas: &mut Canvas) {
    solid(canvas, pill(-0.7, -0.5, 0.9, 1.4, 0.12), hex(0xe0_8c_34));
    solid(canvas, rect(-0.7, -0.05, 0.9, 0.6), WHITE);
    canvas.fill(rect(-0.32, 0.05, 0.14, 0.4), &flat(hex(0xd0_3c_3c)));
    canvas.fill(rect(-0.45, 0.18, 0.4, 0.14), &flat(hex(0xd0_3c_3c)));
    solid(canvas, pill(-0.76, -0.85, 1.02, 0.36, 0.06), hex(0xf4_f4_f0));
    solid(canvas, pill(0.4, 0.62, 0.55, 0.26, 0.13), hex(0xd8_4c_4c));
    canvas.fill(pill(0.66, 0.62, 0.29, 0.26, 0.13), &flat(WHITE));
    solid(canvas, oval((0.55, 0.4), 0.17, 0.1), WHITE);
}

fn key(canvas: &mut Canvas) {
    let brass = hex(0xc8_a4_54);
    canvas.line(oval((0.0, -0.5), 0.34, 0.34), 0.16, brass, 1.0);
    solid(canvas, rect(-0.08, -0.18, 0.16, 1.15), brass);
    for (y, long) in [(0.5, 0.24), (0.72, 0.34)] {
        solid(canvas, rect(0.06, y, long, 0.13), brass);
    }
}

fn knife(canvas: &mut Canvas) {
    let blade = blob(&[
        (-0.12, 0.15),
        (-0.12, 0.15),
        (-0.14, -0.5),
        (0.14, -1.0),
        (0.14, -1.0),
        (0.16, -0.4),
        (0.14, 0.15),
        (0.14, 0.15),
    ]);
    solid(canvas, blade, STEEL);
    canvas.line(open(&[(0.06, 0.1), (0.07, -0.6)]), 0.03, WHITE, 0.8);
    solid(canvas, pill(-0.26, 0.13, 0.52, 0.12, 0.04), hex(0x8c_8c_90));
    solid(canvas, pill(-0.15, 0.24, 0.3, 0.74, 0.1), hex(0x5a_38_28));
    for y in [0.42, 0.72] {
        canvas.fill(disc((0.0, y), 0.05), &flat(GOLD));
    }
}

fn sword(canvas: &mut Canvas) {
    solid(canvas, poly(&[(0.96, -1.0), (0.86, -0.78), (-0.42, 0.52), (-0.54, 0.4), (0.76, -0.9)]), STEEL);
    canvas.line(open(&[(0.85, -0.9), (-0.46, 0.44)]), 0.025, hex(0x8c_98_a4), 1.0);
    solid(canvas, poly(&[(-0.72, 0.24), (-0.3, 0.68), (-0.38, 0.76), (-0.8, 0.32)]), GOLD);
    solid(canvas, poly(&[(-0.5, 0.5), (-0.58, 0.42), (-0.92, 0.78), (-0.82, 0.88)]), hex(0x3c_2c_38));
    solid(canvas, disc((-0.9, 0.86), 0.1), GOLD);
    stroke(canvas, &[(-0.9, 0.92), (-0.7, 1.05), (-0.6, 1.0)], 0.07, hex(0xc8_34_34));
}

fn gun(canvas: &mut Canvas) {
    let iron = hex(0x3c_40_48);
    solid(canvas, poly(&[(-0.12, -0.1), (0.46, -0.1), (0.72, 0.85), (0.22, 0.9)]), hex(0x54_3c_30));
    solid(canvas, pill(-1.0, -0.5, 1.65, 0.42, 0.06), iron);
    canvas.line(oval((-0.24, 0.1), 0.2, 0.18), 0.07, iron, 1.0);
    canvas.fill(rect(-0.9, -0.4, 0.9, 0.06), &veil(WHITE, 0.25));
    solid(canvas, poly(&[(0.5, -0.5), (0.72, -0.66), (0.66, -0.4)]), iron);
}

fn ring(canvas: &mut Canvas) {
    canvas.line(oval((0.0, 0.25), 0.62, 0.62), 0.17, GOLD, 1.0);
    canvas.line(oval((0.0, 0.22), 0.64, 0.62), 0.04, GOLD.tint(0.6), 0.9);
    let gem = hex(0xb8_e4_f0);
    solid(canvas, poly(&[(-0.34, -0.62), (-0.2, -0.86), (0.2, -0.86), (0.34, -0.62), (0.0, -0.28)]), gem);
    canvas.fill(poly(&[(-0.2, -0.86), (0.0, -0.62), (-0.34, -0.62)]), &veil(WHITE, 0.7));
    canvas.shine(disc((0.0, -0.62), 0.8), &glow((0.0, -0.62), 0.8, WHITE, 0.5));
}

fn necklace(canvas: &mut Canvas) {
    for at in 0..=16 {
        let angle = std::f32::consts::PI * at as f32 / 16.0;
        solid(canvas, disc((angle.cos() * 0.85, angle.sin() * 1.0 - 0.7), 0.10), hex(0xf2_ec_e4));
    }
    solid(
        canvas,
        blob(&[(0.0, 0.35), (0.0, 0.35), (0.26, 0.72), (0.0, 0.98), (-0.26, 0.72)]),
        hex(0x2c_6c_b8),
    );
    canvas.fill(oval((-0.07, 0.66), 0.05, 0.1), &veil(WHITE, 0.8));
}

fn jade(canvas: &mut Canvas) {
    stroke(canvas, &[(-0.1, -1.0), (0.0, -0.6)], 0.06, hex(0xc0_34_30));
    let jade = hex(0x7c_c4_98);
    canvas.line(disc((0.0, -0.02), 0.42), 0.36, jade, 1.0);
    canvas.line(disc((0.0, -0.02), 0.6), 0.03, jade.scale(0.7), 1.0);
    canvas.line(disc((0.0, -0.02), 0.25), 0.03, jade.scale(0.7), 1.0);
    canvas.line(curve(&[(-0.42, -0.26), (-0.3, -0.4), (-0.1, -0.48)]), 0.07, WHITE, 0.7);
    for x in [-0.1, 0.0, 0.1] {
        stroke(canvas, &[(0.0, 0.58), (x, 1.0)], 0.06, hex(0xc0_34_30));
    }
}

fn watch(canvas: &mut Canvas) {
    for at in 0..7 {
        canvas.line(disc((0.1 + at as f32 * 0.12, -0.92 + at as f32 * 0.03), 0.06), 0.03, GOLD, 1.0);
    }
    solid(canvas, rect(-0.09, -0.8, 0.18, 0.22), GOLD);
    solid(canvas, disc((0.0, 0.12), 0.78), GOLD);
    solid(canvas, disc((0.0, 0.12), 0.64), hex(0xf8_f2_e4));
    for hour in 0..12 {
        let angle = std::f32::consts::TAU * hour as f32 / 12.0;
        canvas.fill(disc((angle.cos() * 0.54, angle.sin() * 0.54 + 0.12), 0.035), &flat(hex(0x3a_30_2c)));
    }
    stroke(canvas, &[(0.0, 0.12), (0.0, -0.32)], 0.05, hex(0x2a_24_22));
    stroke(canvas, &[(0.0, 0.12), (0.3, 0.26)], 0.06, hex(0x2a_24_22));
}

fn candle(canvas: &mut Canvas) {
    canvas.shine(disc((0.0, -0.6), 1.5), &glow((0.0, -0.6), 1.5, hex(0xff_d0_70), 0.85));
    solid(canvas, pill(-0.2, -0.3, 0.4, 1.1, 0.04), hex(0xe8_d8_b8));
    solid(canvas, oval((0.0, -0.3), 0.2, 0.06), hex(0xf8_f0_dc));
    stroke(canvas, &[(0.0, -0.3), (0.02, -0.45)], 0.03, hex(0x2a_24_22));
    solid(
        canvas,
        blob(&[(0.0, -1.0), (0.0, -1.0), (0.14, -0.6), (0.0, -0.42), (-0.14, -0.6)]),
        hex(0xff_c0_48),
    );
    canvas.fill(oval((0.0, -0.56), 0.05, 0.11), &flat(hex(0xff_f8_dc)));
    solid(canvas, oval((0.0, 0.84), 0.6, 0.13), hex(0xb8_90_48));
}

fn lantern(canvas: &mut Canvas) {
    canvas.shine(disc((0.0, 0.0), 1.6), &glow((0.0, 0.0), 1.6, hex(0xff_d0_80), 0.7));
    stroke(canvas, &[(0.0, -1.05), (0.0, -0.8)], 0.04, BROWN);
    solid(canvas, oval((0.0, 0.0), 0.68, 0.72), hex(0xe0_48_34));
    for x in [0.24, 0.5] {
        canvas.line(oval((0.0, 0.0), x, 0.71), 0.03, hex(0x9c_24_1c), 0.8);
    }
    for y in [-0.82, 0.66] {
        solid(canvas, pill(-0.3, y, 0.6, 0.14, 0.04), GOLD);
    }
    for x in [-0.08, 0.0, 0.08] {
        stroke(canvas, &[(x, 0.8), (x * 1.4, 1.08)], 0.05, GOLD);
    }
}

fn mirror(canvas: &mut Canvas) {
    solid(canvas, pill(-0.1, 0.3, 0.2, 0.7, 0.08), GOLD.scale(0.8));
    solid(canvas, oval((0.0, -0.3), 0.62, 0.7), GOLD.scale(0.9));
    solid(canvas, oval((0.0, -0.3), 0.5, 0.58), hex(0xb4_d0_dc));
    canvas.fill(poly(&[(-0.3, -0.1), (0.2, -0.7), (0.32, -0.6), (-0.2, 0.04)]), &veil(WHITE, 0.55));
}

fn glasses(canvas: &mut Canvas) {
    for x in [-0.5, 0.5] {
        canvas.fill(oval((x, 0.0), 0.38, 0.34), &veil(hex(0xc4_dc_ea), 0.7));
        canvas.line(oval((x, 0.0), 0.38, 0.34), 0.09, hex(0x2a_28_2c), 1.0);
        canvas.line(curve(&[(x * 1.7, -0.08), (x * 2.0, -0.3), (x * 1.7, -0.5)]), 0.08, hex(0x2a_28_2c), 1.0);
        canvas.fill(oval((x - 0.12, -0.12), 0.07, 0.1), &veil(WHITE, 0.8));
    }
    stroke(canvas, &[(-0.14, -0.04), (0.0, -0.12), (0.14, -0.04)], 0.08, hex(0x2a_28_2c));
}

fn cake(canvas: &mut Canvas) {
    solid(canvas, oval((0.0, 0.72), 1.0, 0.16), hex(0xe4_e8_ea));
    solid(canvas, pill(-0.8, 0.0, 1.6, 0.7, 0.08), hex(0xe8_c0_8c));
    solid(canvas, pill(-0.8, -0.12, 1.6, 0.3, 0.14), hex(0xf4_90_a4));
    solid(canvas, pill(-0.5, -0.55, 1.0, 0.45, 0.08), hex(0xf8_ec_dc));
    for x in [-0.3, 0.0, 0.3] {
        canvas.fill(rect(x - 0.04, -0.85, 0.08, 0.3), &flat(hex(0x5c_a0_d0)));
        canvas.fill(oval((x, -0.93), 0.05, 0.09), &flat(hex(0xff_c0_40)));
    }
}

fn fruit(canvas: &mut Canvas) {
    solid(
        canvas,
        blob(&[
            (0.0, -0.5),
            (0.45, -0.6),
            (0.8, -0.1),
            (0.55, 0.7),
            (0.0, 0.82),
            (-0.55, 0.7),
            (-0.8, -0.1),
            (-0.45, -0.6),
        ]),
        hex(0xd0_38_34),
    );
    stroke(canvas, &[(0.0, -0.48), (0.06, -0.9)], 0.08, BROWN);
    solid(canvas, blob(&[(0.06, -0.7), (0.3, -0.95), (0.6, -0.85), (0.3, -0.66)]), hex(0x5c_94_44));
    canvas.fill(oval((-0.4, -0.1), 0.1, 0.22), &veil(WHITE, 0.6));
}

fn ball(canvas: &mut Canvas) {
    solid(canvas, disc((0.0, 0.0), 0.85), hex(0xe0_7c_34));
    for shape in [
        curve(&[(-0.85, 0.0), (0.85, 0.0)]),
        curve(&[(0.0, -0.85), (0.0, 0.85)]),
        curve(&[(-0.6, -0.6), (-0.25, 0.0), (-0.6, 0.6)]),
        curve(&[(0.6, -0.6), (0.25, 0.0), (0.6, 0.6)]),
    ] {
        canvas.line(shape, 0.05, hex(0x3a_20_14), 1.0);
    }
}
