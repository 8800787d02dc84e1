//! Rooms where things are sold, eaten, drunk and shown.

use super::super::{
    canvas::{fade, flat},
    colour::{Rgb, hex},
    shape::{Pt, oval, pill, poly},
    stage::Stage,
};
use super::{
    built::lantern,
    furniture::{chair, counter, crockery, pendant, plant, shelves, table},
    shell::{Floor, Shell, view},
};

fn stool(stage: &mut Stage<'_>, (x, z): Pt, tall: f32, surface: Rgb) {
    stage.shadow((x, z), 0.4, 0.4);
    stage.block((x - 0.03, x + 0.03), (0.0, tall - 0.06), (z, z + 0.06), surface.scale(0.6));
    stage.block((x - 0.19, x + 0.19), (tall - 0.07, tall), (z - 0.1, z + 0.2), surface);
}

pub(super) fn cafe(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0xc8_9c_74, 0x8c_a0_8c, 0xb8_a4_98, 0x9c_88_a0]));
    Shell::room(stage, wall, hex(0x80_5a_40)).sized(stage, 1.0, 4.0, 1.0).draw(stage);
    let b = stage.breadth();
    view(
        stage,
        [(-b * 0.98, 2.5, 3.97), (-b * 0.06, 2.5, 3.97), (-b * 0.06, 0.7, 3.97), (-b * 0.98, 0.7, 3.97)],
    );
    for x in [-b * 0.98, -b * 0.52, -b * 0.06] {
        stage.wall((x - 0.05, x + 0.05), (0.7, 2.55), 3.95, hex(0x3c_2c_24));
    }
    stage.wall((-b, -b * 0.02), (0.6, 0.72), 3.94, hex(0x3c_2c_24));
    stage.wall((b * 0.08, b * 0.9), (1.85, 2.75), 3.96, hex(0x2a_2e_2c));
    for line in 0..4 {
        let y = 2.6 - line as f32 * 0.18;
        stage.line(
            (b * 0.14, y, 3.9),
            (b * (0.4 + 0.06 * (line % 3) as f32), y, 3.9),
            0.035,
            hex(0xee_e6_d4),
        );
        stage.line((b * 0.68, y, 3.9), (b * 0.82, y, 3.9), 0.035, hex(0xe0_b8_68));
    }
    shelves(stage, (b * 0.08, b * 0.9), 1.7, 3.95, hex(0x5c_3c_2a));
    let accent = hex(stage.seed.salted("accent").pick([0x3c_70_64, 0x9c_48_3c, 0x3c_50_70, 0xa8_78_3c]));
    counter(stage, (b * 0.02, b), 1.05, (2.5, 3.1), accent, hex(0xe0_c8_a0));
    machine(stage, (b * 0.66, 1.1, 2.7));
    for x in [-b * 0.56, 0.0, b * 0.56] {
        pendant(stage, x, (2.25, 3.5), 2.0, accent);
    }
    for (x, z) in [(-b * 0.62, 2.4), (-b * 0.2, 1.1)] {
        chair(stage, (x + 0.5, z + 0.35), hex(0x4c_34_28), true);
        round_table(stage, (x, z), 0.45, hex(0xd8_b8_90));
    }
    plant(stage, (-b * 0.9, 3.3), 1.3);
}

fn round_table(stage: &mut Stage<'_>, (x, z): Pt, radius: f32, top: Rgb) {
    stage.shadow((x, z), radius * 1.6, 0.4);
    stage.block((x - 0.05, x + 0.05), (0.0, 0.72), (z, z + 0.1), hex(0x2c_28_28));
    let middle = stage.camera.eye;
    stage.cutout((x, 0.74, z), |canvas, light, far| {
        let wood = light.on(top, far);
        let tilt = (middle - 0.74).abs() * radius * 0.25 + 0.02;
        canvas.part(oval((0.0, 0.04), radius, tilt), &flat(wood.shadow()));
        canvas.part(oval((0.0, 0.0), radius, tilt), &flat(wood));
    });
    crockery(stage, (x, 0.76, z), hex(0xfa_f6_ee));
}

fn machine(stage: &mut Stage<'_>, at: (f32, f32, f32)) {
    stage.cutout(at, |canvas, light, far| {
        let steel = light.on(hex(0xb0_b6_bc), far);
        canvas.part(
            pill(-0.4, -0.55, 0.8, 0.55, 0.06),
            &fade((-0.4, 0.0), (0.4, 0.0), steel.tint(0.2), steel.shadow()),
        );
        canvas.fill(pill(-0.3, -0.38, 0.6, 0.3, 0.02), &flat(steel.scale(0.35)));
        for x in [-0.15, 0.15] {
            canvas.fill(pill(x - 0.04, -0.38, 0.08, 0.14, 0.02), &flat(steel.tint(0.3)));
        }
    });
}

pub(super) fn restaurant(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0xe8_c8_94, 0xd8_b0_98, 0xe0_d0_a8]));
    let red = hex(0xb8_34_2c);
    Shell::room(stage, wall, hex(0xa8_88_70))
        .sized(stage, 1.1, 4.4, 1.0)
        .with(Floor::Tiles, wall.tint(0.5))
        .draw(stage);
    let b = stage.breadth();
    for side in [-1.0, 1.0] {
        let x = side * b * 0.72;
        super::shell::picture(stage, (x - b * 0.2, x + b * 0.2), (1.5, 2.4), 4.4, hex(0x6c_8c_6c));
    }
    stage.wall((-b * 0.4, b * 0.4), (0.0, 2.5), 4.37, red);
    stage.wall((-b * 0.34, b * 0.34), (0.9, 2.1), 4.35, hex(0xd8_a8_48));
    stage.wall((-b * 0.29, b * 0.29), (1.0, 2.0), 4.33, red.scale(0.8));
    for (x, z) in [(-b * 0.6, 3.4), (b * 0.55, 3.2), (0.0, 2.6), (-b * 0.7, 1.4), (b * 0.72, 1.2)] {
        for seat in [-0.72, 0.72] {
            chair(stage, (x + seat, z + 0.2), hex(0x8c_2c_28), true);
        }
        stage.block((x - 0.5, x + 0.5), (0.12, 0.72), (z - 0.2, z + 0.4), hex(0xf4_ee_e2));
        round_table(stage, (x, z), 0.62, hex(0xfa_f4_ea));
    }
    for x in [-b * 0.66, 0.0, b * 0.66] {
        lantern(stage, (x, 2.85, 2.4), 0.42);
    }
}

pub(super) fn teahouse(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0xd8_c8_a4, 0xc8_b4_94, 0xcc_c4_b0]));
    let wood = hex(stage.seed.salted("wood").pick([0x5c_30_20, 0x4c_34_24, 0x6c_3c_24]));
    Shell::room(stage, wall, hex(0x70_50_3c))
        .sized(stage, 1.0, 3.8, 1.05)
        .with(Floor::Boards, wood.scale(0.8))
        .draw(stage);
    let b = stage.breadth();
    for x in [-b * 0.66, b * 0.66] {
        lattice(stage, (x - b * 0.28, x + b * 0.28), (0.8, 2.5), 3.77, wood);
    }
    scroll(stage, (0.0, 2.6, 3.7));
    stage.block((-b * 0.26, b * 0.26), (0.0, 0.85), (3.2, 3.6), wood.tint(0.06));
    crockery(stage, (0.0, 0.86, 3.3), hex(0x74_9c_b0));
    for x in [-b * 0.36, b * 0.36] {
        stage.block((x - 0.11, x + 0.11), (0.0, 3.9), (3.0, 3.2), wood);
    }
    stage.block((-b, b), (2.75, 2.95), (2.9, 3.1), wood);
    for x in [-b * 0.72, b * 0.72] {
        lantern(stage, (x, 2.3, 2.5), 0.42);
    }
    for (x, z) in [(-b * 0.7, 1.8), (b * 0.6, 1.3)] {
        stool(stage, (x - 0.2, z + 0.9), 0.46, wood);
        table(stage, (x - 0.5, x + 0.5), 0.76, (z, z + 0.7), wood.tint(0.1));
        crockery(stage, (x, 0.76, z + 0.3), hex(0xe8_e4_d8));
        stool(stage, (x + 0.75, z + 0.2), 0.46, wood);
    }
}

/// A lattice window: paper and bars.
pub(super) fn lattice(stage: &mut Stage<'_>, (x0, x1): Pt, (y0, y1): Pt, z: f32, wood: Rgb) {
    stage.wall((x0 - 0.07, x1 + 0.07), (y0 - 0.07, y1 + 0.07), z, wood);
    let paper = if stage.light.interior {
        stage.light.sky[1].mix(hex(0xf8_ec_d0).under(stage.light.ambient), 0.55)
    } else {
        stage.light.window(true).mix(hex(0xf0_e0_c0), 0.3)
    };
    stage.pane(
        &[(x0, y1, z - 0.02), (x1, y1, z - 0.02), (x1, y0, z - 0.02), (x0, y0, z - 0.02)],
        &flat(paper),
    );
    for step in 1..6 {
        let share = step as f32 / 6.0;
        let (x, y) = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share);
        stage.line((x, y0, z - 0.04), (x, y1, z - 0.04), 0.03, wood);
        stage.line((x0, y, z - 0.04), (x1, y, z - 0.04), 0.03, wood);
    }
}

/// A hanging scroll with a mountain in ink.
pub(super) fn scroll(stage: &mut Stage<'_>, at: (f32, f32, f32)) {
    stage.cutout(at, |canvas, light, far| {
        let paper = light.on(hex(0xf2_e8_d0), far);
        let ink = light.on(hex(0x3c_40_44), far);
        canvas.part(pill(-0.34, 0.0, 0.68, 1.5, 0.01), &flat(paper));
        canvas.fill(
            poly(&[(-0.28, 1.15), (-0.08, 0.5), (0.06, 0.85), (0.16, 0.7), (0.28, 1.15)]),
            &fade((0.0, 0.5), (0.0, 1.2), ink, paper),
        );
        canvas.fill(pill(0.14, 0.15, 0.05, 0.3, 0.01), &flat(ink));
        for y in [-0.03, 1.48] {
            canvas.part(pill(-0.4, y, 0.8, 0.06, 0.03), &flat(light.on(hex(0x5a_34_24), far)));
        }
    });
}

pub(super) fn bar(stage: &mut Stage<'_>) {
    let neon = hex(stage.seed.salted("neon").pick([0xff_4c_a0, 0x4c_c8_ff, 0xa8_6c_ff, 0xff_90_40]));
    Shell::room(stage, hex(0x3e_2e_42), hex(0x34_28_30))
        .sized(stage, 1.0, 3.6, 1.0)
        .with(Floor::Plain, hex(0x20_18_26))
        .draw(stage);
    let b = stage.breadth();
    for row in 0..3 {
        let y = 1.15 + row as f32 * 0.48;
        stage.pane(
            &[(-b * 0.8, y + 0.44, 3.5), (b * 0.8, y + 0.44, 3.5), (b * 0.8, y, 3.5), (-b * 0.8, y, 3.5)],
            &flat(neon.scale(0.35)),
        );
        bottles(stage, (-b * 0.78, b * 0.78), y);
        stage.block((-b * 0.82, b * 0.82), (y - 0.04, y), (3.2, 3.5), hex(0x2a_1c_20));
        stage.line((-b * 0.8, y + 0.42, 3.2), (b * 0.8, y + 0.42, 3.2), 0.03, neon.tint(0.3));
    }
    stage.gleam((0.0, 1.9, 3.4), b * 0.9, neon, 0.40);
    stage.block((-b * 0.95, b * 0.95), (0.0, 1.08), (2.0, 2.5), hex(0x5c_38_2a));
    stage.block((-b, b), (1.08, 1.15), (1.9, 2.55), hex(0x94_60_3c));
    stage.pane(
        &[(-b * 0.95, 0.16, 1.98), (b * 0.95, 0.16, 1.98), (b * 0.95, 0.1, 1.98), (-b * 0.95, 0.1, 1.98)],
        &flat(neon),
    );
    stage.gleam((0.0, 0.1, 1.9), b * 0.8, neon, 0.25);
    for x in [-b * 0.7, -b * 0.3, b * 0.3, b * 0.7] {
        stool(stage, (x, 1.5), 0.75, hex(0x9c_34_3c));
        stage.gleam((x, 2.75, 2.2), 0.9, hex(0xff_b8_68), 0.6);
        stage.gleam((x, 2.75, 2.2), 0.14, hex(0xff_e8_c8), 0.95);
    }
}

fn bottles(stage: &mut Stage<'_>, (x0, x1): Pt, y: f32) {
    let mut seed = stage.seed.salted("bottles").salted(&format!("{y:.1}"));
    let mut x = x0 + 0.05;
    while x < x1 {
        let colour = hex(seed.pick([0x3c_8c_5c, 0xb8_78_30, 0xd8_d0_c0, 0x8c_34_3c, 0x4c_74_b0]));
        let tall = seed.between(0.24, 0.36);
        stage.cutout((x, y, 3.3), |canvas, _, _| {
            let shape = poly(&[
                (-0.05, 0.0),
                (0.05, 0.0),
                (0.05, -tall * 0.6),
                (0.02, -tall * 0.75),
                (0.02, -tall),
                (-0.02, -tall),
                (-0.02, -tall * 0.75),
                (-0.05, -tall * 0.6),
            ]);
            canvas.fill(shape, &fade((-0.05, 0.0), (0.05, 0.0), colour.tint(0.25), colour.scale(0.7)));
        });
        x += seed.between(0.13, 0.22);
    }
}

pub(super) fn shop(stage: &mut Stage<'_>) {
    let accent = hex(stage.seed.salted("accent").pick([0x3c_9c_5c, 0xd8_6c_3c, 0x3c_7c_c0, 0xc8_3c_50]));
    let shell = Shell::room(stage, hex(0xec_f0_ee), hex(0xc8_cc_c8)).sized(stage, 1.0, 6.0, 0.95);
    let high = shell.height;
    shell.with(Floor::Tiles, hex(0xf6_fa_f8)).draw(stage);
    let b = stage.breadth();
    stage.wall((-b, b), (2.25, 2.7), 5.9, accent);
    stage.wall((-b * 0.4, b * 0.4), (2.35, 2.6), 5.88, hex(0xfa_fa_f4));
    for z in [5.0, 3.0, 1.0] {
        let lamp = [
            (-b * 0.7, high - 0.02, z + 0.15),
            (b * 0.7, high - 0.02, z + 0.15),
            (b * 0.7, high - 0.02, z),
            (-b * 0.7, high - 0.02, z),
        ];
        stage.pane(&lamp, &flat(hex(0xfe_ff_fa)));
    }
    for column in [-0.66, 0.0, 0.66] {
        shelves(stage, (b * column - b * 0.3, b * column + b * 0.3), 2.15, 5.9, hex(0xdc_e0_e0));
    }
    for (x0, x1, z) in [(-b * 0.98, -b * 0.46, 4.2), (b * 0.4, b * 0.98, 4.0), (-b * 1.0, -b * 0.56, 2.3)] {
        shelves(stage, (x0, x1), 1.72, z, hex(0xd0_d4_d4));
        stage.wall((x0, x1), (1.74, 1.95), z - 0.3, accent);
    }
    counter(stage, (b * 0.3, b * 0.98), 0.98, (1.5, 2.1), accent, hex(0xf4_f4_f0));
    stage.block((b * 0.55, b * 0.55 + 0.4), (1.04, 1.34), (1.7, 1.9), hex(0x3a_3e_46));
    crockery(stage, (b * 0.84, 1.03, 1.7), accent.tint(0.4));
    if stage.light.lamps() {
        stage.gleam((0.0, high, 2.5), 4.0, hex(0xf4_fa_ff), 0.45);
    }
}

/// A stage: curtains, boards, footlights.
pub(super) fn theatre(stage: &mut Stage<'_>) {
    let velvet = hex(stage.seed.salted("velvet").pick([0xa0_1c_28, 0x7c_1c_4c, 0x24_3c_7c]));
    Shell::room(stage, hex(0x2c_22_2e), hex(0xa0_70_44))
        .sized(stage, 1.2, 4.0, 1.5)
        .with(Floor::Boards, hex(0x16_12_18))
        .draw(stage);
    let b = stage.breadth();
    folds(stage, (-b * 1.2, b * 1.2), (0.0, 4.4), 3.9, velvet.scale(0.55));
    folds(stage, (-b * 1.3, -b * 0.62), (0.0, 4.6), 2.6, velvet);
    folds(stage, (b * 0.62, b * 1.3), (0.0, 4.6), 2.6, velvet);
    folds(stage, (-b * 1.3, b * 1.3), (3.3, 4.8), 2.4, velvet.scale(0.9));
    for x in [-b * 0.5, 0.0, b * 0.5] {
        let beam = [(x * 0.7, 4.6, 2.4), (x + 0.9, 0.0, 1.4), (x - 0.9, 0.0, 1.4)];
        let outline = stage.camera.outline(&beam);
        stage.canvas.shine(poly(&outline), &super::super::canvas::veil(hex(0xff_ee_c0), 0.16));
        stage.pool((x, 1.4), 1.3, hex(0xff_f0_c8), 0.6);
    }
    stage.block((b * 0.36, b * 0.40), (0.0, 1.4), (1.6, 1.64), hex(0x30_30_34));
    stage.block((b * 0.35, b * 0.41), (1.4, 1.52), (1.58, 1.66), hex(0x60_60_66));
}

/// Hanging cloth in folds.
pub(super) fn folds(stage: &mut Stage<'_>, (x0, x1): Pt, (y0, y1): Pt, z: f32, cloth: Rgb) {
    let count = ((x1 - x0) / 0.26).clamp(2.0, 60.0) as usize;
    let wide = (x1 - x0) / count as f32;
    for fold in 0..count {
        let x = x0 + fold as f32 * wide;
        let tone = [1.08, 0.86, 0.98, 0.78][fold % 4];
        stage.wall((x, x + wide * 1.02), (y0, y1), z, cloth.scale(tone));
    }
}

/// A hall decked out for a wedding: an arch of flowers, an aisle, rows of chairs.
pub(super) fn wedding(stage: &mut Stage<'_>) {
    let flower = hex(stage.seed.salted("flower").pick([0xf0_90_a8, 0xf4_e0_e4, 0xd8_8c_c8]));
    let shell = Shell::room(stage, hex(0xf0_e4_da), hex(0xd0_b8_a4)).sized(stage, 1.2, 6.0, 1.25);
    shell.with(Floor::Tiles, hex(0xfc_f6_f0)).draw(stage);
    let b = stage.breadth();
    folds(stage, (-b * 1.1, b * 1.1), (0.0, 3.6), 5.9, hex(0xfa_f0_ec));
    stage.level((-0.8, 0.8), 0.01, (-stage.camera.back + 0.4, 5.2), hex(0xc8_34_44));
    let mut seed = stage.seed.salted("arch");
    for step in 0..=24 {
        let angle = std::f32::consts::PI * step as f32 / 24.0;
        let at = (angle.cos() * 1.35, 1.5 + angle.sin() * 1.35, 4.8);
        let size = seed.between(0.16, 0.26);
        let colour = seed.pick([flower, flower.tint(0.5), hex(0x7c_a8_74)]);
        stage.cutout(at, |canvas, light, far| {
            canvas.part(oval((0.0, 0.0), size, size), &flat(light.on(colour, far)))
        });
    }
    for z in [4.2, 3.0, 1.8] {
        for x in [-b * 0.95, -b * 0.62, b * 0.62, b * 0.95] {
            chair(stage, (x, z), hex(0xf4_ec_e0), false);
        }
        for x in [-1.0, 1.0] {
            stage.cutout((x, 0.9, z), |canvas, light, far| {
                canvas.part(oval((0.0, 0.0), 0.2, 0.18), &flat(light.on(flower, far)))
            });
            stage.line((x, 0.0, z), (x, 0.8, z), 0.05, hex(0xe0_d0_c0));
        }
    }
    stage.gleam((0.0, 3.4, 3.0), 2.6, hex(0xff_e8_b8), 0.6);
}
