//! The same stills, voices and words for both ways.

use std::{
    error::Error,
    fs::File,
    path::{Path, PathBuf},
};
use xinggen_domain::{
    drama::{AspectRatio, FrameSize},
    ports::PlacedVoice,
    shot::CameraMovement,
    subtitle::Cue,
    time::Millis,
};

/// How many shots there are.
pub(crate) const SHOTS: u32 = 12;
/// How long a shot is: twelve of these less five transitions of 400 ms are about a minute.
pub(crate) const SHOT_MS: Millis = 5200;
/// How long a transition is.
pub(crate) const OVERLAP_MS: Millis = 400;

/// One shot.
pub(crate) struct Shot {
    pub(crate) still: PathBuf,
    pub(crate) movement: CameraMovement,
    pub(crate) dissolves: bool,
    pub(crate) start_ms: Millis,
    pub(crate) cues: Vec<Cue>,
}

/// Everything that is needed.
pub(crate) struct Material {
    pub(crate) folder: PathBuf,
    pub(crate) size: FrameSize,
    pub(crate) shots: Vec<Shot>,
    pub(crate) voices: Vec<PlacedVoice>,
    pub(crate) duration_ms: Millis,
}

impl Material {
    pub(crate) fn make(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut shots = Vec::new();
        let mut voices = Vec::new();
        let mut start_ms = 0;
        for number in 0..SHOTS {
            let still = folder.join(format!("still-{number}.png"));
            draw(&still, number)?;
            let voice = folder.join(format!("voice-{number}.wav"));
            speak(&voice, number)?;
            let lead = 700;
            voices.push(PlacedVoice { file: voice, start_ms: start_ms + lead });
            let dissolves = number % 2 == 1 && number + 1 < SHOTS;
            shots.push(Shot {
                still,
                movement: CameraMovement::ALL[number as usize % CameraMovement::ALL.len()],
                dissolves,
                start_ms,
                cues: cues(lead),
            });
            start_ms += SHOT_MS - if dissolves { OVERLAP_MS } else { 0 };
        }
        Ok(Self {
            folder: folder.to_owned(),
            size: AspectRatio::Portrait.frame(),
            shots,
            voices,
            duration_ms: start_ms,
        })
    }
}

fn cues(lead: Millis) -> Vec<Cue> {
    let cue = |start_ms: Millis, rows: &[&str]| Cue {
        start_ms,
        end_ms: start_ms + 1800,
        rows: rows.iter().map(|row| (*row).to_owned()).collect(),
        speaker: Some("林晚".to_owned()),
    };
    vec![
        cue(lead, &["那年冬天雪下得很大，", "整座城都安静下来。"]),
        cue(lead + 1800, &["连街角卖馄饨的老人也收了摊。"]),
    ]
}

/// A street: a sky, houses with windows, a figure; flat shapes and soft light, like the frames of an animatic.
fn draw(file: &Path, number: u32) -> Result<(), Box<dyn Error>> {
    let FrameSize { width, height } = AspectRatio::Portrait.still();
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            pixels.extend(colour(x, y, number));
        }
    }
    let mut encoder = png::Encoder::new(File::create(file)?, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(())
}

fn colour(x: u32, y: u32, number: u32) -> [u8; 3] {
    let shade = (y / 16) as u8;
    let (head, body) = ((675_i64, 1250_i64), 1390..2100_u32);
    let (dx, dy) = (i64::from(x) - head.0, i64::from(y) - head.1);
    if dx * dx + dy * dy < 130 * 130 {
        return [224, 180, 150];
    }
    if body.contains(&y) && x.abs_diff(675) < 120 + (y - 1390) / 8 {
        return [60 + number as u8 * 12, 40, 70];
    }
    let house = x / 225 * 7919 + number * 104_729;
    if y > 500 + house % 600 {
        let window = x % 75 > 20 && x % 75 < 55 && y % 120 > 30 && y % 120 < 90;
        let lit = (x / 75 * 31 + y / 120 * 17 + number).is_multiple_of(3);
        return match (window, lit) {
            (true, true) => [250, 214, 120],
            (true, false) => [38, 44, 66],
            _ => [70 + (house % 40) as u8, 76, 96 + shade / 4],
        };
    }
    // Weather, as fine as rain is drawn.
    let rain = (x * 3 + y + number * 37).is_multiple_of(149);
    [40 + shade / 2 + if rain { 40 } else { 0 }, 60 + shade / 2, 110 + shade / 2]
}

/// Syllables of a hum and a hiss, 3.6 s.
fn speak(file: &Path, number: u32) -> Result<(), Box<dyn Error>> {
    let rate = 22_050;
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(file, spec)?;
    for at in 0..rate * 36 / 10 {
        let time = f64::from(at) / f64::from(rate);
        let syllable = (1.0 - (time * 4.0).fract()).powi(2);
        let hum = (time * (900.0 + 60.0 * f64::from(number))).sin();
        let hiss = ((time * 12_345.678).sin() * 43_758.545).fract();
        writer.write_sample((syllable * (0.7 * hum + 0.2 * hiss) * 12_000.0) as i16)?;
    }
    writer.finalize()?;
    Ok(())
}
