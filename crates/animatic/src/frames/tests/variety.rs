//! That places and things can be told apart, and how long a frame may take.

use super::{SMALL, draw, frame, pixels};
use std::time::{Duration, Instant};
use xinggen_domain::{
    drama::{FrameSize, Style},
    ports::{Frame, ImageSubject, Place},
    scene::{TimeOfDay, Weather},
    shot::ShotSize,
};

/// One place of every setting, and whether it is inside.
const PLACES: [(&str, bool); 45] = [
    ("客厅", true),
    ("卧室", true),
    ("厨房", true),
    ("浴室", true),
    ("无名屋", true),
    ("图书馆", true),
    ("办公室", true),
    ("会议室", true),
    ("教室", true),
    ("病房", true),
    ("走廊", true),
    ("法庭", true),
    ("派出所", true),
    ("监狱", true),
    ("咖啡馆", true),
    ("餐厅", true),
    ("茶馆", true),
    ("酒吧", true),
    ("剧院", true),
    ("婚礼现场", true),
    ("便利店", true),
    ("花店", false),
    ("火车站", false),
    ("公交站", false),
    ("车厢", true),
    ("机场", true),
    ("车里", true),
    ("车上", false),
    ("仓库", true),
    ("皇宫", true),
    ("庭院", false),
    ("寺庙", true),
    ("古寺", false),
    ("街道", false),
    ("巷子", false),
    ("天台", false),
    ("操场", false),
    ("公园", false),
    ("森林", false),
    ("雪山", false),
    ("海边", false),
    ("河边", false),
    ("麦田", false),
    ("沙漠", false),
    ("野外", false),
];

fn still(words: &str, interior: bool, time_of_day: TimeOfDay) -> Frame {
    let weather = Weather::Clear;
    let place = Place { place: words.to_owned(), interior, time_of_day, weather, description: String::new() };
    Frame { size: ShotSize::Long, ..frame(place, &[]) }
}

/// A picture as 12 by 16 mean colours.
fn thumbnail(pixels: &[[u8; 3]], (width, height): (usize, usize)) -> Vec<[f64; 3]> {
    let (across, down) = (12, 16);
    let mut cells = vec![[0.0; 3]; across * down];
    for (at, rgb) in pixels.iter().enumerate() {
        let (x, y) = ((at % width) * across / width, (at / width) * down / height);
        for (sum, value) in cells[y * across + x].iter_mut().zip(rgb) {
            *sum += f64::from(*value) * (across * down) as f64 / pixels.len() as f64;
        }
    }
    cells
}

/// How far two thumbnails are apart: the mean difference per channel, 0 to 255.
fn apart(one: &[[f64; 3]], two: &[[f64; 3]]) -> f64 {
    let pairs = one.iter().flatten().zip(two.iter().flatten());
    pairs.map(|(one, two)| (one - two).abs()).sum::<f64>() / (one.len() * 3) as f64
}

async fn small(words: &str, interior: bool, time: TimeOfDay) -> Vec<[f64; 3]> {
    let subject = ImageSubject::Scene(still(words, interior, time).place);
    thumbnail(&pixels(&draw(subject, Style::Guoman, SMALL).await), (270, 480))
}

fn nearest(all: &[(String, Vec<[f64; 3]>)]) -> (f64, String) {
    let mut least = (f64::MAX, String::new());
    for (at, (one, first)) in all.iter().enumerate() {
        for (two, second) in &all[..at] {
            let far = apart(first, second);
            if far < least.0 {
                least = (far, format!("{one} and {two}"));
            }
        }
    }
    least
}

#[tokio::test]
async fn no_two_settings_look_alike() {
    let mut all = Vec::new();
    for (words, interior) in PLACES {
        all.push((words.to_owned(), small(words, interior, TimeOfDay::Day).await));
    }
    let (far, pair) = nearest(&all);
    assert!(far > 8.0, "{pair} are only {far:.1} apart");
}

#[tokio::test]
async fn every_setting_shows_the_night_indoors_and_outdoors() {
    for (words, interior) in PLACES {
        let day = small(words, interior, TimeOfDay::Day).await;
        let night = small(words, interior, TimeOfDay::Night).await;
        assert!(apart(&day, &night) > 15.0, "{words} looks the same by night");
    }
}

#[tokio::test]
async fn two_places_of_one_setting_differ() {
    for (one, two, interior) in [("林晚的卧室", "陈默的卧室", true), ("南京路街道", "人民路街道", false)]
    {
        let first = small(one, interior, TimeOfDay::Day).await;
        let second = small(two, interior, TimeOfDay::Day).await;
        assert!(apart(&first, &second) > 4.0, "{one} is {two}");
    }
}

#[tokio::test]
async fn no_two_things_look_alike() {
    let names = [
        "手机",
        "信",
        "相机",
        "伞",
        "茶杯",
        "酒",
        "日记",
        "钥匙",
        "匕首",
        "长剑",
        "手枪",
        "玫瑰",
        "戒指",
        "项链",
        "书包",
        "行李箱",
        "木盒",
        "照片",
        "蜡烛",
        "灯笼",
        "酒瓶",
        "碗",
        "现金",
        "怀表",
        "铜镜",
        "电脑",
        "面具",
        "药",
        "篮球",
        "帽子",
        "圣旨",
        "折扇",
        "玉佩",
        "蛋糕",
        "苹果",
        "风筝",
        "眼镜",
        "围巾",
        "地图",
        "车票",
        "吉他",
        "钢琴",
        "自行车",
        "汽车",
        "种子",
    ];
    let side = FrameSize { width: 256, height: 256 };
    let mut all = Vec::new();
    for name in names {
        let subject = ImageSubject::Prop { name: name.to_owned(), description: String::new() };
        let pixels = pixels(&draw(subject, Style::Urban, side).await);
        all.push((name.to_owned(), thumbnail(&pixels, (256, 256))));
    }
    let (far, pair) = nearest(&all);
    assert!(far > 1.0, "{pair} are only {far:.2} apart");
}

#[tokio::test]
async fn a_frame_takes_less_than_a_moment() {
    let size = FrameSize { width: 1080, height: 1920 };
    let of = |words: &str, interior| ImageSubject::Shot(Box::new(still(words, interior, TimeOfDay::Night)));
    draw(of("屋", true), Style::Ink, size).await;
    let mut times: Vec<Duration> = Vec::new();
    for (words, interior) in
        [("街道", false), ("森林", false), ("便利店", true), ("皇宫", true), ("天台", false)]
    {
        let begin = Instant::now();
        draw(of(words, interior), Style::Ink, size).await;
        times.push(begin.elapsed());
    }
    times.sort();
    // Far above what it takes alone: tests share the machine.
    assert!(times[2] < Duration::from_secs(2), "{times:?}");
}
