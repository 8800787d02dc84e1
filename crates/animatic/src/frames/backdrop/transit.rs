//! Where one waits and rides.

use super::super::{
    canvas::{fade, flat, veil},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, disc, oval, pill, poly},
    stage::Stage,
};
use super::{
    built::{bench, car, house, lamp_post},
    shell::{Floor, Shell, view},
    sky,
    town::{pavement, skyline},
};

pub(super) fn station(stage: &mut Stage<'_>) {
    sky::draw(stage);
    skyline(stage, 40.0, 12.0, 0.8);
    let b = stage.breadth();
    let reach = stage.span * 5.0 + 14.0;
    sky::ground(stage, hex(0x78_74_70), hex(0x88_84_80));
    let livery = hex(stage.seed.salted("livery").pick([0xe8_ec_f0, 0x3c_6c_50, 0x34_5c_9c, 0xb8_3c_38]));
    train(stage, (-b * 0.7, b * 6.0 + 8.0), 4.6, livery);
    stage.level((-reach, reach), 0.0, (-stage.camera.back, 3.6), hex(0xb4_b0_a8));
    stage.level((-reach, reach), 0.004, (3.0, 3.2), hex(0xf0_c8_40));
    stage.wall((-reach, reach), (-0.9, 0.0), 3.6, hex(0x5c_58_54));
    for x in [-b * 0.92, b * 0.78] {
        stage.block((x - 0.12, x + 0.12), (0.0, 3.5), (2.2, 2.44), hex(0x4c_5c_64));
    }
    stage.block((-reach, reach), (3.5, 3.75), (0.6, 4.0), hex(0x5c_6c_74));
    stage.block((-b * 0.36, b * 0.36), (2.6, 3.1), (2.2, 2.3), hex(0x24_4c_90));
    stage.wall((-b * 0.28, b * 0.28), (2.78, 2.92), 2.18, WHITE);
    for x in [-b * 0.1, b * 0.1] {
        stage.line((x, 3.1, 2.25), (x, 3.5, 2.25), 0.03, hex(0x4c_5c_64));
    }
    bench(stage, b * 0.5, 1.5);
    for x in [-b * 0.5, b * 0.5] {
        let on = if stage.light.lamps() || stage.light.interior { 0.6 } else { 0.0 };
        stage.gleam((x, 3.4, 2.0), 1.8, hex(0xff_ee_c8), on);
    }
}

/// A train along x, its head at the left, with lit windows.
fn train(stage: &mut Stage<'_>, (x0, x1): Pt, z: f32, livery: Rgb) {
    let (night, glass) = (stage.light.lamps(), stage.light.window(true));
    let window = if night { glass } else { hex(0x34_48_58).under(stage.light.ambient) };
    stage.cutout((x0, -0.2, z), |canvas, light, far| {
        let long = x1 - x0;
        let body = light.on(livery, far);
        let outline = poly(&[
            (0.0, -0.6),
            (0.35, -1.5),
            (1.3, -2.7),
            (2.0, -3.0),
            (long, -3.0),
            (long, 0.0),
            (0.2, 0.0),
        ]);
        canvas.part(outline, &fade((0.0, -3.0), (0.0, 0.0), body.tint(0.18), body.shadow()));
        canvas.fill(pill(0.25, -0.75, long, 0.22, 0.05), &flat(light.on(hex(0xc8_38_34), far)));
        canvas.fill(
            poly(&[(0.5, -1.55), (1.3, -2.55), (1.75, -2.6), (1.75, -1.55)]),
            &flat(hex(0x28_34_40).under(light.ambient)),
        );
        let mut x = 2.4;
        while x < long - 1.0 {
            canvas.part(pill(x, -2.35, 1.1, 0.8, 0.08), &flat(window));
            x += 1.5;
            if (x / 1.5) as i32 % 4 == 0 {
                canvas.part(pill(x, -2.5, 0.85, 2.3, 0.05), &flat(body.shadow()));
                x += 1.25;
            }
        }
        canvas.fill(disc((0.45, -1.05), 0.12), &flat(hex(0xff_f4_c8)));
    });
    if night {
        stage.gleam((x0 + 0.45, 0.85, z), 1.8, hex(0xff_f0_c0), 0.8);
    }
}

/// A carriage from inside: seats on both sides of an aisle, windows with the land going by.
pub(super) fn carriage(stage: &mut Stage<'_>) {
    let cloth = hex(stage.seed.salted("cloth").pick([0x34_5c_a0, 0x3c_7c_6c, 0xa0_44_44]));
    let mut shell = Shell::room(stage, hex(0xe4_e4_de), hex(0x6c_70_78)).with(Floor::Plain, hex(0xf2_f2_ee));
    (shell.half, shell.depth, shell.height) = (1.55 + stage.breadth() * 0.12, 9.0, 2.6);
    shell.draw(stage);
    let half = shell.half;
    stage.wall((-0.45, 0.45), (0.0, 2.1), 8.9, hex(0xa8_b0_b4));
    stage.wall((-0.22, 0.22), (1.1, 1.8), 8.88, stage.light.sky[1]);
    for side in [-1.0, 1.0] {
        let x = side * (half - 0.02);
        for step in 0..7 {
            let z = 7.4 - step as f32 * 1.5;
            let sky = if stage.light.is_night() { stage.light.sky[1] } else { stage.light.sky[2] };
            stage.pane(&[(x, 1.95, z + 1.1), (x, 1.95, z), (x, 1.0, z), (x, 1.0, z + 1.1)], &flat(sky));
            let land = stage.lit(hex(0x6c_8c_5c), 20.0);
            stage.pane(&[(x, 1.3, z + 1.1), (x, 1.36, z), (x, 1.0, z), (x, 1.0, z + 1.1)], &flat(land));
        }
        let rack = if side < 0.0 { (-half, -half + 0.45) } else { (half - 0.45, half) };
        stage.block(rack, (2.12, 2.17), (-stage.camera.back + 0.5, 8.8), hex(0xb0_b8_bc));
        for step in 0..6 {
            let z = 7.6 - step as f32 * 1.35;
            let seat = if side < 0.0 { (-half + 0.08, -0.5) } else { (0.5, half - 0.08) };
            stage.block(seat, (0.1, 1.2), (z, z + 0.16), cloth);
            stage.block((seat.0 + 0.06, seat.1 - 0.06), (0.98, 1.22), (z - 0.02, z), hex(0xf4_f2_ea));
            stage.block(seat, (0.1, 0.46), (z - 0.5, z), cloth.scale(0.85));
        }
    }
    for z in [7.0, 4.5, 2.0, 0.0] {
        let high = shell.height - 0.01;
        stage.pane(
            &[(-0.3, high, z + 1.4), (0.3, high, z + 1.4), (0.3, high, z), (-0.3, high, z)],
            &flat(hex(0xfc_fc_f4)),
        );
    }
}

/// A car from inside, seen from its bonnet: the rear window, the back seat, the roof above and the doors aside.
pub(super) fn vehicle(stage: &mut Stage<'_>) {
    let trim = hex(stage.seed.salted("trim").pick([0x3c_3a_40, 0x5c_46_38, 0x34_40_4c]));
    let b = 1.15 + stage.breadth() * 0.22;
    let front = -stage.camera.back + 0.4;
    stage.canvas.fill(stage.canvas.sheet(), &flat(stage.lit(trim, 1.0)));
    view(stage, [(-b * 0.9, 2.0, 1.6), (b * 0.9, 2.0, 1.6), (b * 0.9, 1.15, 1.6), (-b * 0.9, 1.15, 1.6)]);
    traffic(stage, b);
    stage.level((-b, b), 2.15, (front, 1.6), hex(0xc8_c0_b4));
    stage.block((-b * 0.98, b * 0.98), (1.98, 2.15), (1.55, 1.65), trim.tint(0.1));
    for side in [-1.0, 1.0] {
        let x = side * b;
        stage.side(x, (0.0, 2.15), (front, 1.6), trim.tint(0.08));
        for (z0, z1) in [(-0.15, 1.3), (-1.9, -0.35)] {
            let sky = stage.light.sky[1].mix(stage.light.sky[2], 0.5);
            stage.pane(&[(x, 1.95, z1), (x, 1.95, z0), (x, 1.15, z0), (x, 1.15, z1)], &flat(sky));
            let town = stage.light.sky[2].mix(stage.light.shade, 0.5);
            stage.pane(&[(x, 1.5, z1), (x, 1.62, z0), (x, 1.15, z0), (x, 1.15, z1)], &flat(town));
        }
        stage.line((x * 0.99, 1.05, 0.0), (x * 0.99, 1.05, 0.4), 0.05, hex(0xb0_b0_b4));
    }
    stage.level((-b, b), 0.0, (front, 1.6), trim.scale(0.6));
    let leather = hex(stage.seed.salted("leather").pick([0x8c_60_40, 0x54_54_5c, 0xb0_a0_8c]));
    stage.block((-b * 0.96, b * 0.96), (0.2, 1.2), (1.1, 1.5), leather);
    stage.block((-b * 0.96, b * 0.96), (0.2, 0.6), (0.55, 1.1), leather.scale(0.9));
    for x in [-b * 0.32, b * 0.32] {
        stage.line((x, 0.62, 1.08), (x, 1.18, 1.08), 0.02, leather.scale(0.6));
    }
    for x in [-b * 0.6, b * 0.6] {
        stage.cutout((x, 1.3, 1.1), |canvas, light, far| {
            let colour = light.on(leather, far);
            canvas.part(
                pill(-0.2, -0.22, 0.4, 0.3, 0.1),
                &fade((0.0, -0.3), (0.0, 0.1), colour.tint(0.12), colour.shadow()),
            );
        });
    }
}

fn traffic(stage: &mut Stage<'_>, b: f32) {
    let mut seed = stage.seed.salted("traffic");
    for _ in 0..7 {
        let at = (seed.between(-0.8, 0.8) * b, seed.between(1.2, 1.5), 1.58);
        let (spot, scale) = stage.see(at);
        let colour = seed.pick([hex(0xff_e8_b0), hex(0xff_5c_48), hex(0xff_d0_70)]);
        let alpha = if stage.light.lamps() { 0.85 } else { 0.3 };
        stage.canvas.fill(disc(spot, 0.035 * scale), &veil(colour, alpha));
        stage.gleam(at, 0.16, colour, alpha * 0.6);
    }
}

/// A car at the kerb: what a shot beside a car shows.
pub(super) fn kerb(stage: &mut Stage<'_>) {
    sky::draw(stage);
    skyline(stage, 30.0, 14.0, 0.9);
    pavement(stage, hex(0x8c_8c_8a), hex(0x5c_5e_64));
    let paint = hex(stage.seed.salted("paint").pick([0xb8_30_30, 0x2c_3c_5c, 0xd8_d8_d4, 0xe0_b0_30]));
    let b = stage.breadth();
    super::nature::tree(stage, (-b * 1.3, 6.0), 5.0, hex(0x5c_8c_4c));
    lamp_post(stage, (b * 1.1, 4.5), 4.8);
    car(stage, (b * 0.1, 2.2), paint);
}

pub(super) fn airport(stage: &mut Stage<'_>) {
    let shell = Shell::room(stage, hex(0xd4_dc_e2), hex(0xb4_bc_c4)).sized(stage, 1.5, 8.0, 1.5);
    let high = shell.height;
    shell.with(Floor::Tiles, hex(0xee_f2_f4)).draw(stage);
    let b = stage.breadth() * 1.5;
    apron(stage, b, high);
    for pane in 0..=8 {
        let x = -b + b * pane as f32 / 4.0;
        stage.wall((x - 0.06, x + 0.06), (0.0, high), 7.9, hex(0x6c_78_84));
    }
    for y in [1.4, 2.9, 4.2] {
        stage.wall((-b, b), (y, y + 0.06), 7.88, hex(0x6c_78_84));
    }
    stage.block((b * 0.08, b * 0.62), (2.5, 3.5), (4.0, 4.1), hex(0x16_1e_2c));
    for row in 0..5 {
        let y = 3.3 - row as f32 * 0.17;
        stage.line((b * 0.12, y, 3.95), (b * 0.34, y, 3.95), 0.05, hex(0xff_d0_58));
        stage.line((b * 0.4, y, 3.95), (b * 0.56, y, 3.95), 0.05, hex(0x90_e0_a8));
    }
    for z in [5.4, 3.2] {
        for seat in 0..9 {
            let x = -b * 0.85 + seat as f32 * 0.62;
            if x < b * 0.05 {
                stage.block((x, x + 0.52), (0.4, 0.47), (z, z + 0.45), hex(0x30_48_70));
                stage.block((x, x + 0.52), (0.47, 0.95), (z + 0.42, z + 0.5), hex(0x3c_58_84));
            }
        }
        stage.block((-b * 0.85, -b * 0.85 + 5.0), (0.3, 0.36), (z + 0.2, z + 0.28), hex(0x90_98_a0));
    }
    for z in [6.0, 3.0] {
        stage.gleam((0.0, high - 0.1, z), 2.6, WHITE, 0.25);
    }
}

/// What one sees through the glass: the field with an aeroplane.
fn apron(stage: &mut Stage<'_>, b: f32, high: f32) {
    let light = *stage.light;
    let corners = [(-b, high, 7.95), (b, high, 7.95), (b, 0.0, 7.95), (-b, 0.0, 7.95)];
    let (top, low) = (stage.see(corners[0]).0, stage.see(corners[2]).0);
    let stops = vec![
        (0.0, light.sky[0], 1.0),
        (0.5, light.sky[1], 1.0),
        (0.72, light.sky[2], 1.0),
        (1.0, light.sky[2], 1.0),
    ];
    stage.pane(&corners, &super::super::canvas::Wash::Linear((0.0, top.1), (0.0, low.1), stops));
    stage.wall((-b, b), (0.0, 1.3), 7.94, hex(0x9c_a0_a0));
    let tail = hex(stage.seed.salted("tail").pick([0xc8_34_3c, 0x2c_5c_a8, 0x2c_8c_6c]));
    stage.cutout((-b * 0.1, 0.8, 7.93), |canvas, light, far| {
        let white = light.on(hex(0xf6_f8_fa), far);
        canvas.part(poly(&[(1.9, -1.1), (2.5, -2.4), (2.95, -2.4), (2.8, -0.9)]), &flat(light.on(tail, far)));
        canvas
            .part(pill(-2.9, -1.3, 5.9, 0.85, 0.42), &fade((0.0, -1.3), (0.0, -0.4), white, white.shadow()));
        for window in 0..12 {
            canvas.fill(oval((-2.0 + window as f32 * 0.34, -1.0), 0.07, 0.09), &flat(hex(0x3c_50_64)));
        }
        canvas.part(poly(&[(-0.6, -0.75), (0.5, -0.75), (1.6, 0.1), (1.1, 0.1)]), &flat(white.shadow()));
        canvas.part(pill(-0.2, -0.5, 0.8, 0.36, 0.18), &flat(light.on(tail, far)));
        for wheel in [-2.2, 0.4] {
            canvas.fill(disc((wheel, -0.15), 0.15), &flat(hex(0x20_22_26)));
        }
    });
}

pub(super) fn bus_stop(stage: &mut Stage<'_>) {
    sky::draw(stage);
    skyline(stage, 34.0, 16.0, 0.9);
    pavement(stage, hex(0xa8_a4_9c), hex(0x5c_60_66));
    let b = stage.breadth();
    house(stage, (-b * 4.0, -b * 1.4), 9.0, (9.0, 12.0), hex(0xb4_a4_94));
    house(stage, (b * 1.2, b * 4.0), 7.0, (9.0, 12.0), hex(0x94_a4_ac));
    let frame = hex(stage.seed.salted("frame").pick([0x2c_6c_9c, 0x3c_7c_50, 0x9c_3c_34]));
    stage.pane(
        &[(-b * 0.7, 2.3, 2.6), (b * 0.5, 2.3, 2.6), (b * 0.5, 0.35, 2.6), (-b * 0.7, 0.35, 2.6)],
        &veil(hex(0xc8_e0_ea), 0.35),
    );
    stage.wall((b * 0.24, b * 0.5), (0.5, 2.1), 2.58, hex(0xf2_d8_a0));
    stage.wall((b * 0.28, b * 0.46), (1.1, 1.95), 2.56, frame.tint(0.3));
    for x in [-b * 0.72, b * 0.5] {
        stage.block((x - 0.05, x + 0.05), (0.0, 2.4), (2.5, 2.6), frame);
    }
    bench(stage, -b * 0.16, 2.0);
    stage.block((-b * 0.85, b * 0.62), (2.4, 2.55), (1.4, 2.7), frame);
    stage.block((b * 0.78, b * 0.78 + 0.07), (0.0, 2.7), (1.8, 1.87), hex(0x70_78_80));
    stage.cutout((b * 0.8, 2.6, 1.8), |canvas, light, far| {
        canvas.part(disc((0.0, 0.0), 0.3), &flat(light.on(frame, far)));
        canvas.fill(pill(-0.16, -0.12, 0.32, 0.22, 0.04), &flat(WHITE));
    });
    if stage.light.lamps() {
        stage.gleam((-b * 0.1, 2.3, 2.2), 2.2, hex(0xe8_f4_ff), 0.6);
    }
}
