//! What people build outdoors: houses, roofs, lamps, fences, benches, cars.

use super::super::{
    canvas::{fade, flat, veil},
    colour::{Rgb, hex},
    shape::{Pt, Shape, blob, curve, disc, oval, pill, poly, ribbon, union},
    stage::Stage,
};
use xinggen_domain::scene::Weather;

/// A house as a box with rows of windows in front; some are lit at night.
pub(super) fn house(stage: &mut Stage<'_>, (x0, x1): Pt, tall: f32, (z0, z1): Pt, surface: Rgb) {
    stage.block((x0, x1), (0.0, tall), (z0, z1), surface);
    let (columns, rows) =
        (((x1 - x0) / 1.9).clamp(1.0, 7.0) as usize, ((tall - 2.6) / 3.0).clamp(0.0, 12.0) as usize);
    windows(stage, (x0, x1), (2.9, tall - 0.5), z0, (columns, rows));
    if x0 > 0.0 || x1 < 0.0 {
        let x = if x0 > 0.0 { x0 } else { x1 };
        side_windows(stage, x, (2.9, tall - 0.5), (z0, z1), rows);
    }
    if stage.light.weather == Weather::Snow {
        stage.block((x0, x1), (tall, tall + 0.25), (z0, z1), hex(0xf0_f4_fa));
    }
}

/// A grid of windows on a wall that faces the camera.
pub(super) fn windows(
    stage: &mut Stage<'_>,
    (x0, x1): Pt,
    (y0, y1): Pt,
    z: f32,
    (columns, rows): (usize, usize),
) {
    let mut seed = stage.seed.salted("windows").salted(&format!("{x0:.1} {z:.1}"));
    let (wide, high) = ((x1 - x0) / columns.max(1) as f32, (y1 - y0) / rows.max(1) as f32);
    let mut panes: [Vec<Shape>; 2] = [Vec::new(), Vec::new()];
    for index in 0..columns * rows {
        let (x, y) = (x0 + wide * (index % columns) as f32, y0 + high * (index / columns) as f32);
        let (left, right) = (x + wide * 0.2, x + wide * 0.8);
        let (low, top) = (y + high * 0.18, y + high * 0.74);
        let outline =
            stage.camera.outline(&[(left, top, z), (right, top, z), (right, low, z), (left, low, z)]);
        panes[usize::from(seed.chance(0.45))].push(poly(&outline));
    }
    fill_panes(stage, panes, z);
}

fn side_windows(stage: &mut Stage<'_>, x: f32, (y0, y1): Pt, (z0, z1): Pt, rows: usize) {
    let mut seed = stage.seed.salted("side windows").salted(&format!("{x:.1} {z0:.1}"));
    let columns = (((z1 - z0) / 2.2).clamp(1.0, 6.0)) as usize;
    let (deep, high) = ((z1 - z0) / columns as f32, (y1 - y0) / rows.max(1) as f32);
    let mut panes: [Vec<Shape>; 2] = [Vec::new(), Vec::new()];
    for index in 0..columns * rows {
        let (z, y) = (z0 + deep * (index % columns) as f32, y0 + high * (index / columns) as f32);
        let (from, to, low, top) = (z + deep * 0.22, z + deep * 0.78, y + high * 0.18, y + high * 0.74);
        let outline = stage.camera.outline(&[(x, top, to), (x, top, from), (x, low, from), (x, low, to)]);
        panes[usize::from(seed.chance(0.4))].push(poly(&outline));
    }
    fill_panes(stage, panes, z0);
}

fn fill_panes(stage: &mut Stage<'_>, [empty, home]: [Vec<Shape>; 2], z: f32) {
    let far = 1.0 - (-(z + stage.camera.back).max(0.0) * stage.light.density).exp();
    let haze = stage.light.haze;
    let dark = stage.light.window(false).mix(haze, far);
    let lit = stage.light.window(true).mix(haze, far * 0.6);
    stage.canvas.fill(union(empty), &veil(dark, 0.85));
    stage.canvas.fill(union(home), &veil(lit, 0.95));
}

/// A Chinese roof over a wall, its eaves turned up.
pub(super) fn roof(stage: &mut Stage<'_>, (x0, x1): Pt, y: f32, z: f32, rise: f32, surface: Rgb) {
    let (middle, wide) = ((x0 + x1) / 2.0, (x1 - x0) / 2.0);
    let snowy = stage.light.weather == Weather::Snow;
    let surface = if snowy { surface.mix(hex(0xee_f2_f8), 0.7) } else { surface };
    stage.cutout((middle, y, z), |canvas, light, far| {
        let tile = light.on(surface, far);
        let half = wide * 1.16;
        let outline = blob(&[
            (-half * 1.04, -rise * 0.16),
            (-half * 1.04, -rise * 0.16),
            (-half * 0.72, -rise * 0.30),
            (-wide * 0.58, -rise),
            (-wide * 0.58, -rise),
            (wide * 0.58, -rise),
            (wide * 0.58, -rise),
            (half * 0.72, -rise * 0.30),
            (half * 1.04, -rise * 0.16),
            (half * 1.04, -rise * 0.16),
            (half * 0.70, rise * 0.04),
            (-half * 0.70, rise * 0.04),
        ]);
        canvas.part(outline, &fade((0.0, -rise), (0.0, rise * 0.1), tile.tint(0.08), tile.shadow()));
        for row in -6_i32..=6 {
            let share = row as f32 / 6.0;
            let line = curve(&[
                (wide * 0.54 * share, -rise * 0.96),
                (half * 0.68 * share, -rise * 0.30),
                (half * 0.82 * share, -rise * 0.02),
            ]);
            canvas.line(line, rise * 0.025, tile.shadow().scale(0.8), 0.5);
        }
        canvas.part(
            ribbon(&[((-wide * 0.62, -rise), rise * 0.06), ((wide * 0.62, -rise), rise * 0.06)]),
            &flat(tile.scale(0.7)),
        );
        canvas.line(
            curve(&[(-half * 0.72, rise * 0.03), (half * 0.72, rise * 0.03)]),
            rise * 0.05,
            tile.scale(0.55),
            0.9,
        );
    });
}

/// A street lamp.
pub(super) fn lamp_post(stage: &mut Stage<'_>, (x, z): Pt, tall: f32) {
    let arm = if x > 0.0 { -0.9 } else { 0.9 };
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let iron = light.on(hex(0x3a_40_48), far);
        canvas.part(ribbon(&[((0.0, 0.0), 0.09), ((0.0, -tall), 0.05)]), &flat(iron));
        canvas.line(curve(&[(0.0, -tall), (arm * 0.4, -tall - 0.25), (arm, -tall - 0.2)]), 0.09, iron, 1.0);
        let bulb = if light.lamps() { hex(0xff_ee_c0) } else { iron.tint(0.5) };
        canvas.fill(oval((arm, -tall - 0.1), 0.28, 0.12), &flat(bulb));
    });
    if stage.light.lamps() {
        stage.gleam((x + arm, tall + 0.1, z), 2.6, hex(0xff_d0_88), 0.75);
        stage.pool((x + arm, z), 2.4, hex(0xff_c8_78), 0.38);
    }
}

/// A hanging lantern.
pub(super) fn lantern(stage: &mut Stage<'_>, at: (f32, f32, f32), size: f32) {
    stage.cutout(at, |canvas, light, far| {
        let lit = light.lamps();
        let red = if lit { hex(0xe8_44_2a) } else { light.on(hex(0xc0_2e_28), far) };
        canvas.line(curve(&[(0.0, -size * 1.4), (0.0, -size * 0.5)]), size * 0.06, hex(0x2a_20_1c), 0.9);
        canvas.part(
            oval((0.0, 0.0), size * 0.62, size * 0.5),
            &fade((0.0, -size * 0.5), (0.0, size * 0.5), red.tint(if lit { 0.35 } else { 0.1 }), red),
        );
        let gold = light.on(hex(0xd8_a8_48), far);
        canvas.fill(pill(-size * 0.28, -size * 0.56, size * 0.56, size * 0.12, 0.02), &flat(gold));
        canvas.fill(pill(-size * 0.28, size * 0.44, size * 0.56, size * 0.12, 0.02), &flat(gold));
        canvas.line(curve(&[(0.0, size * 0.56), (0.0, size * 1.0)]), size * 0.12, gold, 0.9);
    });
    if stage.light.lamps() {
        stage.gleam(at, size * 3.2, hex(0xff_7a_3a), 0.55);
    }
}

/// A bench.
pub(super) fn bench(stage: &mut Stage<'_>, x: f32, z: f32) {
    let wood = hex(0x9a_6a_44);
    stage.shadow((x, z), 1.2, 0.4);
    for leg in [-0.65, 0.6] {
        stage.block((x + leg, x + leg + 0.08), (0.0, 0.42), (z, z + 0.4), hex(0x3a_3e_44));
    }
    for bar in [0.62, 0.80] {
        stage.wall((x - 0.8, x + 0.8), (bar, bar + 0.12), z + 0.42, wood);
    }
    stage.block((x - 0.8, x + 0.8), (0.40, 0.47), (z, z + 0.42), wood);
}

/// A parked car, seen from its side.
pub(super) fn car(stage: &mut Stage<'_>, (x, z): Pt, surface: Rgb) {
    stage.shadow((x, z), 2.5, 0.6);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let body = light.on(surface, far);
        let outline = blob(&[
            (-2.1, -0.30),
            (-2.08, -0.74),
            (-1.45, -0.90),
            (-0.95, -1.40),
            (0.0, -1.48),
            (0.78, -1.38),
            (1.30, -0.92),
            (2.0, -0.78),
            (2.14, -0.34),
            (2.0, -0.22),
            (-2.0, -0.22),
        ]);
        canvas.part(outline, &fade((0.0, -1.5), (0.0, -0.2), body.tint(0.22), body.shadow()));
        let glass = light.window(false).mix(light.sky[1], 0.3);
        canvas.fill(poly(&[(-1.28, -0.92), (-0.86, -1.30), (-0.08, -1.37), (-0.08, -0.92)]), &flat(glass));
        canvas.fill(
            poly(&[(0.04, -0.92), (0.04, -1.37), (0.72, -1.28), (1.12, -0.92)]),
            &flat(glass.scale(0.9)),
        );
        canvas.line(curve(&[(-2.05, -0.66), (0.0, -0.70), (2.05, -0.66)]), 0.03, body.shadow(), 0.8);
        for wheel in [-1.3, 1.32] {
            canvas.part(disc((wheel, -0.30), 0.34), &flat(hex(0x1c_1c_20)));
            canvas.fill(disc((wheel, -0.30), 0.18), &flat(light.on(hex(0xa8_ac_b4), far)));
        }
        let lamp = if light.lamps() { hex(0xff_f0_c0) } else { body.tint(0.7) };
        canvas.fill(oval((2.04, -0.62), 0.09, 0.10), &flat(lamp));
    });
    if stage.light.lamps() {
        stage.gleam((x + 2.05, 0.62, z), 1.1, hex(0xff_ee_b8), 0.7);
    }
}

/// A railing along x.
pub(super) fn railing(stage: &mut Stage<'_>, (x0, x1): Pt, tall: f32, z: f32, surface: Rgb) {
    let posts = ((x1 - x0) / 0.55).clamp(2.0, 60.0) as usize;
    for post in 0..=posts {
        let x = x0 + (x1 - x0) * post as f32 / posts as f32;
        stage.line((x, 0.0, z), (x, tall, z), 0.05, surface);
    }
    for bar in [tall, tall * 0.55] {
        stage.line((x0, bar, z), (x1, bar, z), 0.08, surface);
    }
}
