//! Water: the sea with its shore, the river with its bridge.

use super::{
    super::{
        canvas::{fade, flat, veil},
        colour::{Rgb, WHITE, hex},
        shape::{Pt, blob, curve, oval, poly, rect},
        stage::Stage,
    },
    nature::{grass, ridge, rock},
    sky,
    town::{pavilion, skyline},
};

/// Water from a depth to the horizon, with the light on it.
fn water(stage: &mut Stage<'_>, from: f32, surface: Rgb) {
    let (width, horizon) = (stage.width(), stage.camera.horizon());
    let ((_, edge), _) = stage.see((0.0, 0.0, from));
    let light = *stage.light;
    let near = surface.under(light.ambient).mix(light.sky[1], 0.35);
    let wash = fade((0.0, horizon), (0.0, edge), light.sky[2].mix(near, 0.35), near);
    stage.canvas.fill(rect(0.0, horizon, width, (edge - horizon).max(1.0)), &wash);
    let mut seed = stage.seed.salted("ripples");
    for _ in 0..46 {
        let z = from + (seed.unit().powi(2)) * 60.0;
        let reach = stage.span * (1.0 + z / stage.camera.back);
        let x = seed.between(-1.0, 1.0) * reach;
        let ((x0, y), scale) = stage.see((x, 0.0, z));
        let long = seed.between(0.4, 1.6) * scale;
        let tint = if seed.chance(0.5) { light.sky[2].tint(0.35) } else { near.scale(0.8) };
        stage.canvas.fill(oval((x0, y), long, (0.03 * scale).max(0.7)), &veil(tint, 0.6));
    }
    let side = stage.seed.salted("sun").pick([0.27, 0.73]);
    for step in 0..9 {
        let y = horizon + (edge - horizon) * (0.04 + step as f32 * 0.1);
        let wide = width * (0.03 + 0.012 * (step % 3) as f32 + 0.006 * step as f32);
        stage
            .canvas
            .shine(oval((width * side, y), wide, width * 0.004), &veil(light.key, 0.5 * light.strength));
    }
}

pub(super) fn seaside(stage: &mut Stage<'_>) {
    sky::draw(stage);
    sky::ground(stage, hex(0xe4_cc_98), hex(0xd8_c4_94));
    water(stage, 5.0, hex(0x2c_84_a4));
    let b = stage.breadth();
    let reach = stage.span * 4.0 + 14.0;
    for (z, tone) in [(6.6, 0.5), (5.7, 0.7), (5.0, 0.95)] {
        surf(stage, reach, z, tone);
    }
    headland(stage);
    if stage.seed.salted("boat").chance(0.6) {
        boat(stage, (-b * 1.2, 24.0));
    }
    for (x, z, wide) in [(-b * 1.1, 4.0, 1.3), (-b * 0.8, 3.4, 0.7), (b * 1.3, 4.4, 1.5)] {
        rock(stage, (x, z), wide);
    }
    for (x, z) in [(b * 0.5, 1.6), (-b * 0.4, 1.2), (b * 0.8, 2.4)] {
        stage.cutout((x, 0.02, z), |canvas, light, far| {
            canvas.part(oval((0.0, 0.0), 0.09, 0.05), &flat(light.on(hex(0xf4_e4_d4), far)))
        });
    }
}

fn surf(stage: &mut Stage<'_>, reach: f32, z: f32, strength: f32) {
    let mut seed = stage.seed.salted("surf").salted(&format!("{z}"));
    let points: Vec<Pt> = (0..=16)
        .map(|step| {
            let x = -reach + reach * 2.0 * step as f32 / 16.0;
            stage.see((x, 0.0, z + seed.between(-0.2, 0.2))).0
        })
        .collect();
    let (_, scale) = stage.see((0.0, 0.0, z));
    let foam = WHITE.under(stage.light.ambient.tint(0.2));
    stage.canvas.line(curve(&points), 0.11 * scale * strength, foam, 0.9 * strength);
}

/// A cape with a lighthouse.
fn headland(stage: &mut Stage<'_>) {
    let x = stage.span * (1.0 + 60.0 / stage.camera.back) * 0.62;
    stage.cutout((x, 0.0, 60.0), |canvas, light, far| {
        let earth = light.on(hex(0x5c_74_5c), far);
        canvas
            .part(blob(&[(-14.0, 0.3), (-8.0, -1.6), (0.0, -3.6), (14.0, -5.0), (30.0, 0.3)]), &flat(earth));
        let white = light.on(hex(0xf4_f0_ea), far);
        canvas.part(poly(&[(-1.0, -3.2), (1.0, -3.2), (0.7, -9.6), (-0.7, -9.6)]), &flat(white));
        canvas.fill(
            poly(&[(-0.92, -4.8), (0.92, -4.8), (0.85, -6.2), (-0.85, -6.2)]),
            &flat(light.on(hex(0xc8_3c_34), far)),
        );
        canvas.part(poly(&[(-0.6, -9.6), (0.6, -9.6), (0.0, -11.2)]), &flat(light.on(hex(0xc8_3c_34), far)));
    });
    if stage.light.lamps() {
        stage.gleam((x, 9.9, 60.0), 7.0, hex(0xff_f0_b8), 0.9);
    }
}

fn boat(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        canvas.part(
            poly(&[(-2.2, -0.7), (2.3, -0.7), (1.6, 0.1), (-1.6, 0.1)]),
            &flat(light.on(hex(0x84_4c_34), far)),
        );
        canvas.line(curve(&[(0.0, -0.7), (0.0, -4.6)]), 0.1, light.on(hex(0x4c_3c_34), far), 1.0);
        canvas.part(poly(&[(0.15, -4.4), (0.15, -1.0), (2.0, -1.0)]), &flat(light.on(hex(0xf4_ee_e0), far)));
        canvas
            .part(poly(&[(-0.15, -3.9), (-0.15, -1.0), (-1.5, -1.0)]), &flat(light.on(hex(0xe8_dc_c4), far)));
    });
}

pub(super) fn river(stage: &mut Stage<'_>) {
    sky::draw(stage);
    ridge(stage, 110.0, (6.0, 24.0), 0.2, hex(0x64_84_74));
    skyline(stage, 60.0, 7.0, 0.45);
    sky::ground(stage, hex(0x84_94_5c), hex(0x74_94_5c));
    water(stage, 3.4, hex(0x4c_88_80));
    let b = stage.breadth();
    bridge(stage, b);
    let reach = stage.span * 4.0 + 14.0;
    stage.level((-reach, reach), 0.0, (2.9, 3.5), hex(0x7c_7c_54));
    willow(stage, (-b * 1.15, 3.8));
    grass(stage, (2.6, 3.6), 0.75, 46, hex(0x7c_9c_50));
    if stage.seed.salted("pavilion").chance(0.5) {
        pavilion(stage, b * 1.9, 15.0);
    }
    rock(stage, (b * 0.95, 2.7), 0.8);
}

/// A stone bridge with arches across the river.
fn bridge(stage: &mut Stage<'_>, b: f32) {
    let half = b * 2.2 + 2.0;
    stage.cutout((0.0, 0.0, 17.0), |canvas, light, far| {
        let stone = light.on(hex(0xb8_b0_a4), far);
        let deck = blob(&[
            (-half * 1.6, 0.1),
            (-half * 1.6, -1.0),
            (-half, -1.8),
            (0.0, -3.4),
            (half, -1.8),
            (half * 1.6, -1.0),
            (half * 1.6, 0.1),
            (half, 0.1),
            (0.0, 0.1),
            (-half, 0.1),
        ]);
        canvas.part(deck, &fade((0.0, -3.4), (0.0, 0.0), stone.tint(0.1), stone.shadow()));
        let hole = light.sky[2].mix(light.on(hex(0x4c_74_74), far), 0.5);
        for (x, wide, tall) in
            [(-half * 0.66, half * 0.24, 1.2), (0.0, half * 0.32, 2.3), (half * 0.66, half * 0.24, 1.2)]
        {
            let arch = blob(&[
                (x - wide, 0.12),
                (x - wide, 0.12),
                (x - wide * 0.8, -tall * 0.7),
                (x, -tall),
                (x + wide * 0.8, -tall * 0.7),
                (x + wide, 0.12),
                (x + wide, 0.12),
            ]);
            canvas.part(arch, &flat(hole));
        }
        let rail =
            curve(&[(-half * 1.6, -1.7), (-half, -2.5), (0.0, -4.1), (half, -2.5), (half * 1.6, -1.7)]);
        canvas.line(rail, 0.16, stone.shadow(), 1.0);
        for post in -8..=8 {
            let x = half * post as f32 / 8.0;
            let y = -3.4 + 1.6 * (x / half).powi(2);
            canvas.line(curve(&[(x, y), (x, y - 0.72)]), 0.12, stone.shadow(), 1.0);
        }
    });
}

fn willow(stage: &mut Stage<'_>, (x, z): Pt) {
    let mut seed = stage.seed.salted("willow");
    stage.shadow((x, z), 1.4, 0.5);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let bark = light.on(hex(0x54_44_38), far);
        canvas.part(
            poly(&[(-0.2, 0.05), (0.2, 0.05), (0.12, -2.6), (0.3, -3.8), (-0.1, -3.8), (-0.12, -2.4)]),
            &flat(bark),
        );
        let leaf = light.on(hex(0x84_a8_54), far);
        canvas.part(oval((0.1, -4.1), 1.5, 0.8), &flat(leaf.shadow()));
        for strand in 0..22 {
            let from = (-1.4 + strand as f32 * 0.14, -4.1 - seed.between(0.0, 0.4));
            let drop = seed.between(1.2, 2.8);
            let line = curve(&[
                from,
                (from.0 * 1.12, from.1 + drop * 0.5),
                (from.0 * 1.16 + seed.between(-0.1, 0.1), from.1 + drop),
            ]);
            canvas.line(line, 0.075, if strand % 2 == 0 { leaf } else { leaf.tint(0.15) }, 0.95);
        }
    });
}
