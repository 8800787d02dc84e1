//! Rooms that people work, learn, heal and judge in.

use super::super::{
    canvas::{flat, veil},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, curve, pill},
    stage::Stage,
};
use super::{
    furniture::{chair, clock, counter, pendant, plant, screen, table},
    homes::emblem,
    shell::{Floor, Shell, door, view, window},
};

const STEEL: Rgb = hex(0xa8_b0_b8);

/// Long lamps below the ceiling.
fn tubes(stage: &mut Stage<'_>, y: f32, depths: &[f32]) {
    for &z in depths {
        for x in [-0.9, 0.9] {
            let corners = [
                (x - 0.6, y, z + 0.12),
                (x + 0.6, y, z + 0.12),
                (x + 0.6, y, z - 0.12),
                (x - 0.6, y, z - 0.12),
            ];
            stage.pane(&corners, &flat(hex(0xfa_fc_f6)));
            if stage.light.lamps() {
                stage.gleam((x, y, z), 1.6, hex(0xe8_f4_ff), 0.4);
            }
        }
    }
}

/// A wall of glass with the town behind it.
fn glass_wall(stage: &mut Stage<'_>, (x0, x1): Pt, (y0, y1): Pt, z: f32, panes: usize) {
    view(stage, [(x0, y1, z - 0.02), (x1, y1, z - 0.02), (x1, y0, z - 0.02), (x0, y0, z - 0.02)]);
    for pane in 0..=panes {
        let x = x0 + (x1 - x0) * pane as f32 / panes as f32;
        stage.wall((x - 0.035, x + 0.035), (y0, y1), z - 0.04, hex(0x4c_54_5e));
    }
    stage.wall((x0, x1), (y0 - 0.06, y0 + 0.02), z - 0.05, hex(0x4c_54_5e));
}

fn desk(stage: &mut Stage<'_>, (x0, x1): Pt, z: f32, wood: Rgb) {
    let middle = (x0 + x1) / 2.0;
    chair(stage, (middle, z + 0.55), hex(0x34_3a_44), true);
    table(stage, (x0, x1), 0.74, (z, z + 0.6), wood);
    stage.block((x0 + 0.05, x0 + 0.4), (0.05, 0.66), (z + 0.05, z + 0.5), wood.scale(0.85));
    let glow = stage.light.lamps().then_some(hex(0x88_c0_ec));
    screen(stage, (middle - 0.28, middle + 0.28), (0.84, 1.2), z + 0.4, glow);
    stage.block((x1 - 0.34, x1 - 0.1), (0.74, 0.8), (z + 0.1, z + 0.36), hex(0xf0_ee_e6));
}

pub(super) fn office(stage: &mut Stage<'_>) {
    let accent = hex(stage.seed.salted("accent").pick([0x3e_64_8c, 0x5c_7c_5c, 0x8c_5c_48, 0x5c_50_80]));
    let shell = Shell::room(stage, hex(0xd6_da_de), hex(0x74_7c_88)).sized(stage, 1.1, 4.2, 1.0);
    let high = shell.height;
    shell.with(Floor::Tiles, hex(0xee_f0_f0)).draw(stage);
    let b = stage.breadth();
    glass_wall(stage, (-b * 0.98, b * 0.5), (0.7, high - 0.35), 4.2, 5);
    stage.wall((b * 0.56, b * 1.08), (0.0, high), 4.15, accent);
    tubes(stage, high - 0.02, &[3.0, 1.2]);
    stage.block((b * 0.66, b * 1.02), (0.0, 1.3), (3.5, 4.0), STEEL);
    for drawer in [0.42, 0.86] {
        stage.line((b * 0.68, drawer, 3.48), (b, drawer, 3.48), 0.02, STEEL.scale(0.6));
    }
    plant(stage, (b * 0.5, 3.6), 1.4);
    let wood = hex(0xb8_90_64);
    for x in [-b * 0.86, b * 0.02] {
        desk(stage, (x, x + 1.3), 2.5, wood);
    }
    desk(stage, (b * 0.3, b * 0.3 + 1.5), 1.0, wood.scale(0.92));
}

pub(super) fn meeting_room(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0xb8_a8_94, 0xa8_b0_b8, 0x9c_a8_a0]));
    let shell = Shell::room(stage, wall, hex(0x5c_58_60)).sized(stage, 1.0, 5.0, 1.0);
    let high = shell.height;
    shell.with(Floor::Plain, hex(0xe8_e6_e0)).draw(stage);
    let b = stage.breadth();
    stage.side(b - 0.02, (0.7, 2.6), (0.5, 4.6), stage.light.sky[1].mix(WHITE, 0.3));
    for z in [0.6, 1.6, 2.6, 3.6, 4.6] {
        stage.line((b - 0.04, 0.7, z), (b - 0.04, 2.6, z), 0.06, hex(0x4c_50_58));
    }
    screen(stage, (-b * 0.56, b * 0.56), (1.25, 2.75), 4.95, Some(hex(0xc4_dc_f0)));
    let bars = [0.5, 0.8, 0.35, 0.62, 0.95];
    for (at, tall) in bars.into_iter().enumerate() {
        let x = -b * 0.36 + at as f32 * b * 0.16;
        stage.pane(
            &[
                (x, 1.45 + tall, 4.85),
                (x + b * 0.09, 1.45 + tall, 4.85),
                (x + b * 0.09, 1.45, 4.85),
                (x, 1.45, 4.85),
            ],
            &flat(hex(0x3e_74_ac)),
        );
    }
    tubes(stage, high - 0.02, &[3.6, 1.8]);
    let leather = hex(0x2c_2e_36);
    for z in [3.6, 2.7, 1.8] {
        for x in [-b * 0.66, b * 0.66] {
            chair(stage, (x, z), leather, true);
        }
    }
    stage.shadow((0.0, 2.6), b * 0.7, 0.5);
    stage.block((-b * 0.4, b * 0.4), (0.0, 0.68), (1.9, 3.9), hex(0x4a_32_24));
    stage.block((-b * 0.5, b * 0.5), (0.68, 0.76), (1.2, 4.2), hex(0x8c_5c_3c));
    for (x, z) in [(-b * 0.3, 3.4), (b * 0.28, 3.0), (-b * 0.28, 2.2), (b * 0.3, 1.7)] {
        stage.block((x, x + 0.22), (0.76, 0.78), (z, z + 0.3), hex(0xf4_f2_ec));
    }
}

pub(super) fn classroom(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0xe8_e4_d2, 0xd8_e4_e4, 0xe8_dc_d8]));
    let shell = Shell::room(stage, wall, hex(0xa4_84_60)).sized(stage, 1.05, 5.2, 1.05);
    let high = shell.height;
    shell.draw(stage);
    let b = stage.breadth();
    stage.wall((-b * 0.78, b * 0.78), (0.95, 2.3), 5.15, hex(0x8c_64_40));
    stage.wall((-b * 0.74, b * 0.74), (1.0, 2.25), 5.12, hex(0x2e_5a_48));
    for (row, long) in [(2.0, 0.9), (1.8, 0.6), (1.6, 0.75)] {
        stage.line((-b * 0.6, row, 5.1), (-b * 0.6 + b * long, row + 0.03, 5.1), 0.035, hex(0xe8_ee_e4));
    }
    clock(stage, (0.0, 2.62), 5.15);
    for z in [0.8, 2.2, 3.6] {
        let x = -b * 1.04;
        let sky = stage.light.sky[1].mix(stage.light.sky[2], 0.4);
        stage.pane(&[(x, 2.5, z + 1.1), (x, 2.5, z), (x, 1.0, z), (x, 1.0, z + 1.1)], &flat(sky));
        stage.line((x, 1.75, z), (x, 1.75, z + 1.1), 0.05, hex(0xf4_f2_ec));
    }
    tubes(stage, high - 0.02, &[4.0, 2.0]);
    counter(stage, (-b * 0.2, b * 0.2), 1.0, (4.2, 4.6), hex(0x9c_70_44), hex(0xb0_80_50));
    for z in [3.2, 2.1, 1.0] {
        for x in [-b * 0.72, 0.0, b * 0.72] {
            table(stage, (x - 0.42, x + 0.42), 0.72, (z, z + 0.45), hex(0xc8_98_5c));
            stage.block((x - 0.14, x + 0.14), (0.72, 0.75), (z + 0.12, z + 0.32), hex(0x5c_84_b0));
            chair(stage, (x, z - 0.45), hex(0x8c_74_54), false);
        }
    }
}

pub(super) fn ward(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0xe4_f0_ee, 0xe0_ec_f4, 0xee_f0_e4]));
    let shell = Shell::room(stage, wall, hex(0xa4_bc_be)).with(Floor::Tiles, WHITE);
    let high = shell.height;
    shell.draw(stage);
    let b = stage.breadth();
    stage.wall((-b, b), (0.12, 0.95), 2.97, hex(0x9c_ca_c8));
    window(stage, (-b * 0.3, b * 0.16), (1.1, 2.4), 3.0, hex(0xf6_f8_f8));
    emblem_cross(stage, (b * 0.4, 2.35, 2.95));
    tubes(stage, high - 0.02, &[2.0]);
    stage.line((-b, 2.35, 2.2), (-b * 0.46, 2.35, 2.2), 0.03, STEEL);
    for fold in 0..6 {
        let (x, wide) = (-b + fold as f32 * b * 0.085, b * 0.085);
        let tone = if fold % 2 == 0 { hex(0x8c_c4_c4) } else { hex(0x7c_b4_b6) };
        stage.wall((x, x + wide), (0.3, 2.35), 2.2, tone);
    }
    hospital_bed(stage, (b * 0.1, b * 0.88));
    drip(stage, (b * 0.02, 2.2));
    let glow = Some(hex(0x1c_48_44));
    stage.line((b * 0.93, 0.0, 2.4), (b * 0.93, 1.3, 2.4), 0.06, STEEL);
    screen(stage, (b * 0.72, b * 1.0), (1.3, 1.65), 2.4, glow);
    let pulse = [
        (b * 0.75, 1.46),
        (b * 0.81, 1.46),
        (b * 0.84, 1.58),
        (b * 0.87, 1.38),
        (b * 0.9, 1.46),
        (b * 0.97, 1.46),
    ];
    for pair in pulse.windows(2) {
        stage.line((pair[0].0, pair[0].1, 2.32), (pair[1].0, pair[1].1, 2.32), 0.02, hex(0x8c_ff_b0));
    }
    stage.block((-b * 0.26, -b * 0.02), (0.0, 0.75), (2.5, 2.95), hex(0xe8_ec_ec));
}

fn emblem_cross(stage: &mut Stage<'_>, at: (f32, f32, f32)) {
    stage.cutout(at, |canvas, light, far| {
        let red = light.on(hex(0xd0_3c_3c), far);
        canvas.fill(pill(-0.06, -0.18, 0.12, 0.36, 0.01), &flat(red));
        canvas.fill(pill(-0.18, -0.06, 0.36, 0.12, 0.01), &flat(red));
    });
}

fn hospital_bed(stage: &mut Stage<'_>, (x0, x1): Pt) {
    stage.shadow(((x0 + x1) / 2.0, 1.6), 1.2, 0.4);
    stage.block((x0, x1), (0.5, 1.15), (2.85, 2.92), hex(0xd8_e0_e4));
    stage.block((x0, x1), (0.35, 0.62), (0.95, 2.85), hex(0xf6_f8_f8));
    stage.block((x0 + 0.15, x1 - 0.15), (0.62, 0.82), (2.35, 2.8), WHITE);
    stage.block((x0 - 0.02, x1 + 0.02), (0.4, 0.68), (0.94, 2.1), hex(0xa4_d0_dc));
    for x in [x0, x1] {
        for y in [0.78, 0.95] {
            stage.line((x, y, 1.1), (x, y, 2.3), 0.03, STEEL);
        }
        for z in [1.1, 1.7, 2.3] {
            stage.line((x, 0.5, z), (x, 0.95, z), 0.03, STEEL);
        }
    }
    stage.block((x0, x1), (0.25, 0.95), (0.88, 0.94), hex(0xd8_e0_e4));
    for x in [x0 + 0.08, x1 - 0.08] {
        stage.line((x, 0.0, 0.9), (x, 0.3, 0.9), 0.06, STEEL.scale(0.7));
    }
}

fn drip(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let steel = light.on(STEEL, far);
        canvas.line(curve(&[(0.0, 0.0), (0.0, -2.0)]), 0.035, steel, 1.0);
        canvas.line(curve(&[(-0.22, 0.0), (0.22, 0.0)]), 0.05, steel.scale(0.7), 1.0);
        canvas.line(curve(&[(-0.16, -1.96), (0.16, -1.96)]), 0.03, steel, 1.0);
        canvas.part(pill(-0.24, -1.92, 0.18, 0.3, 0.05), &veil(hex(0xf4_e8_b0).under(light.ambient), 0.95));
        canvas.line(
            curve(&[(-0.15, -1.62), (-0.1, -1.2), (0.1, -0.95), (0.4, -0.75)]),
            0.015,
            hex(0xd8_e8_ec),
            0.9,
        );
    });
}

pub(super) fn corridor(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0xd8_e0_dc, 0xe0_d8_c8, 0xcc_d4_e0]));
    let stripe = hex(stage.seed.salted("stripe").pick([0x6c_a8_a0, 0xa8_7c_58, 0x5c_7c_a8]));
    let mut shell = Shell::room(stage, wall, hex(0x94_a0_a4)).with(Floor::Tiles, WHITE);
    (shell.half, shell.depth) = (1.1 + stage.breadth() * 0.35, 13.0);
    shell.draw(stage);
    let (half, high) = (shell.half, shell.height);
    window(stage, (-0.7, 0.7), (0.9, 2.4), 13.0, hex(0xf4_f4_f0));
    for side in [-1.0, 1.0] {
        let x = side * (half - 0.02);
        stage.side(x, (0.85, 1.0), (-stage.camera.back, 13.0), stripe);
        for z in [10.0, 7.0, 4.0, 1.2] {
            stage.side(x * 0.998, (0.0, 2.2), (z, z + 1.1), stripe.scale(0.8));
            stage.side(x * 0.996, (0.0, 2.12), (z + 0.08, z + 1.02), hex(0xc0_a0_78));
            stage.side(x * 0.994, (1.4, 1.9), (z + 0.35, z + 0.75), stage.light.sky[1]);
        }
    }
    for z in [11.0, 8.0, 5.0, 2.0] {
        let lamp = [
            (-0.25, high - 0.02, z + 0.7),
            (0.25, high - 0.02, z + 0.7),
            (0.25, high - 0.02, z),
            (-0.25, high - 0.02, z),
        ];
        stage.pane(&lamp, &flat(hex(0xfc_fe_f8)));
        stage.gleam((0.0, high - 0.1, z + 0.3), 1.3, hex(0xf0_f8_ff), 0.3);
        stage.pool((0.0, z), 1.0, hex(0xf0_f8_ff), 0.16);
    }
    stage.block((half - 0.55, half - 0.1), (0.38, 0.46), (2.6, 3.9), hex(0x4c_78_a8));
    stage.block((half - 0.16, half - 0.1), (0.46, 0.9), (2.6, 3.9), hex(0x4c_78_a8));
}

pub(super) fn court(stage: &mut Stage<'_>) {
    let wood = hex(stage.seed.salted("wood").pick([0x7c_4c_2c, 0x6c_44_34, 0x8c_60_3c]));
    let shell = Shell::room(stage, hex(0xd8_d0_c0), hex(0x70_60_58)).sized(stage, 1.1, 5.0, 1.25);
    shell.draw(stage);
    let b = stage.breadth();
    for at in 0..8 {
        let x = -b + at as f32 * b * 0.26;
        stage.wall((x, x + b * 0.22), (0.0, 2.5), 4.95, wood.scale(0.95));
    }
    emblem(stage, (0.0, 3.05, 4.9), 0.42, hex(0xc8_34_2c));
    for x in [-b * 0.4, 0.0, b * 0.4] {
        stage.block((x - 0.3, x + 0.3), (1.2, 2.1), (4.3, 4.4), hex(0x3a_24_1c));
    }
    stage.block((-b * 0.72, b * 0.72), (0.0, 1.35), (3.3, 3.9), wood);
    stage.wall((-b * 0.64, b * 0.64), (0.25, 1.15), 3.28, wood.tint(0.12));
    stage.block((-b * 0.78, b * 0.78), (1.35, 1.44), (3.2, 3.95), wood.scale(0.8));
    for x in [-b * 0.95, b * 0.5] {
        counter(stage, (x, x + b * 0.45), 0.95, (1.7, 2.1), wood.tint(0.06), wood.scale(0.8));
    }
    pendant(stage, -b * 0.5, (2.9, 4.4), 2.0, hex(0xb8_98_58));
    pendant(stage, b * 0.5, (2.9, 4.4), 2.0, hex(0xb8_98_58));
}

/// A police room or a cell: bars, a bunk, a bare bulb.
pub(super) fn prison(stage: &mut Stage<'_>) {
    let wall = hex(stage.seed.salted("paint").pick([0x7c_80_80, 0x74_78_6c, 0x80_78_70]));
    Shell::room(stage, wall, hex(0x56_56_56)).with(Floor::Plain, wall.scale(0.7)).draw(stage);
    let b = stage.breadth();
    for row in 0..7 {
        let y = 0.2 + row as f32 * 0.46;
        stage.line((-b, y, 2.97), (b, y, 2.97), 0.02, wall.scale(0.78));
        for brick in 0..6 {
            let x = -b + (brick as f32 + (row % 2) as f32 * 0.5) * b * 0.36;
            stage.line((x, y, 2.97), (x, y + 0.46, 2.97), 0.02, wall.scale(0.82));
        }
    }
    let pane = (b * 0.2, b * 0.56);
    view(stage, [(pane.0, 2.65, 2.95), (pane.1, 2.65, 2.95), (pane.1, 2.0, 2.95), (pane.0, 2.0, 2.95)]);
    for bar in 0..5 {
        let x = pane.0 + (pane.1 - pane.0) * bar as f32 / 4.0;
        stage.line((x, 2.0, 2.9), (x, 2.65, 2.9), 0.05, hex(0x2c_2e_32));
    }
    stage.gleam(((pane.0 + pane.1) / 2.0, 2.3, 2.9), 1.8, stage.light.sky[2], 0.4);
    stage.block((b * 0.1, b * 0.95), (0.35, 0.5), (2.0, 2.9), hex(0x6c_6c_66));
    stage.block((b * 0.1, b * 0.34), (0.5, 0.62), (2.1, 2.8), hex(0xb8_b4_a8));
    for bar in 0..9 {
        let x = -b * 1.0 + bar as f32 * b * 0.105;
        stage.block((x, x + 0.045), (0.0, 3.6), (1.9, 1.95), hex(0x3a_3e_44));
    }
    for y in [0.25, 1.25, 2.3] {
        stage.block((-b, -b * 0.1), (y, y + 0.07), (1.86, 1.92), hex(0x3a_3e_44));
    }
    stage.line((0.2, 3.6, 1.4), (0.2, 2.55, 1.4), 0.02, hex(0x20_20_20));
    stage.gleam((0.2, 2.5, 1.4), 0.28, hex(0xff_f4_d0), 0.95);
    stage.gleam((0.2, 2.5, 1.4), 2.4, hex(0xff_e8_b0), 0.45);
    stage.pool((0.2, 1.3), 1.6, hex(0xff_e8_b0), 0.3);
}

/// A police station's front room: a high counter under a badge, blue walls, posters.
pub(super) fn police(stage: &mut Stage<'_>) {
    let shell = Shell::room(stage, hex(0xd4_dc_e6), hex(0x6c_74_7c)).sized(stage, 1.0, 3.6, 1.0);
    let high = shell.height;
    shell.with(Floor::Tiles, WHITE).draw(stage);
    let b = stage.breadth();
    stage.wall((-b, b), (0.12, 1.25), 3.57, hex(0x2c_50_8c));
    emblem(stage, (0.0, 2.35, 3.5), 0.34, hex(0xd8_b0_48));
    emblem(stage, (0.0, 2.35, 3.48), 0.2, hex(0x24_48_8c));
    for x in [-b * 0.72, b * 0.42] {
        stage.wall((x, x + b * 0.28), (1.5, 2.3), 3.55, hex(0xf4_f2_ea));
        stage.wall((x + 0.06, x + b * 0.28 - 0.06), (1.9, 2.22), 3.53, hex(0x8c_a0_b8));
    }
    tubes(stage, high - 0.02, &[2.2]);
    door(stage, b * 0.82, 3.6, hex(0x4c_5c_70));
    counter(stage, (-b * 0.9, b * 0.55), 1.05, (2.1, 2.7), hex(0x34_5c_9c), hex(0xe4_e8_ec));
    screen(
        stage,
        (-b * 0.5, -b * 0.5 + 0.5),
        (1.1, 1.45),
        2.5,
        stage.light.lamps().then_some(hex(0x88_c0_ec)),
    );
}
