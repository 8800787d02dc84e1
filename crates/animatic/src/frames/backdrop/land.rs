//! Open land: gardens, woods, mountains, water, fields.

use super::super::{
    canvas::{Wash, fade, flat, veil},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, blob, curve, oval, poly, rect},
    stage::Stage,
};
use super::{
    built::{bench, lamp_post, roof},
    nature::{bamboo, bush, grass, pine, ridge, rock, tree},
    sky,
    town::{pavilion, skyline},
};
use xinggen_domain::scene::Weather;

/// A path that winds from the camera to the horizon.
fn path(stage: &mut Stage<'_>, surface: Rgb, wide: f32) {
    let near = -stage.camera.back + 0.4;
    let bend = stage.seed.salted("path").between(-1.0, 1.0);
    let mut depths = vec![near];
    depths.extend([1.0, 3.0, 6.0, 11.0, 20.0, 38.0]);
    let middle = |z: f32| bend * ((z * 0.22).sin() * 1.4 + z * 0.02);
    let left = depths.iter().map(|&z| (middle(z) - wide, 0.0, z));
    let right = depths.iter().rev().map(|&z| (middle(z) + wide, 0.0, z));
    let corners: Vec<_> = left.chain(right).collect();
    let outline = stage.camera.outline(&corners);
    let surface = if stage.light.weather == Weather::Snow { surface.mix(WHITE, 0.6) } else { surface };
    let (far, close) = (stage.lit(surface, 30.0), stage.lit(surface, 0.0));
    let horizon = stage.camera.horizon();
    stage.canvas.fill(poly(&outline), &fade((0.0, horizon), (0.0, stage.height()), far, close));
}

/// Trees to both sides of the middle between two depths, far ones first.
fn trees(stage: &mut Stage<'_>, count: usize, (z0, z1): Pt, clear: f32, leaf: [u32; 3]) {
    let mut seed = stage.seed.salted("trees").salted(&format!("{z0}"));
    let mut spots: Vec<(f32, f32, f32, u32)> = (0..count)
        .map(|at| {
            let z = seed.between(z0, z1);
            let reach = stage.span * (1.0 + z / stage.camera.back);
            let side = if at % 2 == 0 { 1.0 } else { -1.0 };
            (side * seed.between(clear, 1.15) * reach, z, seed.between(4.2, 7.0), seed.pick(leaf))
        })
        .collect();
    spots.sort_by(|one, two| two.1.total_cmp(&one.1));
    for (x, z, tall, leaf) in spots {
        tree(stage, (x, z), tall, hex(leaf));
    }
}

pub(super) fn park(stage: &mut Stage<'_>) {
    sky::draw(stage);
    skyline(stage, 70.0, 16.0, 0.6);
    sky::ground(stage, hex(0x7c_b0_58), hex(0x8c_b4_70));
    let blossom = stage.seed.salted("blossom").pick([0x5c_94_4c, 0xe8_a0_b4, 0xd8_a0_40]);
    trees(stage, 10, (16.0, 30.0), 0.1, [0x4c_80_44, 0x64_98_50, blossom]);
    path(stage, hex(0xd8_c8_a4), 0.9);
    let b = stage.breadth();
    trees(stage, 4, (7.0, 11.0), 0.6, [0x54_8c_48, 0x64_98_50, blossom]);
    for (x, z) in [(-b * 1.4, 6.0), (b * 1.5, 5.4), (-b * 1.1, 3.8)] {
        bush(stage, (x, z), 1.1, hex(0x54_8c_4c));
    }
    lamp_post(stage, (-b * 0.72, 4.2), 3.6);
    bench(stage, b * 0.62, 2.4);
    flowers(stage, b);
}

fn flowers(stage: &mut Stage<'_>, b: f32) {
    let mut seed = stage.seed.salted("flowers");
    for _ in 0..26 {
        let at = (seed.between(-1.3, 1.3) * b, 0.12, seed.between(1.4, 3.0));
        let colour = hex(seed.pick([0xf0_d0_48, 0xe8_78_90, 0xf4_f0_e8, 0xa8_78_d0]));
        stage.cutout(at, |canvas, light, far| {
            canvas.fill(oval((0.0, 0.0), 0.06, 0.05), &flat(light.on(colour, far)))
        });
    }
}

pub(super) fn forest(stage: &mut Stage<'_>) {
    sky::draw(stage);
    let (width, height, horizon) = (stage.width(), stage.height(), stage.camera.horizon());
    let depth = stage.lit(hex(0x5c_7c_5c), 40.0);
    let top = fade((0.0, 0.0), (0.0, horizon), depth.scale(0.7), depth.mix(stage.light.sky[2], 0.5));
    stage.canvas.fill(rect(0.0, 0.0, width, height), &top);
    sky::ground(stage, hex(0x5c_6c_3c), hex(0x6c_80_50));
    let grove = stage.seed.salted("grove").index(3);
    if grove == 1 && stage.light.weather != Weather::Snow {
        thicket(stage, bamboo);
    } else if grove == 2 {
        thicket(stage, |stage, spot, tall| pine(stage, spot, tall * 1.1, hex(0x3c_64_4c)));
    } else {
        thicket(stage, trunk);
    }
    path(stage, hex(0x8c_74_54), 0.45);
    for (x, z) in [(-1.2, 3.6), (1.25, 3.0), (1.1, 5.4), (-1.05, 5.8)] {
        bush(stage, (x * stage.breadth(), z), 1.3, hex(0x44_6c_40));
    }
    grass(stage, (0.6, 4.0), 0.34, 60, hex(0x5c_84_44));
    shafts(stage);
}

fn thicket(stage: &mut Stage<'_>, plant: impl Fn(&mut Stage<'_>, Pt, f32)) {
    let mut seed = stage.seed.salted("thicket");
    let mut spots: Vec<Pt> = (0..30)
        .map(|at| {
            let z = 3.0 + at as f32 * 0.8;
            let reach = stage.span * (1.0 + z / stage.camera.back) * 1.1;
            let clear = (0.42 - z * 0.02).max(0.0);
            let side = if seed.chance(0.5) { 1.0 } else { -1.0 };
            (side * reach * seed.between(clear, 1.0), z)
        })
        .collect();
    spots.reverse();
    for spot in spots {
        plant(stage, spot, seed.between(7.0, 9.5));
    }
}

/// A trunk whose crown lies above the picture, with some leaves on the way.
fn trunk(stage: &mut Stage<'_>, (x, z): Pt, tall: f32) {
    stage.shadow((x, z), 0.9, 0.5);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let bark = light.on(hex(0x5c_48_3a), far);
        let half = tall * 0.034;
        let shape = poly(&[
            (-half * 1.7, 0.05),
            (-half, -0.6),
            (-half * 0.7, -tall),
            (half * 0.7, -tall),
            (half, -0.6),
            (half * 1.7, 0.05),
        ]);
        canvas.part(shape, &fade((-half, 0.0), (half, 0.0), bark.tint(0.12), bark.shadow()));
        let leaf = light.on(hex(0x4c_78_40), far);
        for (dx, dy, size) in [(-0.9, 0.82, 1.1), (0.8, 0.88, 1.2), (0.0, 1.0, 1.5)] {
            canvas.fill(oval((dx, -tall * dy), size, size * 0.6), &flat(leaf.scale(0.85 + dy * 0.15)));
        }
    });
}

fn shafts(stage: &mut Stage<'_>) {
    if stage.light.is_night() || stage.light.weather != Weather::Clear {
        return;
    }
    let (width, height) = (stage.width(), stage.height());
    for at in [0.12, 0.42, 0.66] {
        let beam = poly(&[
            (width * at, 0.0),
            (width * (at + 0.09), 0.0),
            (width * (at + 0.34), height * 0.8),
            (width * (at + 0.12), height * 0.8),
        ]);
        let stops = vec![(0.0, stage.light.key, 0.22), (1.0, stage.light.key, 0.0)];
        stage.canvas.shine(beam, &Wash::Linear((0.0, 0.0), (0.0, height * 0.75), stops));
    }
}

pub(super) fn mountain(stage: &mut Stage<'_>) {
    sky::draw(stage);
    let stone = hex(stage.seed.salted("stone").pick([0x74_80_94, 0x7c_74_7c, 0x6c_84_84]));
    for (z, low, high) in [(240.0, 60.0, 150.0), (150.0, 20.0, 80.0)] {
        ridge(stage, z, (low, high), 0.9, stone);
    }
    ridge(stage, 70.0, (3.0, 18.0), 0.2, hex(0x50_70_58));
    sky::ground(stage, hex(0x8c_8c_74), hex(0x6c_80_60));
    path(stage, hex(0xa8_9c_84), 0.5);
    let b = stage.breadth();
    for (x, z, tall) in
        [(-b * 2.4, 18.0, 7.0), (b * 2.6, 16.0, 8.0), (b * 1.5, 9.0, 6.0), (-b * 1.4, 7.5, 5.6)]
    {
        pine(stage, (x, z), tall, hex(0x38_5c_48));
    }
    for (x, z, wide) in
        [(-b * 0.9, 4.6, 1.5), (b * 0.85, 3.4, 1.1), (b * 1.2, 5.8, 2.2), (-b * 1.3, 2.8, 0.9)]
    {
        rock(stage, (x, z), wide);
    }
}

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

pub(super) fn village(stage: &mut Stage<'_>) {
    sky::draw(stage);
    ridge(stage, 130.0, (10.0, 30.0), 0.2, hex(0x6c_8c_7c));
    let crop = hex(stage.seed.salted("crop").pick([0xd8_b4_4c, 0x8c_b0_48, 0xc8_a8_58]));
    sky::ground(stage, crop, crop.tint(0.12));
    let b = stage.breadth();
    trees(stage, 6, (30.0, 40.0), 0.1, [0x54_80_48, 0x4c_74_44, 0x6c_90_50]);
    for (x, z, wide) in [(-b * 2.2, 26.0, 3.4), (b * 1.6, 24.0, 3.0), (-b * 0.4, 30.0, 2.8)] {
        cottage(stage, (x, z), wide);
    }
    path(stage, hex(0xc0_a0_74), 0.8);
    for row in 0..9 {
        let x = (row as f32 - 4.0) * b * 0.8;
        stage.line((x * 0.6, 0.0, 20.0), (x * 1.4, 0.0, 2.0), 0.06, crop.scale(0.8));
    }
    for (x, z) in [(b * 1.25, 8.0), (-b * 1.4, 10.0)] {
        stack(stage, (x, z));
    }
    fence(stage, b);
    grass(stage, (1.2, 5.0), 0.55, 70, crop.scale(0.92));
}

fn cottage(stage: &mut Stage<'_>, (x, z): Pt, wide: f32) {
    stage.wall((x - wide, x + wide), (0.0, 2.8), z, hex(0xe8_e0_d0));
    stage.wall((x - 0.5, x + 0.5), (0.0, 2.1), z - 0.05, hex(0x6c_48_34));
    for side in [-1.0, 1.0] {
        let middle = x + side * wide * 0.62;
        let glass = stage.light.window(side > 0.0);
        stage.pane(
            &[
                (middle - 0.5, 2.1, z - 0.06),
                (middle + 0.5, 2.1, z - 0.06),
                (middle + 0.5, 1.1, z - 0.06),
                (middle - 0.5, 1.1, z - 0.06),
            ],
            &flat(glass),
        );
    }
    roof(stage, (x - wide, x + wide), 2.8, z - 0.2, 1.7, hex(0x54_58_5c));
}

fn stack(stage: &mut Stage<'_>, (x, z): Pt) {
    stage.shadow((x, z), 1.4, 0.5);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let straw = light.on(hex(0xd8_b0_58), far);
        let shape = blob(&[
            (-1.0, 0.05),
            (-0.95, -0.7),
            (-0.4, -1.6),
            (0.0, -1.9),
            (0.4, -1.6),
            (0.95, -0.7),
            (1.0, 0.05),
        ]);
        canvas.part(shape, &fade((-1.0, 0.0), (1.0, 0.0), straw.tint(0.15), straw.shadow()));
        for line in [-0.5_f32, 0.0, 0.45] {
            canvas.line(curve(&[(line * 0.2, -1.7), (line, -0.1)]), 0.04, straw.shadow(), 0.7);
        }
    });
}

fn fence(stage: &mut Stage<'_>, b: f32) {
    for side in [-1.0, 1.0] {
        for post in 0..5 {
            let x = side * (b * 0.55 + post as f32 * 0.7);
            stage.block((x - 0.05, x + 0.05), (0.0, 0.95), (5.6, 5.7), hex(0x7c_60_48));
        }
        for y in [0.4, 0.75] {
            stage.line((side * b * 0.5, y, 5.6), (side * (b * 0.55 + 3.2), y, 5.6), 0.08, hex(0x84_68_4e));
        }
    }
}

/// Land that is no land in particular: a meadow, a lone tree, a road with poles.
pub(super) fn outdoors(stage: &mut Stage<'_>) {
    sky::draw(stage);
    ridge(stage, 160.0, (6.0, 22.0), 0.2, hex(0x7c_98_94));
    ridge(stage, 80.0, (1.0, 9.0), 0.2, hex(0x7c_9c_6c));
    sky::ground(stage, hex(0xa0_a8_60), hex(0x98_b0_78));
    path(stage, hex(0xb8_a0_7c), 1.0);
    let b = stage.breadth();
    for (at, z) in [34.0, 22.0, 13.0, 7.0].into_iter().enumerate() {
        let x = b * (1.3 + at as f32 * 0.02);
        stage.line((x, 0.0, z), (x, 6.0, z), 0.16, hex(0x5c_4c_40));
        stage.line((x - 0.7, 5.4, z), (x + 0.7, 5.4, z), 0.1, hex(0x5c_4c_40));
    }
    for x in [b * 1.3 - 0.6, b * 1.3 + 0.6] {
        stage.line((x, 5.4, 34.0), (x, 5.4, 3.0), 0.03, hex(0x3c_38_38));
    }
    tree(stage, (-b * 1.2, 9.0), 6.6, hex(0x64_8c_44));
    bush(stage, (-b * 1.0, 4.4), 0.9, hex(0x6c_8c_4c));
    grass(stage, (0.8, 5.0), 0.3, 60, hex(0x8c_98_50));
}

/// Dunes under a hard sky.
pub(super) fn desert(stage: &mut Stage<'_>) {
    sky::draw(stage);
    let sand = hex(stage.seed.salted("sand").pick([0xe0_b4_70, 0xd8_9c_60, 0xe8_c8_90]));
    ridge(stage, 180.0, (4.0, 26.0), 0.2, sand.scale(0.82));
    ridge(stage, 90.0, (1.0, 12.0), 0.2, sand.scale(0.92));
    sky::ground(stage, sand, sand.tint(0.1));
    ridge(stage, 40.0, (-1.0, 3.6), 0.2, sand.tint(0.06));
    let mut seed = stage.seed.salted("waves");
    for _ in 0..24 {
        let z = seed.between(0.6, 18.0);
        let x = seed.between(-1.0, 1.0) * stage.span * (1.0 + z / stage.camera.back);
        stage.line((x, 0.0, z), (x + seed.between(0.6, 2.0), 0.0, z + 0.1), 0.03, sand.scale(0.86));
    }
    let b = stage.breadth();
    rock(stage, (b * 1.1, 5.0), 1.4);
    grass(stage, (3.0, 5.0), 0.3, 7, hex(0x94_8c_50));
}
