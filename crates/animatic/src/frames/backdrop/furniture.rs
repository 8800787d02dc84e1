//! What stands in rooms.

use super::super::{
    canvas::{fade, flat, veil},
    colour::{Rgb, hex},
    shape::{Pt, blob, curve, disc, oval, pill, poly, ribbon},
    stage::Stage,
};

/// The colours of book spines and packages.
const GOODS: [Rgb; 8] = [
    hex(0xb4_4c_44),
    hex(0x3e_6c_94),
    hex(0xd8_b0_58),
    hex(0x5c_8a_5c),
    hex(0xe6_de_ca),
    hex(0x6a_4a_74),
    hex(0x2e_3c_4c),
    hex(0xd0_80_4c),
];

/// A table: its top between two corners, on four legs.
pub(super) fn table(stage: &mut Stage<'_>, (x0, x1): Pt, tall: f32, (z0, z1): Pt, wood: Rgb) {
    stage.shadow(((x0 + x1) / 2.0, (z0 + z1) / 2.0), (x1 - x0) * 0.7, 0.45);
    for z in [z1 - 0.1, z0] {
        for x in [x0 + 0.04, x1 - 0.12] {
            stage.block((x, x + 0.08), (0.0, tall - 0.06), (z, z + 0.08), wood.scale(0.72));
        }
    }
    stage.block((x0, x1), (tall - 0.07, tall), (z0, z1), wood);
}

/// A chair with its back away from the camera, or towards it.
pub(super) fn chair(stage: &mut Stage<'_>, (x, z): Pt, wood: Rgb, facing_us: bool) {
    stage.shadow((x, z), 0.5, 0.4);
    let back = |stage: &mut Stage<'_>, at: f32| {
        stage.block((x - 0.21, x + 0.21), (0.46, 0.95), (at, at + 0.04), wood.scale(0.92))
    };
    if facing_us {
        back(stage, z + 0.36);
    }
    for leg in [-0.20, 0.15] {
        stage.block((x + leg, x + leg + 0.05), (0.0, 0.44), (z, z + 0.05), wood.scale(0.7));
    }
    stage.block((x - 0.22, x + 0.22), (0.42, 0.47), (z, z + 0.4), wood);
    if !facing_us {
        back(stage, z);
    }
}

/// A sofa with cushions.
pub(super) fn sofa(stage: &mut Stage<'_>, (x0, x1): Pt, z: f32, cloth: Rgb) {
    stage.shadow(((x0 + x1) / 2.0, z + 0.3), (x1 - x0) * 0.68, 0.5);
    stage.block((x0, x1), (0.1, 0.92), (z + 0.62, z + 0.85), cloth.scale(0.9));
    stage.block((x0 + 0.1, x1 - 0.1), (0.1, 0.45), (z, z + 0.64), cloth);
    for (from, to) in [(x0 - 0.06, x0 + 0.18), (x1 - 0.18, x1 + 0.06)] {
        stage.block((from, to), (0.05, 0.64), (z - 0.02, z + 0.8), cloth.scale(0.94));
    }
    let middle = (x0 + x1) / 2.0;
    stage.line((middle, 0.12, z - 0.01), (middle, 0.45, z - 0.01), 0.015, cloth.scale(0.7));
    let accent = cloth.mix(hex(0xf0_d0_a0), 0.6);
    for (x, tilt) in [(x0 + 0.42, 8.0_f32), (x1 - 0.42, -10.0)] {
        stage.cutout((x, 0.66, z + 0.5), |canvas, light, far| {
            let colour = light.on(accent, far);
            canvas.within(tiny_skia::Transform::from_rotate(tilt), |canvas| {
                canvas.part(
                    pill(-0.2, -0.18, 0.4, 0.38, 0.1),
                    &fade((0.0, -0.2), (0.0, 0.2), colour.tint(0.1), colour.shadow()),
                );
            });
        });
    }
}

/// A bed along x, its head at the left.
pub(super) fn bed(stage: &mut Stage<'_>, (x0, x1): Pt, (z0, z1): Pt, wood: Rgb, cloth: Rgb) {
    stage.shadow(((x0 + x1) / 2.0, z0), (x1 - x0) * 0.7, 0.45);
    stage.block((x0 - 0.1, x0), (0.0, 1.15), (z0, z1), wood);
    stage.block((x0, x1), (0.12, 0.36), (z0, z1), wood.scale(0.85));
    stage.block((x0, x1), (0.34, 0.56), (z0 + 0.03, z1), hex(0xf2_ee_e6));
    let split = x0 + (x1 - x0) * 0.32;
    stage.block((split, x1 + 0.03), (0.30, 0.61), (z0 - 0.01, z1), cloth);
    stage.block((split - 0.22, split), (0.34, 0.60), (z0, z1), cloth.tint(0.55));
    stage.cutout((x0 + 0.32, 0.70, z0 + 0.5), |canvas, light, far| {
        let linen = light.on(hex(0xfa_f8_f2), far);
        canvas.part(
            pill(-0.28, -0.16, 0.58, 0.30, 0.14),
            &fade((0.0, -0.2), (0.0, 0.2), linen, linen.shadow()),
        );
    });
}

/// Shelves with books or goods.
pub(super) fn shelves(stage: &mut Stage<'_>, (x0, x1): Pt, tall: f32, z: f32, wood: Rgb) {
    let mut seed = stage.seed.salted("shelves").salted(&format!("{x0:.1}"));
    stage.block((x0, x1), (0.0, tall), (z - 0.32, z), wood);
    let front = z - 0.33;
    let boards = (tall / 0.42).max(1.0) as usize;
    for board in 0..boards {
        let (low, high) = (0.06 + board as f32 * 0.42, 0.06 + board as f32 * 0.42 + 0.36);
        stage.wall((x0 + 0.05, x1 - 0.05), (low, high), front, wood.scale(0.55));
        let mut x = x0 + 0.08;
        while x < x1 - 0.16 {
            let wide = seed.between(0.05, 0.11);
            let hue = seed.pick(GOODS).scale(seed.between(0.75, 1.1));
            if seed.chance(0.86) {
                stage.wall((x, x + wide), (low, low + seed.between(0.2, 0.32)), front - 0.01, hue);
            }
            x += wide + 0.012;
        }
    }
}

/// A cupboard or counter with doors.
pub(super) fn counter(stage: &mut Stage<'_>, (x0, x1): Pt, tall: f32, (z0, z1): Pt, front: Rgb, top: Rgb) {
    stage.block((x0, x1), (0.0, tall), (z0, z1), front);
    let doors = ((x1 - x0) / 0.6).clamp(1.0, 14.0) as usize;
    let wide = (x1 - x0) / doors as f32;
    for door in 0..doors {
        let x = x0 + wide * door as f32;
        stage.wall((x + 0.04, x + wide - 0.04), (0.1, tall - 0.08), z0 - 0.01, front.tint(0.08));
        stage.line(
            (x + wide - 0.12, tall * 0.55, z0 - 0.02),
            (x + wide - 0.12, tall * 0.68, z0 - 0.02),
            0.025,
            hex(0x6a_6a_6e),
        );
    }
    stage.block((x0 - 0.03, x1 + 0.03), (tall, tall + 0.05), (z0 - 0.04, z1), top);
}

/// A lamp on a stand.
pub(super) fn floor_lamp(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.shadow((x, z), 0.35, 0.4);
    let on = stage.light.lamps();
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let iron = light.on(hex(0x3c_36_34), far);
        canvas.line(curve(&[(0.0, 0.0), (0.0, -1.45)]), 0.035, iron, 1.0);
        canvas.part(oval((0.0, 0.0), 0.17, 0.04), &flat(iron));
        let cloth = if on { hex(0xff_e6_b0) } else { light.on(hex(0xea_dc_c2), far) };
        let shade = poly(&[(-0.15, -1.78), (0.15, -1.78), (0.25, -1.38), (-0.25, -1.38)]);
        canvas.part(shade, &fade((0.0, -1.8), (0.0, -1.38), cloth, cloth.scale(0.92)));
    });
    if on {
        stage.gleam((x, 1.55, z), 2.0, hex(0xff_c4_70), 0.62);
        stage.pool((x, z), 1.1, hex(0xff_c0_70), 0.30);
    }
}

/// A lamp that hangs from the ceiling down to a height.
pub(super) fn pendant(stage: &mut Stage<'_>, x: f32, (low, ceiling): Pt, z: f32, shade: Rgb) {
    let on = stage.light.lamps();
    stage.line((x, ceiling, z), (x, low + 0.22, z), 0.02, hex(0x2c_2a_2a));
    stage.cutout((x, low, z), |canvas, light, far| {
        let metal = light.on(shade, far);
        canvas.part(
            blob(&[
                (-0.06, -0.26),
                (0.06, -0.26),
                (0.16, -0.14),
                (0.30, 0.0),
                (0.30, 0.0),
                (-0.30, 0.0),
                (-0.30, 0.0),
                (-0.16, -0.14),
            ]),
            &fade((-0.3, 0.0), (0.3, 0.0), metal.tint(0.15), metal.shadow()),
        );
        canvas.fill(oval((0.0, 0.01), 0.26, 0.05), &flat(if on { hex(0xff_f0_c8) } else { metal.tint(0.4) }));
    });
    if on {
        stage.gleam((x, low, z), 1.7, hex(0xff_cc_80), 0.55);
    }
}

/// A plant in a pot.
pub(super) fn plant(stage: &mut Stage<'_>, (x, z): Pt, tall: f32) {
    stage.shadow((x, z), 0.4, 0.4);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let leaf = light.on(hex(0x4a_84_52), far);
        for (index, lean) in [-0.9_f32, -0.5, -0.15, 0.2, 0.55, 0.95].into_iter().enumerate() {
            let tip = (lean * tall * 0.42, -tall * (1.0 - lean.abs() * 0.28));
            let bend = (lean * tall * 0.12, -tall * 0.62);
            let blade = ribbon(&[((0.0, -tall * 0.25), 0.02), (bend, tall * 0.075), (tip, 0.01)]);
            let tone = if index % 2 == 0 { leaf } else { leaf.tint(0.14) };
            canvas.part(blade, &fade((0.0, -tall), (0.0, -tall * 0.2), tone.tint(0.1), tone.shadow()));
        }
        let clay = light.on(hex(0xb8_70_4e), far);
        let pot = poly(&[
            (-tall * 0.17, -tall * 0.30),
            (tall * 0.17, -tall * 0.30),
            (tall * 0.12, 0.0),
            (-tall * 0.12, 0.0),
        ]);
        canvas.part(pot, &fade((-0.2, 0.0), (0.2, 0.0), clay.tint(0.1), clay.shadow()));
    });
}

/// A rug on the floor.
pub(super) fn rug(stage: &mut Stage<'_>, (x0, x1): Pt, (z0, z1): Pt, cloth: Rgb) {
    stage.level((x0, x1), 0.005, (z0, z1), cloth);
    let (dx, dz) = ((x1 - x0) * 0.07, (z1 - z0) * 0.10);
    stage.level((x0 + dx, x1 - dx), 0.006, (z0 + dz, z1 - dz), cloth.tint(0.22));
    stage.level((x0 + dx * 1.6, x1 - dx * 1.6), 0.007, (z0 + dz * 1.6, z1 - dz * 1.6), cloth);
}

/// A screen: of a television, a computer, a monitor.
pub(super) fn screen(stage: &mut Stage<'_>, (x0, x1): Pt, (y0, y1): Pt, z: f32, glow: Option<Rgb>) {
    stage.block((x0, x1), (y0, y1), (z - 0.05, z), hex(0x1c_1e_24));
    let front = z - 0.06;
    let face = glow.unwrap_or(hex(0x2c_34_40));
    let corners = [
        (x0 + 0.03, y1 - 0.03, front),
        (x1 - 0.03, y1 - 0.03, front),
        (x1 - 0.03, y0 + 0.03, front),
        (x0 + 0.03, y0 + 0.03, front),
    ];
    let colour = if glow.is_some() { face } else { stage.lit(face, z) };
    stage.pane(&corners, &flat(colour));
    stage.pane(
        &[corners[0], (x0 + (x1 - x0) * 0.5, y1 - 0.03, front), (x0 + 0.03, y0 + (y1 - y0) * 0.3, front)],
        &veil(hex(0xff_ff_ff), 0.08),
    );
    if let Some(glow) = glow {
        stage.gleam(((x0 + x1) / 2.0, (y0 + y1) / 2.0, front), (x1 - x0) * 1.1, glow, 0.25);
    }
}

/// A clock on a wall.
pub(super) fn clock(stage: &mut Stage<'_>, (x, y): Pt, z: f32) {
    stage.cutout((x, y, z - 0.03), |canvas, light, far| {
        canvas.part(disc((0.0, 0.0), 0.2), &flat(light.on(hex(0x3a_3a_40), far)));
        canvas.fill(disc((0.0, 0.0), 0.17), &flat(light.on(hex(0xf6_f4_ee), far)));
        canvas.line(curve(&[(0.0, 0.0), (0.0, -0.12)]), 0.02, hex(0x20_20_24), 1.0);
        canvas.line(curve(&[(0.0, 0.0), (0.08, 0.05)]), 0.02, hex(0x20_20_24), 1.0);
    });
}

/// Cups and bowls on a table top.
pub(super) fn crockery(stage: &mut Stage<'_>, (x, y, z): (f32, f32, f32), glaze: Rgb) {
    for (dx, size) in [(-0.16, 0.055), (0.02, 0.07), (0.18, 0.05)] {
        stage.cutout((x + dx, y, z), |canvas, light, far| {
            let clay = light.on(glaze, far);
            let cup =
                poly(&[(-size, -size * 1.7), (size, -size * 1.7), (size * 0.7, 0.0), (-size * 0.7, 0.0)]);
            canvas.part(cup, &fade((-size, 0.0), (size, 0.0), clay.tint(0.1), clay.shadow()));
        });
    }
}
