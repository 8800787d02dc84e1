use super::super::{
    canvas::{Wash, flat, glow},
    colour::{WHITE, hex},
    shape::{disc, oval},
    stage::Stage,
};
use xinggen_domain::scene::Weather;

/// The sky with what hangs in it, down to the horizon.
pub(crate) fn draw(stage: &mut Stage<'_>) {
    let (width, height) = (stage.width(), stage.height());
    let horizon = stage.camera.horizon().clamp(height * 0.2, height);
    let [top, middle, low] = stage.light.sky;
    let stops = vec![(0.0, top, 1.0), (0.6, middle, 1.0), (1.0, low, 1.0)];
    let wash = Wash::Linear((0.0, 0.0), (0.0, horizon), stops);
    stage.canvas.fill(stage.canvas.sheet(), &wash);
    let mut seed = stage.seed.salted("sky");
    let clear = matches!(stage.light.weather, Weather::Clear | Weather::Cloudy);
    let side = width * seed.between(0.22, 0.78);
    if stage.light.is_night() {
        if clear {
            stars(stage, horizon);
            orb(stage, (side, horizon * 0.28), width * 0.035, hex(0xf4_f0_dc));
        }
    } else if clear {
        let at = (side, horizon * seed.between(0.35, 0.75));
        orb(stage, at, width * 0.04, hex(0xff_f2_c8));
    }
    clouds(stage, horizon);
}

fn orb(stage: &mut Stage<'_>, at: (f32, f32), radius: f32, colour: super::super::colour::Rgb) {
    stage.canvas.shine(disc(at, radius * 7.0), &glow(at, radius * 7.0, colour, 0.55));
    stage.canvas.fill(disc(at, radius), &flat(colour));
}

fn stars(stage: &mut Stage<'_>, horizon: f32) {
    let mut seed = stage.seed.salted("stars");
    let width = stage.width();
    for _ in 0..70 {
        let at = (seed.unit() * width, seed.unit() * horizon * 0.8);
        let size = seed.between(0.8, 2.2) * width / 1350.0;
        stage.canvas.fill(disc(at, size), &Wash::Flat(WHITE, seed.between(0.3, 0.9)));
    }
}

fn clouds(stage: &mut Stage<'_>, horizon: f32) {
    let mut seed = stage.seed.salted("clouds");
    let width = stage.width();
    let tone = stage.light.sky[2].mix(WHITE, if stage.light.is_night() { 0.05 } else { 0.5 });
    for _ in 0..5 {
        let (x, y) = (seed.unit() * width, horizon * seed.between(0.12, 0.7));
        let wide = width * seed.between(0.10, 0.26);
        for _ in 0..5 {
            let at = (x + seed.between(-0.6, 0.6) * wide, y + seed.between(-0.12, 0.12) * wide);
            let shape = oval(at, wide * seed.between(0.3, 0.6), wide * seed.between(0.10, 0.18));
            stage.canvas.fill(shape, &Wash::Flat(tone, 0.34));
        }
    }
}
