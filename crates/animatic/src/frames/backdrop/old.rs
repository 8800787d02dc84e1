//! Old China: halls, courtyards, temples; and the halls of work, which are as large.

use super::super::{
    canvas::{fade, flat, veil},
    colour::{Rgb, hex},
    shape::{Pt, blob, oval, pill, poly},
    stage::Stage,
};
use super::{
    built::{lantern, roof},
    nature::{bamboo, ridge, tree},
    shell::{Floor, Shell, view},
    sky,
    trade::{folds, lattice},
};

const LACQUER: Rgb = hex(0x9c_2a_20);
const GOLD: Rgb = hex(0xd8_a8_48);
const STONE: Rgb = hex(0xb4_ae_a2);

fn column(stage: &mut Stage<'_>, x: f32, high: f32, z: f32, surface: Rgb) {
    stage.shadow((x, z), 0.6, 0.5);
    stage.block((x - 0.36, x + 0.36), (0.0, 0.22), (z, z + 0.7), STONE);
    stage.cutout((x, 0.2, z + 0.3), |canvas, light, far| {
        let colour = light.on(surface, far);
        let shaft = pill(-0.26, -high, 0.52, high, 0.02);
        canvas.part(shaft, &fade((-0.26, 0.0), (0.26, 0.0), colour.tint(0.14), colour.shadow()));
        canvas.fill(pill(-0.27, -high * 0.86, 0.54, high * 0.04, 0.0), &flat(light.on(GOLD, far)));
    });
}

pub(super) fn palace(stage: &mut Stage<'_>) {
    let jade = hex(stage.seed.salted("beam").pick([0x2c_6c_64, 0x2c_54_8c, 0x3c_6c_3c]));
    let shell = Shell::room(stage, hex(0x94_4c_38), hex(0x6c_58_4c)).sized(stage, 1.5, 9.0, 1.6);
    let high = shell.height;
    shell.with(Floor::Tiles, jade.scale(0.6)).draw(stage);
    let b = stage.breadth() * 1.2;
    stage.wall((-b * 1.3, b * 1.3), (high * 0.78, high), 8.95, jade);
    for at in 0..16 {
        let x = -b * 1.2 + at as f32 * b * 0.15;
        stage.wall((x, x + b * 0.06), (high * 0.8, high * 0.94), 8.9, GOLD);
    }
    stage.wall((-b * 0.5, b * 0.5), (0.6, high * 0.7), 8.6, GOLD.scale(0.7));
    for panel in 0..5 {
        let x = -b * 0.46 + panel as f32 * b * 0.19;
        stage.wall((x, x + b * 0.15), (0.8, high * 0.66), 8.55, GOLD.mix(LACQUER, 0.25));
    }
    for step in 0..3 {
        let (wide, tall) = (b * (0.62 - step as f32 * 0.1), 0.18 * (step + 1) as f32);
        stage.block((-wide, wide), (tall - 0.18, tall), (6.6 + step as f32 * 0.4, 8.6), STONE);
    }
    throne(stage);
    stage.level((-0.9, 0.9), 0.01, (-stage.camera.back + 0.4, 6.6), hex(0xa8_2c_2c));
    for z in [6.2, 3.8, 1.6] {
        for x in [-b * 0.78, b * 0.78] {
            column(stage, x, high, z, LACQUER);
        }
    }
    for x in [-b * 0.45, b * 0.45] {
        lantern(stage, (x, high * 0.66, 4.5), 0.6);
    }
    stage.gleam((0.0, 1.8, 7.5), 2.6, hex(0xff_c8_70), 0.35);
}

fn throne(stage: &mut Stage<'_>) {
    stage.block((-0.95, 0.95), (0.54, 2.3), (8.1, 8.2), GOLD);
    stage.cutout((0.0, 2.25, 8.1), |canvas, light, far| {
        let gold = light.on(GOLD, far);
        canvas.part(
            blob(&[
                (-1.0, 0.1),
                (-0.8, -0.35),
                (-0.3, -0.3),
                (0.0, -0.7),
                (0.3, -0.3),
                (0.8, -0.35),
                (1.0, 0.1),
            ]),
            &flat(gold.tint(0.15)),
        );
    });
    stage.block((-0.75, 0.75), (1.05, 2.0), (8.05, 8.1), LACQUER);
    stage.block((-0.9, 0.9), (0.54, 1.0), (7.5, 8.1), GOLD.scale(0.85));
    for x in [-0.95, 0.75] {
        stage.block((x, x + 0.2), (1.0, 1.35), (7.5, 8.1), GOLD);
    }
}

/// A wall with a tiled ridge, white or grey.
fn yard_wall(stage: &mut Stage<'_>, (x0, x1): Pt, tall: f32, z: f32, surface: Rgb) {
    stage.wall((x0, x1), (0.0, tall), z, surface);
    stage.block((x0, x1), (tall, tall + 0.22), (z - 0.2, z + 0.2), hex(0x48_50_56));
}

pub(super) fn courtyard(stage: &mut Stage<'_>) {
    sky::draw(stage);
    sky::ground(stage, hex(0x9c_98_90), hex(0x8c_88_80));
    let (b, reach) = (stage.breadth(), stage.span * 3.0 + 10.0);
    let wall = hex(stage.seed.salted("wall").pick([0xe8_e4_da, 0xa8_a4_a0, 0xd8_c4_a8]));
    tree(stage, (-b * 1.5, 12.0), 8.0, hex(0x5c_84_4c));
    yard_wall(stage, (-reach, reach), 2.6, 9.0, wall);
    let (half, z) = (b * 1.05, 7.4);
    stage.block((-half - 0.3, half + 0.3), (0.0, 0.35), (z - 0.8, z + 0.4), STONE);
    stage.wall((-half, half), (0.35, 3.1), z, wall.scale(0.92));
    for x in [-half * 0.66, half * 0.66] {
        lattice(stage, (x - half * 0.26, x + half * 0.26), (1.1, 2.6), z - 0.03, LACQUER);
    }
    stage.wall((-half * 0.3, half * 0.3), (0.35, 2.75), z - 0.04, LACQUER);
    stage.wall((-half * 0.25, half * 0.25), (0.35, 2.6), z - 0.06, hex(0x5c_24_1c));
    stage.line((0.0, 0.35, z - 0.08), (0.0, 2.6, z - 0.08), 0.03, hex(0x2a_12_10));
    for x in [-half * 0.95, -half * 0.34, half * 0.34, half * 0.95] {
        stage.block((x - 0.09, x + 0.09), (0.35, 3.1), (z - 0.5, z - 0.3), LACQUER);
    }
    roof(stage, (-half, half), 3.1, z - 0.6, 1.7, hex(0x4c_56_5e));
    for x in [-half * 0.34, half * 0.34] {
        lantern(stage, (x, 2.55, z - 0.7), 0.5);
    }
    for side in [-1.0, 1.0] {
        let x = side * b * 1.7;
        stage.side(x, (0.0, 2.8), (1.0, 7.4), wall.scale(0.85));
        stage.side(x * 0.99, (2.8, 3.4), (0.8, 7.6), hex(0x48_50_56));
    }
    bamboo_clump(stage, -b * 1.15);
    jar(stage, (b * 0.86, 3.6));
    stage.block((b * 0.3, b * 0.62), (0.38, 0.46), (3.6, 4.1), STONE);
    stage.block((b * 0.4, b * 0.52), (0.0, 0.38), (3.75, 3.95), STONE.scale(0.8));
    joints(stage, reach);
}

fn joints(stage: &mut Stage<'_>, reach: f32) {
    for row in 0..8 {
        let z = 6.4 - row as f32 * 0.95;
        if z > -stage.camera.back + 0.5 {
            stage.line((-reach, 0.0, z), (reach, 0.0, z), 0.015, hex(0x70_6c_66));
        }
    }
}

fn bamboo_clump(stage: &mut Stage<'_>, x: f32) {
    for (dx, z, tall) in [(0.0, 5.6, 4.6), (0.25, 5.2, 3.9), (-0.2, 5.0, 4.2), (0.1, 4.6, 3.6)] {
        bamboo(stage, (x + dx, z), tall);
    }
}

fn jar(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.shadow((x, z), 0.7, 0.5);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let clay = light.on(hex(0x5c_6c_70), far);
        let body = blob(&[
            (-0.26, 0.0),
            (-0.42, -0.4),
            (-0.36, -0.72),
            (0.0, -0.76),
            (0.36, -0.72),
            (0.42, -0.4),
            (0.26, 0.0),
        ]);
        canvas.part(body, &fade((-0.4, 0.0), (0.4, 0.0), clay.tint(0.15), clay.shadow()));
        canvas.part(oval((0.0, -0.74), 0.36, 0.07), &flat(clay.scale(0.5)));
        canvas.fill(oval((0.1, -0.8), 0.2, 0.07), &flat(light.on(hex(0x6c_9c_5c), far)));
        canvas.part(oval((-0.08, -0.92), 0.11, 0.09), &flat(light.on(hex(0xe8_90_a8), far)));
    });
}

/// A temple from outside: steps, a gate hall below a great roof, a pagoda and the hills behind.
pub(super) fn temple_gate(stage: &mut Stage<'_>) {
    sky::draw(stage);
    ridge(stage, 90.0, (10.0, 30.0), 0.2, hex(0x6c_8c_84));
    sky::ground(stage, hex(0xa8_a0_90), hex(0x84_8c_74));
    let b = stage.breadth();
    let ochre = hex(stage.seed.salted("wall").pick([0xd8_a0_3c, 0xb4_3c_2c, 0xc8_7c_3c]));
    pagoda(stage, (b * 1.2, 24.0));
    tree(stage, (-b * 1.7, 13.0), 9.0, hex(0x4c_74_4c));
    yard_wall(stage, (-40.0, 40.0), 2.4, 12.0, ochre);
    let (half, z) = (b * 0.95, 9.0);
    for step in 0..4 {
        let rise = 0.2 * (step + 1) as f32;
        stage.block(
            (-half * 1.15, half * 1.15),
            (rise - 0.2, rise),
            (6.6 + step as f32 * 0.4, z + 0.5),
            STONE,
        );
    }
    stage.wall((-half, half), (0.8, 4.0), z, ochre);
    stage.wall((-half * 0.28, half * 0.28), (0.8, 3.2), z - 0.03, hex(0x3a_1c_18));
    for x in [-half * 0.95, -half * 0.36, half * 0.36, half * 0.95] {
        stage.block((x - 0.12, x + 0.12), (0.8, 4.0), (z - 0.6, z - 0.36), LACQUER);
    }
    stage.block((-half * 0.3, half * 0.3), (3.3, 3.85), (z - 0.7, z - 0.62), hex(0x24_3c_6c));
    stage.wall((-half * 0.2, half * 0.2), (3.45, 3.7), z - 0.72, GOLD);
    roof(stage, (-half, half), 4.0, z - 0.7, 2.2, hex(0x5c_5c_50));
    burner(stage, b * 0.12);
    tree(stage, (b * 1.5, 5.0), 5.5, hex(0x3c_64_44));
}

fn pagoda(stage: &mut Stage<'_>, (x, z): Pt) {
    for tier in 0..5 {
        let (half, y) = (2.4 - tier as f32 * 0.36, tier as f32 * 2.6);
        stage.wall((x - half, x + half), (y, y + 2.0), z, hex(0xa8_6c_4c));
        stage.wall((x - 0.4, x + 0.4), (y + 0.2, y + 1.5), z - 0.02, stage.light.window(tier == 2));
        roof(stage, (x - half, x + half), y + 2.0, z - 0.1, 0.9, hex(0x4c_54_58));
    }
}

fn burner(stage: &mut Stage<'_>, x: f32) {
    stage.shadow((x, 5.2), 0.9, 0.5);
    stage.cutout((x, 0.0, 5.2), |canvas, light, far| {
        let bronze = light.on(hex(0x5c_60_4c), far);
        for leg in [-0.4_f32, 0.34] {
            canvas.part(pill(leg, -0.4, 0.1, 0.4, 0.02), &flat(bronze.shadow()));
        }
        let bowl = blob(&[(-0.55, -0.85), (-0.5, -0.5), (0.0, -0.3), (0.5, -0.5), (0.55, -0.85)]);
        canvas.part(bowl, &fade((-0.5, 0.0), (0.5, 0.0), bronze.tint(0.2), bronze.shadow()));
        for stick in [-0.2_f32, 0.0, 0.18] {
            canvas.line(
                super::super::shape::curve(&[(stick, -0.8), (stick, -1.25)]),
                0.03,
                hex(0xb8_4c_34),
                1.0,
            );
            canvas.fill(oval((stick * 1.6, -1.7), 0.16, 0.4), &veil(hex(0xe8_e4_dc), 0.28));
        }
    });
}

/// A temple from inside: a gilded niche, incense, cushions, banners.
pub(super) fn temple_hall(stage: &mut Stage<'_>) {
    let shell = Shell::room(stage, hex(0xb8_88_48), hex(0x5c_54_50)).sized(stage, 1.2, 6.0, 1.35);
    let high = shell.height;
    shell.with(Floor::Tiles, hex(0x54_34_28)).draw(stage);
    let b = stage.breadth();
    stage.wall((-b * 0.6, b * 0.6), (0.0, high * 0.82), 5.9, hex(0x6c_28_20));
    stage.gleam((0.0, 2.3, 5.8), 1.9, hex(0xff_cc_70), 0.6);
    stage.cutout((0.0, 1.15, 5.5), |canvas, light, far| {
        let gold = light.on(hex(0xe0_b0_50), far);
        canvas.part(oval((0.0, -1.55), 0.62, 0.62), &flat(gold.scale(0.55)));
        canvas.part(
            blob(&[
                (-1.0, 0.0),
                (-0.85, -0.35),
                (-0.5, -0.5),
                (-0.5, -1.0),
                (0.0, -1.2),
                (0.5, -1.0),
                (0.5, -0.5),
                (0.85, -0.35),
                (1.0, 0.0),
            ]),
            &fade((-0.8, 0.0), (0.8, 0.0), gold.tint(0.15), gold.shadow()),
        );
        canvas.part(oval((0.0, -1.45), 0.28, 0.34), &flat(gold));
        canvas.part(oval((0.0, -1.82), 0.14, 0.12), &flat(gold.shadow()));
        canvas.part(
            blob(&[(-1.15, 0.15), (-0.9, -0.12), (0.0, -0.04), (0.9, -0.12), (1.15, 0.15)]),
            &flat(light.on(hex(0xd8_80_88), far)),
        );
    });
    for x in [-b * 0.52, b * 0.52] {
        folds(stage, (x - 0.26, x + 0.26), (1.3, high * 0.8), 5.2, hex(0xd8_98_30));
    }
    stage.block((-b * 0.5, b * 0.5), (0.0, 1.0), (4.3, 5.0), LACQUER);
    stage.block((-b * 0.54, b * 0.54), (1.0, 1.08), (4.2, 5.05), GOLD);
    for x in [-b * 0.4, -b * 0.2, b * 0.2, b * 0.4] {
        stage.block((x - 0.04, x + 0.04), (1.08, 1.4), (4.5, 4.58), hex(0xc8_2c_24));
        stage.gleam((x, 1.48, 4.5), 0.5, hex(0xff_c0_50), 0.9);
    }
    for x in [-b * 0.82, b * 0.82] {
        column(stage, x, high, 3.4, LACQUER);
    }
    for x in [-b * 0.5, 0.0, b * 0.5] {
        stage.shadow((x, 2.6), 0.5, 0.4);
        stage.block((x - 0.32, x + 0.32), (0.0, 0.16), (2.3, 2.8), GOLD);
    }
}

pub(super) fn warehouse(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0x84_80_78, 0x74_80_84, 0x8c_78_68]));
    let shell = Shell::room(stage, wall, hex(0x68_66_62)).sized(stage, 1.4, 9.0, 1.6);
    let high = shell.height;
    shell.with(Floor::Plain, hex(0x40_42_46)).draw(stage);
    let b = stage.breadth() * 1.4;
    for pane in 0..6 {
        let x = -b * 0.95 + pane as f32 * b * 0.32;
        view(
            stage,
            [
                (x, high * 0.88, 8.95),
                (x + b * 0.26, high * 0.88, 8.95),
                (x + b * 0.26, high * 0.62, 8.95),
                (x, high * 0.62, 8.95),
            ],
        );
        stage.line((x + b * 0.13, high * 0.62, 8.9), (x + b * 0.13, high * 0.88, 8.9), 0.05, hex(0x38_3a_3e));
    }
    stage.wall((-b * 0.34, b * 0.34), (0.0, 3.2), 8.94, hex(0x5c_74_84));
    for slat in 1..12 {
        let y = slat as f32 * 0.27;
        stage.line((-b * 0.34, y, 8.9), (b * 0.34, y, 8.9), 0.03, hex(0x44_58_66));
    }
    for z in [7.5, 5.0, 2.5, 0.4] {
        stage.block((-b, b), (high * 0.92, high * 0.97), (z, z + 0.15), hex(0x6c_44_30));
        for step in 0..8 {
            let x = -b + b * step as f32 / 4.0;
            stage.line((x, high * 0.93, z), (x + b * 0.125, high, z), 0.05, hex(0x6c_44_30));
        }
    }
    let mut seed = stage.seed.salted("crates");
    for (x, z, rows) in
        [(-b * 0.8, 6.5, 3), (b * 0.62, 6.0, 2), (-b * 0.62, 4.2, 2), (b * 0.52, 3.4, 2), (-b * 0.5, 2.0, 1)]
    {
        for row in 0..rows {
            let nudge = seed.between(-0.12, 0.12);
            crate_box(
                stage,
                (x + nudge, row as f32 * 0.9, z),
                hex(seed.pick([0xb0_84_50, 0x9c_70_44, 0xa8_8c_60])),
            );
        }
    }
    barrel(stage, (b * 0.36, 2.2));
    shaft(stage, b, high);
}

fn crate_box(stage: &mut Stage<'_>, (x, y, z): (f32, f32, f32), wood: Rgb) {
    stage.block((x - 0.5, x + 0.5), (y, y + 0.9), (z, z + 0.9), wood);
    for (from, to) in
        [((-0.48, 0.05), (0.48, 0.05)), ((-0.48, 0.85), (0.48, 0.85)), ((-0.48, 0.05), (0.48, 0.85))]
    {
        stage.line(
            (x + from.0, y + from.1, z - 0.01),
            (x + to.0, y + to.1, z - 0.01),
            0.07,
            wood.scale(0.72),
        );
    }
}

fn barrel(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.shadow((x, z), 0.6, 0.5);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let iron = light.on(hex(0x3c_6c_84), far);
        canvas.part(
            pill(-0.3, -0.95, 0.6, 0.95, 0.04),
            &fade((-0.3, 0.0), (0.3, 0.0), iron.tint(0.15), iron.shadow()),
        );
        for y in [-0.66, -0.34] {
            canvas.fill(pill(-0.31, y, 0.62, 0.05, 0.01), &flat(iron.scale(0.7)));
        }
        canvas.part(oval((0.0, -0.94), 0.3, 0.06), &flat(iron.tint(0.2)));
    });
}

/// A shaft of light from the windows under the roof.
fn shaft(stage: &mut Stage<'_>, b: f32, high: f32) {
    let beam = [
        (-b * 0.6, high * 0.86, 8.8),
        (-b * 0.3, high * 0.86, 8.8),
        (b * 0.5, 0.0, 3.0),
        (-b * 0.3, 0.0, 3.0),
    ];
    let outline = stage.camera.outline(&beam);
    let strength = if stage.light.is_night() { 0.08 } else { 0.2 };
    stage.canvas.shine(poly(&outline), &veil(stage.light.key, strength));
    if stage.light.lamps() {
        stage.gleam((0.0, high * 0.86, 4.0), 2.4, hex(0xff_e0_a0), 0.55);
        stage.pool((0.0, 3.0), 2.4, hex(0xff_d8_90), 0.35);
    }
}
