//! Things that stand on the ground or on a table.

use super::{
    super::{
        canvas::{Canvas, flat, veil},
        colour::{WHITE, hex},
        shape::{blob, curve, disc, open, oval, pill, poly, rect},
    },
    Kind, solid,
};

/// Draws what stands, if the kind does.
pub(super) fn draw(canvas: &mut Canvas, kind: Kind) -> bool {
    match kind {
        Kind::Computer => computer(canvas),
        Kind::Guitar => guitar(canvas),
        Kind::Piano => piano(canvas),
        Kind::Bicycle => bicycle(canvas),
        Kind::Car => car(canvas),
        _ => return false,
    }
    true
}

fn computer(canvas: &mut Canvas) {
    solid(canvas, pill(-0.8, -0.85, 1.6, 1.15, 0.08), hex(0x34_38_40));
    solid(canvas, rect(-0.72, -0.77, 1.44, 0.98), hex(0x5c_98_cc));
    for (y, long) in [(-0.6, 0.9), (-0.42, 0.6), (-0.24, 0.75)] {
        canvas.fill(rect(-0.58, y, long, 0.08), &veil(WHITE, 0.85));
    }
    solid(canvas, poly(&[(-0.8, 0.3), (0.8, 0.3), (1.0, 0.75), (-1.0, 0.75)]), hex(0xb8_c0_c8));
    canvas.fill(poly(&[(-0.68, 0.36), (0.68, 0.36), (0.78, 0.58), (-0.78, 0.58)]), &flat(hex(0x4c_54_5c)));
}

fn guitar(canvas: &mut Canvas) {
    solid(canvas, rect(-0.07, -1.0, 0.14, 1.0), hex(0x4c_30_20));
    solid(canvas, poly(&[(-0.12, -1.1), (0.12, -1.1), (0.09, -0.86), (-0.09, -0.86)]), hex(0x34_20_18));
    let body = blob(&[
        (0.0, -0.15),
        (0.34, -0.08),
        (0.32, 0.25),
        (0.52, 0.6),
        (0.3, 0.98),
        (0.0, 1.02),
        (-0.3, 0.98),
        (-0.52, 0.6),
        (-0.32, 0.25),
        (-0.34, -0.08),
    ]);
    solid(canvas, body, hex(0xc8_84_40));
    canvas.fill(disc((0.0, 0.28), 0.15), &flat(hex(0x2c_1c_14)));
    solid(canvas, rect(-0.2, 0.68, 0.4, 0.08), hex(0x3c_24_18));
    for x in [-0.04, 0.0, 0.04] {
        canvas.line(open(&[(x, -0.95), (x, 0.7)]), 0.012, hex(0xe8_e4_dc), 1.0);
    }
}

fn piano(canvas: &mut Canvas) {
    let black = hex(0x26_22_26);
    solid(canvas, rect(-0.95, -0.7, 1.9, 1.1), black);
    for x in [-0.9, 0.74] {
        solid(canvas, rect(x, 0.3, 0.16, 0.55), black);
    }
    solid(canvas, rect(-0.95, 0.0, 1.9, 0.16), black.tint(0.1));
    canvas.fill(rect(-0.86, 0.05, 1.72, 0.2), &flat(WHITE));
    for key in 0..14 {
        canvas.fill(rect(-0.8 + key as f32 * 0.12, 0.05, 0.06, 0.12), &flat(black));
    }
    solid(canvas, rect(-0.3, -0.55, 0.6, 0.4), hex(0xf4_ee_e0));
    solid(canvas, rect(-0.3, 0.62, 0.6, 0.12), hex(0x6c_2c_2c));
}

fn bicycle(canvas: &mut Canvas) {
    for x in [-0.6, 0.6] {
        canvas.line(disc((x, 0.42), 0.4), 0.06, hex(0x28_28_2c), 1.0);
        canvas.line(disc((x, 0.42), 0.33), 0.015, hex(0xa0_a8_b0), 1.0);
        canvas.fill(disc((x, 0.42), 0.05), &flat(hex(0x60_68_70)));
    }
    let red = hex(0xc0_38_34);
    for line in [
        open(&[(-0.6, 0.42), (-0.24, -0.14), (0.42, -0.14), (0.02, 0.42), (-0.6, 0.42)]),
        open(&[(-0.3, -0.28), (0.02, 0.42)]),
        open(&[(0.6, 0.42), (0.38, -0.34)]),
    ] {
        canvas.line(line, 0.06, red, 1.0);
    }
    canvas.line(curve(&[(0.62, -0.42), (0.38, -0.38), (0.24, -0.46)]), 0.06, hex(0x34_34_38), 1.0);
    solid(canvas, pill(-0.48, -0.38, 0.36, 0.1, 0.05), hex(0x3c_28_20));
    canvas.fill(disc((0.02, 0.42), 0.09), &flat(hex(0x60_68_70)));
}

fn car(canvas: &mut Canvas) {
    let paint = hex(0xb8_34_38);
    let body = blob(&[
        (-1.0, 0.15),
        (-0.98, -0.1),
        (-0.66, -0.18),
        (-0.4, -0.5),
        (0.0, -0.56),
        (0.36, -0.5),
        (0.64, -0.16),
        (0.96, -0.08),
        (1.0, 0.2),
        (0.9, 0.34),
        (-0.92, 0.34),
    ]);
    solid(canvas, body, paint);
    canvas.fill(
        poly(&[(-0.54, -0.16), (-0.36, -0.42), (-0.04, -0.46), (-0.04, -0.16)]),
        &flat(hex(0xa8_c8_dc)),
    );
    canvas.fill(poly(&[(0.04, -0.16), (0.04, -0.46), (0.32, -0.41), (0.52, -0.16)]), &flat(hex(0x98_bc_d4)));
    for x in [-0.58, 0.58] {
        solid(canvas, disc((x, 0.34), 0.22), hex(0x20_20_24));
        canvas.fill(disc((x, 0.34), 0.11), &flat(hex(0xb8_bc_c4)));
    }
    canvas.fill(oval((0.95, 0.02), 0.05, 0.07), &flat(hex(0xff_ec_b0)));
}
