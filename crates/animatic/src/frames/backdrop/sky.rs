//! Sky, sun, moon and clouds.

use super::super::{
    canvas::{Wash, flat, glow, veil},
    colour::{Rgb, WHITE, hex},
    shape::{disc, oval, rect, union},
    stage::Stage,
};
use xinggen_domain::scene::{TimeOfDay, Weather};

/// The sky down to the horizon, with what stands in it.
pub(super) fn draw(stage: &mut Stage<'_>) {
    let light = *stage.light;
    let horizon = stage.camera.horizon().max(stage.height() * 0.08);
    let stops = vec![(0.0, light.sky[0], 1.0), (0.6, light.sky[1], 1.0), (1.0, light.sky[2], 1.0)];
    let (width, height) = (stage.width(), stage.height());
    let top = horizon - height * 0.85;
    stage.canvas.fill(rect(0.0, 0.0, width, horizon + 1.0), &Wash::Linear((0.0, top), (0.0, horizon), stops));
    stage.canvas.fill(rect(0.0, horizon, width, (height - horizon).max(1.0)), &flat(light.sky[2]));
    let overcast = !matches!(light.weather, Weather::Clear);
    if light.is_night() && !overcast {
        stars(stage, horizon);
    }
    if !overcast || matches!(light.weather, Weather::Cloudy | Weather::Snow) {
        luminary(stage, horizon, if overcast { 0.4 } else { 1.0 });
    }
    clouds(stage, horizon);
}

fn stars(stage: &mut Stage<'_>, horizon: f32) {
    let mut seed = stage.seed.salted("stars");
    let (width, unit) = (stage.width(), stage.width().min(stage.height()) / 1000.0);
    let dots = (0..70).map(|_| {
        let (x, y) = (seed.unit() * width, seed.unit() * horizon * 0.9);
        disc((x, y), unit * seed.between(0.7, 2.2))
    });
    let dots = union(dots.collect::<Vec<_>>());
    stage.canvas.fill(dots, &veil(hex(0xee_f2_ff), 0.8));
}

/// Sun or moon; it hangs on the side that the place decides.
fn luminary(stage: &mut Stage<'_>, horizon: f32, strength: f32) {
    let light = *stage.light;
    let side = stage.seed.salted("sun").pick([0.27, 0.73]);
    let (width, short) = (stage.width(), stage.width().min(stage.height()));
    let (height, radius, disc_colour, halo) = match light.time {
        TimeOfDay::Day => (0.40, 0.045, hex(0xff_fb_ea), 0.55),
        TimeOfDay::Dawn => (0.84, 0.062, hex(0xff_f0_d2), 0.75),
        TimeOfDay::Dusk => (0.86, 0.075, hex(0xff_d4_88), 0.85),
        TimeOfDay::Night => (0.42, 0.055, hex(0xf2_f2_e2), 0.40),
    };
    let at = (width * side, horizon * height);
    let reach = short * 0.62;
    stage.canvas.shine(oval(at, reach, reach), &glow(at, reach, light.key, halo * strength));
    stage.canvas.fill(disc(at, short * radius), &veil(disc_colour, strength));
    if light.is_night() {
        let shade = (at.0 - short * 0.014, at.1 - short * 0.008);
        stage.canvas.fill(disc(shade, short * 0.012), &veil(hex(0xc8_cc_cc), 0.35));
    }
}

fn clouds(stage: &mut Stage<'_>, horizon: f32) {
    let light = *stage.light;
    let count = match light.weather {
        Weather::Clear => 4,
        Weather::Fog => 0,
        _ => 9,
    };
    let mut seed = stage.seed.salted("clouds");
    let (width, short) = (stage.width(), stage.width().min(stage.height()));
    for index in 0..count {
        let (x, y) = (seed.unit() * width, horizon * seed.between(0.08, 0.82));
        let size = short * seed.between(0.07, 0.15) * if light.weather == Weather::Clear { 1.0 } else { 1.6 };
        let puffs: Vec<_> = (0..5)
            .map(|puff| {
                let along = puff as f32 - 2.0;
                let lift = seed.between(0.0, 0.3) * (2.2 - along.abs());
                oval(
                    (x + along * size * 0.62, y - lift * size * 0.6),
                    size * seed.between(0.5, 0.9),
                    size * 0.36,
                )
            })
            .collect();
        let tone = light.sky[1].mix(WHITE, if light.is_night() { 0.10 } else { 0.55 });
        let tone = tone.mix(light.key, 0.18).scale(if index % 2 == 0 { 1.0 } else { 0.93 });
        stage.canvas.fill(union(puffs), &veil(tone, 0.5));
    }
}

/// Ground from the camera to the horizon.
pub(super) fn ground(stage: &mut Stage<'_>, near: Rgb, far: Rgb) {
    let (width, height) = (stage.width(), stage.height());
    let horizon = stage.camera.horizon();
    let snow = stage.light.weather == Weather::Snow;
    let cover = |colour: Rgb| {
        if snow { colour.mix(hex(0xee_f2_f8), 0.82) } else { colour }
    };
    let (near, far) = (stage.lit(cover(near), 0.0), stage.lit(cover(far), 60.0));
    let stops = vec![(0.0, far, 1.0), (0.25, far.mix(near, 0.6), 1.0), (1.0, near.scale(0.92), 1.0)];
    let wash = Wash::Linear((0.0, horizon), (0.0, height), stops);
    stage.canvas.fill(rect(0.0, horizon, width, (height - horizon).max(1.0)), &wash);
    let haze = stage.light.haze;
    let band = height * 0.05;
    let mist = Wash::Linear(
        (0.0, horizon - band),
        (0.0, horizon + band),
        vec![(0.0, haze, 0.0), (0.5, haze, 0.55), (1.0, haze, 0.0)],
    );
    stage.canvas.fill(rect(0.0, horizon - band, width, band * 2.0), &mist);
}
