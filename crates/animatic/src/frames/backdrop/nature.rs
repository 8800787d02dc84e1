//! Trees, bushes, ridges, rocks and grass.

use super::super::{
    canvas::{Canvas, fade, flat, veil},
    colour::{Rgb, hex},
    light::Light,
    seed::Seed,
    shape::{Pt, blob, curve, oval, poly, ribbon, union},
    stage::Stage,
};
use xinggen_domain::scene::Weather;

/// A plant's colour with what the weather lays on it.
fn weathered(light: &Light, colour: Rgb) -> Rgb {
    if light.weather == Weather::Snow { colour.mix(hex(0xe8_ee_f6), 0.45) } else { colour }
}

/// A chain of hills against the sky: its depth in metres, its height, and how jagged it is.
pub(super) fn ridge(stage: &mut Stage<'_>, z: f32, (low, high): Pt, jagged: f32, surface: Rgb) {
    let mut seed = stage.seed.salted("ridge").salted(&format!("{z}"));
    let (width, height) = (stage.width(), stage.height());
    let ((_, base), scale) = stage.see((0.0, 0.0, z));
    let steps = 9;
    let mut points = vec![(-width * 0.1, base + height * 0.02)];
    for step in 0..=steps {
        let x = width * (-0.1 + 1.2 * step as f32 / steps as f32);
        let peak = if step % 2 == 0 {
            seed.between(low, (low + high) / 2.0)
        } else {
            seed.between((low + high) / 2.0, high)
        };
        points.push((x, base - peak * scale));
    }
    points.push((width * 1.1, base + height * 0.02));
    let top = base - high * scale;
    let surface = weathered(stage.light, surface);
    let colour = stage.lit(surface, z);
    let misty = colour.mix(stage.light.haze, 0.45);
    let outline = if jagged > 0.5 { poly(&points) } else { blob(&points) };
    stage.canvas.part(outline, &fade((0.0, top), (0.0, base), colour, misty));
    if jagged > 0.5 {
        snow_caps(stage, &points[1..points.len() - 1], (base, z));
    }
}

fn snow_caps(stage: &mut Stage<'_>, points: &[Pt], (base, z): Pt) {
    let cap = stage.lit(hex(0xf2_f5_fa), z);
    for trio in points.windows(3).filter(|trio| trio[1].1 < trio[0].1 && trio[1].1 < trio[2].1) {
        let toward = |other: Pt, share: f32| {
            (trio[1].0 + (other.0 - trio[1].0) * share, trio[1].1 + (other.1 - trio[1].1) * share)
        };
        let (left, right) = (toward(trio[0], 0.34), toward(trio[2], 0.30));
        let drop = (base - trio[1].1) * 0.12;
        let middle = ((left.0 + right.0) / 2.0, left.1.min(right.1) + drop * 0.4);
        let quarter = ((left.0 + middle.0) / 2.0, left.1.max(middle.1) + drop * 0.3);
        stage.canvas.fill(poly(&[trio[1], right, middle, quarter, left]), &veil(cap, 0.85));
    }
}

/// A round tree of some height in metres.
pub(super) fn tree(stage: &mut Stage<'_>, (x, z): Pt, tall: f32, leaf: Rgb) {
    let mut seed = stage.seed.salted("tree").salted(&format!("{x:.2} {z:.2}"));
    stage.shadow((x, z), tall * 0.28, 0.5);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let bark = light.on(hex(0x5a_42_34), far);
        let trunk = ribbon(&[
            ((0.0, 0.05), tall * 0.045),
            ((tall * 0.01, -tall * 0.3), tall * 0.032),
            ((-tall * 0.02, -tall * 0.6), tall * 0.02),
        ]);
        canvas.part(trunk, &fade((-tall * 0.05, 0.0), (tall * 0.05, 0.0), bark.tint(0.08), bark.shadow()));
        let leaf = light.on(weathered(light, leaf), far);
        crown(canvas, &mut seed, tall, leaf);
    });
}

fn crown(canvas: &mut Canvas, seed: &mut Seed, tall: f32, leaf: Rgb) {
    for (layer, tone) in
        [leaf.shadow(), leaf.mix(leaf.shadow(), 0.4), leaf, leaf.tint(0.14)].into_iter().enumerate()
    {
        let lift = layer as f32 * 0.045;
        let shrink = 1.0 - layer as f32 * 0.22;
        let puffs: Vec<_> = (0..6)
            .map(|puff| {
                let angle = puff as f32 * 1.047 + seed.between(-0.3, 0.3);
                let (dx, dy) = (angle.cos() * 0.20 * shrink, angle.sin() * 0.15 * shrink);
                let radius = tall * seed.between(0.11, 0.16) * shrink.max(0.45);
                oval((tall * (dx + lift * 0.5), -tall * (0.70 + lift) + tall * dy), radius * 1.1, radius)
            })
            .chain([oval((0.0, -tall * 0.68), tall * 0.2 * shrink, tall * 0.16 * shrink)])
            .collect();
        if layer == 0 {
            canvas.part(union(puffs), &flat(tone))
        } else {
            canvas.fill(union(puffs), &flat(tone))
        }
    }
}

/// A conifer.
pub(super) fn pine(stage: &mut Stage<'_>, (x, z): Pt, tall: f32, leaf: Rgb) {
    stage.shadow((x, z), tall * 0.2, 0.45);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let bark = light.on(hex(0x4c_38_2e), far);
        canvas.part(ribbon(&[((0.0, 0.05), tall * 0.028), ((0.0, -tall * 0.5), tall * 0.02)]), &flat(bark));
        let leaf = light.on(leaf, far);
        let snow = light.on(hex(0xee_f2_f8), far);
        for tier in 0..4 {
            let base = -tall * (0.14 + 0.20 * tier as f32);
            let half = tall * (0.24 - 0.045 * tier as f32);
            let tip = base - tall * 0.32;
            let outline = poly(&[
                (0.0, tip),
                (half * 0.5, base - tall * 0.08),
                (half, base),
                (0.0, base + tall * 0.03),
                (-half, base),
                (-half * 0.5, base - tall * 0.08),
            ]);
            canvas.part(outline, &fade((-half, base), (half, base), leaf.tint(0.10), leaf.shadow()));
            if light.weather == Weather::Snow {
                let cap = poly(&[
                    (0.0, tip),
                    (half * 0.4, base - tall * 0.10),
                    (0.0, base - tall * 0.12),
                    (-half * 0.4, base - tall * 0.10),
                ]);
                canvas.fill(cap, &flat(snow));
            }
        }
    });
}

/// A stem of bamboo.
pub(super) fn bamboo(stage: &mut Stage<'_>, (x, z): Pt, tall: f32) {
    let mut seed = stage.seed.salted("bamboo").salted(&format!("{x:.2} {z:.2}"));
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let stem = light.on(hex(0x6f_a0_52), far);
        let bend = seed.between(-0.3, 0.3);
        let spine: Vec<_> = (0..=4)
            .map(|step| ((bend * (step as f32 / 4.0).powi(2), -tall * step as f32 / 4.0), 0.06))
            .collect();
        canvas.part(ribbon(&spine), &fade((-0.06, 0.0), (0.06, 0.0), stem.tint(0.15), stem.shadow()));
        for knot in 1..10 {
            let y = -tall * knot as f32 / 10.0;
            let at = bend * (knot as f32 / 10.0).powi(2);
            canvas.line(curve(&[(at - 0.06, y), (at + 0.06, y)]), 0.02, stem.shadow(), 0.8);
            if knot > 3 {
                let side = if knot % 2 == 0 { 1.0 } else { -1.0 };
                for leaf in 0..3 {
                    let drop = leaf as f32 * 0.14;
                    let blade = blob(&[
                        (at, y),
                        (at + side * 0.3, y - 0.12 + drop),
                        (at + side * 0.62, y + 0.05 + drop),
                        (at + side * 0.28, y + drop),
                    ]);
                    canvas.fill(blade, &flat(stem.mix(hex(0x3c_70_40).under(light.ambient), 0.5)));
                }
            }
        }
    });
}

/// A low bush.
pub(super) fn bush(stage: &mut Stage<'_>, (x, z): Pt, wide: f32, leaf: Rgb) {
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let leaf = light.on(weathered(light, leaf), far);
        let clump = |size: f32, lift: f32| {
            union([-0.6_f32, -0.2, 0.25, 0.62].map(|at| {
                oval(
                    (at * wide * size, -wide * (0.22 - at.abs() * 0.12) - lift),
                    wide * 0.30 * size,
                    wide * 0.27 * size,
                )
            }))
        };
        canvas.part(clump(1.0, 0.0), &fade((0.0, -wide * 0.5), (0.0, 0.0), leaf, leaf.shadow()));
        canvas.fill(clump(0.72, wide * 0.06), &veil(leaf.tint(0.2), 0.35));
    });
}

/// Tufts of grass or stalks over a strip of ground.
pub(super) fn grass(stage: &mut Stage<'_>, (z0, z1): Pt, tall: f32, count: usize, leaf: Rgb) {
    let mut seed = stage.seed.salted("grass").salted(&format!("{z0}"));
    let mut places: Vec<(f32, f32)> =
        (0..count).map(|_| (seed.between(-1.0, 1.0), seed.between(z0, z1))).collect();
    places.sort_by(|one, two| two.1.total_cmp(&one.1));
    for (at, z) in places {
        let reach = stage.span * (1.0 + (z + 4.0).max(0.0) * 0.16);
        stage.cutout((at * reach, 0.0, z), |canvas, light, far| {
            let colour = light.on(weathered(light, leaf), far);
            for blade in [-0.5_f32, 0.0, 0.45] {
                let tip = (blade * tall * 0.7, -tall * (1.0 - blade.abs() * 0.5));
                canvas.fill(
                    poly(&[(-0.03 + blade * 0.05, 0.0), (0.03 + blade * 0.05, 0.0), tip]),
                    &veil(colour, 0.9),
                );
            }
        });
    }
}

/// A boulder.
pub(super) fn rock(stage: &mut Stage<'_>, (x, z): Pt, wide: f32) {
    stage.shadow((x, z), wide * 0.8, 0.5);
    stage.cutout((x, 0.0, z), |canvas, light, far| {
        let stone = light.on(weathered(light, hex(0x86_84_82)), far);
        let outline = poly(&[
            (-wide * 0.5, 0.02),
            (-wide * 0.42, -wide * 0.28),
            (-wide * 0.1, -wide * 0.45),
            (wide * 0.28, -wide * 0.34),
            (wide * 0.5, -wide * 0.1),
            (wide * 0.46, 0.02),
        ]);
        canvas.part(
            outline,
            &fade((-wide * 0.4, -wide * 0.4), (wide * 0.4, 0.0), stone.tint(0.15), stone.shadow()),
        );
        canvas.fill(
            poly(&[
                (-wide * 0.42, -wide * 0.28),
                (-wide * 0.1, -wide * 0.45),
                (wide * 0.05, -wide * 0.2),
                (-wide * 0.2, -wide * 0.12),
            ]),
            &veil(stone.tint(0.4), 0.35),
        );
    });
}
