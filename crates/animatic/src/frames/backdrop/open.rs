use super::super::{
    canvas::{Canvas, Wash, fade, flat},
    colour::{Rgb, hex},
    light::Light,
    place::Setting,
    shape::{blob, oval, poly, rect},
    stage::Stage,
};
use xinggen_domain::scene::Weather;

pub(super) fn draw(stage: &mut Stage<'_>, setting: Setting) {
    match setting {
        Setting::Forest | Setting::Park | Setting::Mountain | Setting::Village | Setting::Outdoors => {
            hills(stage);
            ground(stage, hex(0x7c_96_58));
            trees(stage, if setting == Setting::Forest { 26 } else { 11 });
        }
        Setting::Seaside | Setting::River => {
            hills(stage);
            ground(stage, hex(0x5c_90_a8));
            ripples(stage);
            bank(stage, if setting == Setting::Seaside { hex(0xd8_c4_94) } else { hex(0x8a_84_74) });
        }
        Setting::Courtyard | Setting::Temple | Setting::Palace | Setting::Alley => {
            hills(stage);
            ground(stage, hex(0x9a_90_80));
            roofs(stage);
            trees(stage, 3);
        }
        _ => {
            skyline(stage, 34.0, 0.55);
            skyline(stage, 18.0, 0.3);
            ground(stage, hex(0x6e_72_78));
            street(stage);
        }
    }
}

fn ground(stage: &mut Stage<'_>, colour: Rgb) {
    let colour = if stage.light.weather == Weather::Snow { hex(0xe8_ee_f6) } else { colour };
    let horizon = stage.camera.horizon().clamp(0.0, stage.height());
    let (width, height) = (stage.width(), stage.height());
    let wash =
        fade((0.0, horizon), (0.0, height), stage.lit(colour, 60.0), stage.lit(colour.scale(0.85), 0.0));
    stage.canvas.fill(rect(0.0, horizon, width, height - horizon), &wash);
    if stage.light.wet() {
        for at in 0..6 {
            let x = (at as f32 - 2.5) * stage.span * 0.5;
            let sky = stage.light.sky[2];
            stage.pool((x, 0.4 + at as f32 * 0.7), stage.span * 0.35, sky, 0.35);
        }
    }
}

fn hills(stage: &mut Stage<'_>) {
    let mut seed = stage.seed.salted("hills");
    let (width, horizon) = (stage.width(), stage.camera.horizon());
    for layer in 0..3 {
        let colour = stage.light.on(hex(0x54_6c_62), 90.0 - layer as f32 * 28.0);
        let high = width * (0.20 - layer as f32 * 0.055);
        let mut points = vec![(-width * 0.1, horizon + 2.0)];
        for at in 0..=6 {
            let x = width * (at as f32 / 6.0 * 1.2 - 0.1);
            points.push((x, horizon - high * seed.between(0.25, 1.0)));
        }
        points.push((width * 1.1, horizon + 2.0));
        stage.canvas.fill(poly(&points), &flat(colour));
    }
}

fn trees(stage: &mut Stage<'_>, count: usize) {
    let mut seed = stage.seed.salted("trees");
    let mut places: Vec<(f32, f32, f32)> = (0..count)
        .map(|_| {
            let z = seed.between(2.5, 24.0);
            let reach = stage.span * (1.0 + z / stage.camera.back);
            (seed.between(-1.1, 1.1) * reach, z, seed.between(3.4, 6.4))
        })
        .collect();
    places.sort_by(|one, two| two.1.total_cmp(&one.1));
    for (x, z, tall) in places {
        let lean = seed.between(-0.1, 0.1);
        stage.shadow((x, z), tall * 0.35, 0.3);
        stage.cutout((x, 0.0, z), |canvas, light, distance| tree(canvas, light, distance, tall, lean));
    }
}

fn tree(canvas: &mut Canvas, light: &Light, distance: f32, tall: f32, lean: f32) {
    let trunk = light.on(hex(0x5a_40_2e), distance);
    let green = if light.weather == Weather::Snow { hex(0xd4_de_e6) } else { hex(0x4c_7c_48) };
    canvas.part(
        poly(&[(-0.14, 0.0), (0.14, 0.0), (0.07 + lean, -tall * 0.6), (-0.07 + lean, -tall * 0.6)]),
        &flat(trunk),
    );
    for (x, y, size, shade) in [
        (0.0, 0.70, 0.30, 0.78),
        (-0.16, 0.62, 0.22, 0.9),
        (0.17, 0.64, 0.22, 0.86),
        (0.02, 0.82, 0.22, 1.05),
    ] {
        let at = (x * tall + lean, -y * tall);
        let colour = light.on(green.scale(shade), distance);
        canvas.part(
            oval(at, size * tall, size * tall * 0.8),
            &fade(
                (at.0, at.1 - size * tall),
                (at.0, at.1 + size * tall),
                colour.tint(0.14),
                colour.scale(0.8),
            ),
        );
    }
}

fn skyline(stage: &mut Stage<'_>, z: f32, keep: f32) {
    let mut seed = stage.seed.salted(if z > 20.0 { "far" } else { "near" });
    let reach = stage.span * (1.0 + z / stage.camera.back) * 1.2;
    let mut x = -reach;
    while x < reach {
        let wide = seed.between(2.6, 6.0);
        let tall = seed.between(7.0, 24.0);
        let middle = (x + wide / 2.0).abs() / reach;
        if middle > keep * 0.35 || seed.chance(keep) {
            let colour = seed.pick([hex(0x8c_90_98), hex(0xa4_8c_7c), hex(0x74_82_92), hex(0xb4_a8_98)]);
            stage.wall((x, x + wide), (0.0, tall), z, colour);
            windows(stage, (x, wide), tall, z);
        }
        x += wide + seed.between(0.2, 1.4);
    }
}

fn windows(stage: &mut Stage<'_>, (x, wide): (f32, f32), tall: f32, z: f32) {
    let mut seed = stage.seed.salted(&format!("{x:.1}{z}"));
    let mut y = 1.6;
    while y < tall - 0.8 {
        let mut at = x + 0.5;
        while at < x + wide - 0.8 {
            let colour = stage.light.window(seed.chance(0.45));
            let alpha = if stage.light.lamps() { 0.95 } else { 0.6 };
            let pane = [
                (at, y + 0.9, z - 0.05),
                (at + 0.6, y + 0.9, z - 0.05),
                (at + 0.6, y, z - 0.05),
                (at, y, z - 0.05),
            ];
            stage.pane(&pane, &Wash::Flat(colour, alpha));
            at += 1.2;
        }
        y += 1.9;
    }
}

fn street(stage: &mut Stage<'_>) {
    let reach = stage.span * 4.0 + 12.0;
    stage.level((-reach, reach), 0.02, (5.0, 8.0), hex(0x96_96_94));
    for side in [-1.0_f32, 1.0] {
        let x = side * (stage.span * 0.8).max(2.2);
        stage.block((x - 0.05, x + 0.05), (0.0, 4.6), (4.0, 4.1), hex(0x4a_4e_54));
        stage.block((x - 0.3, x + 0.3), (4.5, 4.65), (3.9, 4.2), hex(0x4a_4e_54));
        if stage.light.lamps() {
            stage.gleam((x, 4.4, 4.0), 2.4, hex(0xff_d8_8c), 0.75);
            stage.pool((x, 4.0), 2.4, hex(0xff_d8_8c), 0.4);
        }
    }
}

fn ripples(stage: &mut Stage<'_>) {
    let mut seed = stage.seed.salted("ripples");
    for _ in 0..40 {
        let z = seed.between(3.0, 40.0);
        let reach = stage.span * (1.0 + z / stage.camera.back);
        let x = seed.between(-1.0, 1.0) * reach;
        stage.line((x, 0.0, z), (x + seed.between(0.6, 2.4), 0.0, z), 0.03, stage.light.sky[2].tint(0.3));
    }
}

fn bank(stage: &mut Stage<'_>, colour: Rgb) {
    let reach = stage.span * 2.0 + 4.0;
    let near = -stage.camera.back + 0.4;
    stage.level((-reach, reach), 0.0, (near, 2.0), colour);
    stage.line((-reach, 0.0, 2.0), (reach, 0.0, 2.0), 0.10, colour.tint(0.5));
}

fn roofs(stage: &mut Stage<'_>) {
    let reach = stage.span * 2.0 + 3.0;
    let z = 9.0;
    stage.wall((-reach, reach), (0.0, 3.0), z, hex(0xc8_b8_a0));
    for x in [-0.66, -0.33, 0.0, 0.33, 0.66] {
        let x = x * reach;
        stage.block((x - 0.16, x + 0.16), (0.0, 3.0), (z - 0.4, z - 0.1), hex(0x8c_34_28));
    }
    for (at, x) in [-0.5, 0.5].into_iter().enumerate() {
        let x = x * reach;
        stage.wall((x - 0.8, x + 0.8), (0.0, 2.2), z - 0.05, stage.light.window(at == 0));
    }
    stage.cutout((0.0, 3.0, z - 0.6), |canvas, light, distance| {
        let tile = light.on(hex(0x3e_48_50), distance);
        let eaves = blob(&[
            (-reach * 1.08, -0.25),
            (-reach * 0.6, -0.05),
            (0.0, 0.0),
            (reach * 0.6, -0.05),
            (reach * 1.08, -0.25),
            (reach * 0.75, -1.3),
            (0.0, -1.5),
            (-reach * 0.75, -1.3),
        ]);
        canvas.part(eaves, &fade((0.0, -1.5), (0.0, 0.0), tile.tint(0.12), tile.scale(0.8)));
    });
    if stage.light.lamps() {
        for x in [-0.33, 0.33] {
            let at = (x * reach, 2.5, z - 0.7);
            stage.gleam(at, 1.6, hex(0xff_90_50), 0.7);
            stage.cutout(at, |canvas, _, _| canvas.fill(oval((0.0, 0.0), 0.2, 0.26), &flat(hex(0xe8_4c_30))));
        }
    }
}
