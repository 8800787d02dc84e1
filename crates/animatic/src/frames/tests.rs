//! What a frame must be, whatever it shows.

mod variety;

use super::AnimaticImages;
use std::collections::BTreeMap;
use xinggen_domain::{
    character::{Age, Gender},
    drama::{FrameSize, Style},
    ports::{
        Figure, Frame, GeneratedImage, ImageModel as _, ImageRequest, ImageSubject, Person, Place, Silent,
    },
    scene::{TimeOfDay, Weather},
    shot::{CameraAngle, ShotSize},
};

const SMALL: FrameSize = FrameSize { width: 270, height: 480 };

fn person(name: &str, gender: Gender) -> Person {
    Person { name: name.to_owned(), gender, age: Age::Young, description: String::new() }
}

fn place(words: &str, time_of_day: TimeOfDay, weather: Weather) -> Place {
    let interior = ["屋", "馆", "殿", "room"].iter().any(|word| words.contains(word));
    Place { place: words.to_owned(), interior, time_of_day, weather, description: String::new() }
}

fn frame(place: Place, cast: &[&str]) -> Frame {
    let figure =
        |(at, name): (usize, &&str)| Figure { person: person(name, Gender::Female), speaking: at == 0 };
    Frame {
        place,
        size: ShotSize::Medium,
        angle: CameraAngle::Eye,
        cast: cast.iter().enumerate().map(figure).collect(),
        props: Vec::new(),
        action: String::new(),
    }
}

async fn draw(subject: ImageSubject, style: Style, size: FrameSize) -> GeneratedImage {
    let request = ImageRequest { subject, prompt: String::new(), style, size, references: Vec::new() };
    let images = AnimaticImages::new().expect("a Chinese font is installed");
    images.draw(&request, &Silent).await.expect("drawn")
}

async fn shot(frame: Frame) -> Vec<[u8; 3]> {
    pixels(&draw(ImageSubject::Shot(Box::new(frame)), Style::Guoman, SMALL).await)
}

fn pixels(image: &GeneratedImage) -> Vec<[u8; 3]> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(&image.bytes)).read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut bytes).expect("a picture");
    assert_eq!((info.width, info.height), (image.size.width, image.size.height));
    bytes.chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]]).collect()
}

fn brightness(pixels: &[[u8; 3]]) -> u64 {
    pixels.iter().flatten().map(|value| u64::from(*value)).sum::<u64>() / (pixels.len() as u64 * 3)
}

/// How unlike the colours of two pictures are: 0 to 1.
fn unlike(one: &[[u8; 3]], two: &[[u8; 3]]) -> f64 {
    let histogram = |pixels: &[[u8; 3]]| {
        let mut bins: BTreeMap<[u8; 3], f64> = BTreeMap::new();
        for rgb in pixels {
            *bins.entry(rgb.map(|value| value / 32)).or_default() += 1.0 / pixels.len() as f64;
        }
        bins
    };
    let (one, two) = (histogram(one), histogram(two));
    let keys = one.keys().chain(two.keys()).collect::<std::collections::BTreeSet<_>>();
    let at = |bins: &BTreeMap<[u8; 3], f64>, key| bins.get(key).copied().unwrap_or(0.0);
    keys.into_iter().map(|key| (at(&one, key) - at(&two, key)).abs()).sum::<f64>() / 2.0
}

#[tokio::test]
async fn the_same_request_gives_the_same_bytes_in_the_size_asked_for() {
    let subject = || {
        ImageSubject::Shot(Box::new(frame(
            place("咖啡馆", TimeOfDay::Day, Weather::Clear),
            &["林晚", "陈默"],
        )))
    };
    for size in [SMALL, FrameSize { width: 480, height: 270 }, FrameSize { width: 300, height: 300 }] {
        let (one, two) = (draw(subject(), Style::Ink, size).await, draw(subject(), Style::Ink, size).await);
        assert_eq!(one, two);
        pixels(&one);
    }
}

#[tokio::test]
async fn night_is_darker_than_day_and_weather_is_seen() {
    let of = |time, weather| shot(frame(place("街道", time, weather), &[]));
    let day = of(TimeOfDay::Day, Weather::Clear).await;
    assert!(brightness(&of(TimeOfDay::Night, Weather::Clear).await) + 40 < brightness(&day));
    for weather in [Weather::Rain, Weather::Snow, Weather::Fog, Weather::Storm] {
        assert!(unlike(&day, &of(TimeOfDay::Day, weather).await) > 0.15, "{weather} looks like a clear day");
    }
}

#[tokio::test]
async fn people_differ_and_stay_themselves() {
    let middle = |pixels: Vec<[u8; 3]>| pixels[270 * 150..270 * 360].to_vec();
    let of = |name: &'static str, words: &'static str| async move {
        middle(shot(frame(place(words, TimeOfDay::Day, Weather::Clear), &[name])).await)
    };
    let lin = of("林晚", "屋里").await;
    assert!(unlike(&lin, &of("苏婉儿", "屋里").await) > 0.15, "two people look alike");
    let nobody = middle(shot(frame(place("屋里", TimeOfDay::Day, Weather::Clear), &[])).await);
    assert!(unlike(&lin, &nobody) > 0.15, "nobody is to be seen");
    let mut near = frame(place("屋里", TimeOfDay::Day, Weather::Clear), &["林晚"]);
    near.size = ShotSize::CloseUp;
    let near = middle(shot(near).await);
    assert!(unlike(&lin, &near) < unlike(&of("苏婉儿", "屋里").await, &near), "nearer, she is someone else");
}

#[tokio::test]
async fn places_differ_and_stay_themselves() {
    let of = |words: &'static str| shot(frame(place(words, TimeOfDay::Day, Weather::Clear), &[]));
    let words = ["森林", "海边", "街道", "茶馆", "皇宫大殿", "院子"];
    for (at, one) in words.iter().enumerate() {
        for two in &words[..at] {
            assert!(unlike(&of(one).await, &of(two).await) > 0.1, "{one} looks like {two}");
        }
    }
}

#[tokio::test]
async fn the_caption_keeps_out_of_the_subtitles() {
    // Only the language of the caption differs.
    let of = |action: &'static str| async move {
        let mut still = frame(place("street", TimeOfDay::Day, Weather::Clear), &[]);
        still.action = action.to_owned();
        shot(still).await
    };
    let (zh, en) = (of("雨").await, of("rain").await);
    let lowest = 270 * 480 * 3 / 4;
    assert!(zh != en, "no caption is to be seen");
    assert!(zh[lowest..] == en[lowest..], "the caption reaches into the subtitles");
}

#[tokio::test]
async fn everything_can_be_drawn_with_everything() {
    let casts: [&[&str]; 4] = [&[], &["A"], &["", "奶奶"], &["甲", "乙", "丙", "丁", "戊", "😀"]];
    let places = ["", "海边", "监狱", "a room", "车里", "寺庙"];
    let mut at = 0;
    for size in ShotSize::ALL {
        for angle in CameraAngle::ALL {
            for weather in Weather::ALL {
                at += 1;
                let time = TimeOfDay::ALL[at % TimeOfDay::ALL.len()];
                let mut frame =
                    frame(place(places[at % places.len()], time, *weather), casts[at % casts.len()]);
                (frame.size, frame.angle) = (*size, *angle);
                frame.props = vec!["怀表".to_owned(); at % 2];
                frame.action = ["他哭着跑了", "", "she sits and laughs"][at % 3].to_owned();
                let style = Style::ALL[at % Style::ALL.len()];
                draw(ImageSubject::Shot(Box::new(frame)), style, SMALL).await;
            }
        }
    }
    let prop = ImageSubject::Prop { name: "旧相机".to_owned(), description: String::new() };
    let square = FrameSize { width: 256, height: 256 };
    for subject in [
        prop,
        ImageSubject::Scene(place("山", TimeOfDay::Dawn, Weather::Fog)),
        ImageSubject::Character(person("林晚", Gender::Unknown)),
    ] {
        pixels(&draw(subject, Style::Noir, square).await);
    }
}
