//! Open land: gardens, woods, mountains, fields.

use super::super::{
    canvas::{Wash, fade, flat},
    colour::{Rgb, WHITE, hex},
    shape::{Pt, blob, curve, oval, poly, rect},
    stage::Stage,
};
use super::{
    built::{bench, lamp_post, roof},
    nature::{bamboo, bush, grass, pine, ridge, rock, tree},
    sky,
    town::skyline,
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
    let mut spots: Vec<Pt> = (0..22)
        .map(|at| {
            let z = 3.0 + at as f32 * 1.1;
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
