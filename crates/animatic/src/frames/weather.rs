//! What falls or hangs in the air between us and the people.

use super::{
    canvas::{Canvas, Wash, veil},
    colour::{WHITE, hex},
    light::Light,
    seed::Seed,
    shape::{disc, open, rect},
};
use xinggen_domain::scene::Weather;

pub(crate) fn fall(canvas: &mut Canvas, light: &Light, seed: Seed) {
    if light.interior {
        return;
    }
    match light.weather {
        Weather::Rain => rain(canvas, seed, 150),
        Weather::Storm => {
            rain(canvas, seed, 240);
            canvas.fill(canvas.sheet(), &veil(hex(0xd8_e4_ff), 0.06));
        }
        Weather::Snow => snow(canvas, seed),
        Weather::Fog => fog(canvas, light),
        Weather::Clear | Weather::Cloudy => {}
    }
}

fn rain(canvas: &mut Canvas, seed: Seed, drops: usize) {
    let mut seed = seed.salted("rain");
    let (width, height) = (canvas.width(), canvas.height());
    let unit = width.min(height) / 1350.0;
    for _ in 0..drops {
        let (x, y) = (seed.unit() * width, seed.unit() * height);
        let long = seed.between(40.0, 130.0) * unit;
        let line = open(&[(x, y), (x - long * 0.16, y + long)]);
        canvas.line(line, seed.between(1.2, 2.6) * unit, hex(0xdc_e8_f4), seed.between(0.15, 0.42));
    }
}

fn snow(canvas: &mut Canvas, seed: Seed) {
    let mut seed = seed.salted("snow");
    let (width, height) = (canvas.width(), canvas.height());
    let unit = width.min(height) / 1350.0;
    for _ in 0..190 {
        let at = (seed.unit() * width, seed.unit() * height);
        let size = seed.between(2.0, 8.5) * unit;
        canvas.fill(disc(at, size), &Wash::Flat(WHITE, seed.between(0.45, 0.95)));
    }
}

fn fog(canvas: &mut Canvas, light: &Light) {
    let (width, height) = (canvas.width(), canvas.height());
    for (top, alpha) in [(0.30, 0.30), (0.52, 0.34), (0.74, 0.30)] {
        let (from, to) = (height * (top - 0.16), height * (top + 0.16));
        let middle = vec![(0.0, light.haze, 0.0), (0.5, light.haze, alpha), (1.0, light.haze, 0.0)];
        canvas.fill(rect(0.0, from, width, to - from), &Wash::Linear((0.0, from), (0.0, to), middle));
    }
}
