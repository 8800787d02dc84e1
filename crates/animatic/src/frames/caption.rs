//! The slate: what shot this is, in the story's language, and that it is a preview.

use super::{
    canvas::{Canvas, Wash},
    colour::hex,
    lettering::Lettering,
    shape::pill,
    words::is_chinese,
};
use xinggen_domain::{
    ports::Frame,
    scene::{TimeOfDay, Weather},
    shot::ShotSize,
};

/// The camera moves over the still: what must stay in the picture keeps this far from its edges.
const MARGIN: f32 = 0.17;

pub(crate) fn draw(canvas: &mut Canvas, frame: &Frame, lettering: &Lettering) {
    let chinese = is_chinese(&frame.place.place) || is_chinese(&frame.action);
    let size = canvas.width().min(canvas.height()) * 0.026;
    let (left, top) = (canvas.width() * MARGIN, canvas.height() * MARGIN);
    let words = [
        size_word(frame.size, chinese),
        frame.place.place.as_str(),
        time_word(frame.place.time_of_day, chinese),
        weather_word(frame.place.weather, chinese),
    ];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    plate(canvas, lettering, &words.join(" · "), size, (left, top));
    let preview = if chinese { "动态预览" } else { "ANIMATIC" };
    plate(canvas, lettering, preview, size * 0.8, (left, top + size * 2.4));
}

fn plate(canvas: &mut Canvas, lettering: &Lettering, words: &str, size: f32, (x, y): (f32, f32)) {
    let line = lettering.fit(words, size, canvas.width() * (1.0 - 2.0 * MARGIN) - size * 1.4);
    let pad = line.size * 0.7;
    let shape = pill(x, y, line.width + pad * 2.0, line.size * 1.9, line.size * 0.5);
    canvas.fill(shape, &Wash::Flat(hex(0x14_12_1a), 0.55));
    line.draw(canvas, (x + pad, y + line.size * 1.32), hex(0xf6_f0_e4));
}

fn size_word(size: ShotSize, chinese: bool) -> &'static str {
    let (zh, en) = match size {
        ShotSize::ExtremeLong => ("大远景", "Extreme long shot"),
        ShotSize::Long => ("远景", "Long shot"),
        ShotSize::Full => ("全景", "Full shot"),
        ShotSize::Medium => ("中景", "Medium shot"),
        ShotSize::CloseUp => ("近景", "Close-up"),
        ShotSize::ExtremeCloseUp => ("特写", "Extreme close-up"),
    };
    if chinese { zh } else { en }
}

fn time_word(time: TimeOfDay, chinese: bool) -> &'static str {
    let (zh, en) = match time {
        TimeOfDay::Dawn => ("清晨", "Dawn"),
        TimeOfDay::Day => ("日", "Day"),
        TimeOfDay::Dusk => ("黄昏", "Dusk"),
        TimeOfDay::Night => ("夜", "Night"),
    };
    if chinese { zh } else { en }
}

fn weather_word(weather: Weather, chinese: bool) -> &'static str {
    let (zh, en) = match weather {
        Weather::Clear => ("", ""),
        Weather::Cloudy => ("阴", "Cloudy"),
        Weather::Rain => ("雨", "Rain"),
        Weather::Storm => ("雷雨", "Storm"),
        Weather::Snow => ("雪", "Snow"),
        Weather::Fog => ("雾", "Fog"),
    };
    if chinese { zh } else { en }
}
