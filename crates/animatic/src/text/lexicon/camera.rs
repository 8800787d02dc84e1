//! The camera in words, Chinese and English, for prompts; words of feeling and of motion, for choosing shots.

use super::{Words, words};
use xinggen_domain::{
    drama::Style,
    scene::{TimeOfDay, Weather},
    shot::{CameraAngle, CameraMovement, ShotSize},
};

/// A thing in Chinese and in English.
pub(crate) type Pair = (&'static str, &'static str);

pub(crate) const fn size(size: ShotSize) -> Pair {
    match size {
        ShotSize::ExtremeLong => ("大远景", "extreme long shot"),
        ShotSize::Long => ("远景", "long shot"),
        ShotSize::Full => ("全景", "full shot"),
        ShotSize::Medium => ("中景", "medium shot"),
        ShotSize::CloseUp => ("近景特写", "close-up"),
        ShotSize::ExtremeCloseUp => ("大特写", "extreme close-up"),
    }
}

pub(crate) const fn angle(angle: CameraAngle) -> Pair {
    match angle {
        CameraAngle::Eye => ("平视", "eye level"),
        CameraAngle::Low => ("仰拍", "low angle"),
        CameraAngle::High => ("俯拍", "high angle"),
        CameraAngle::OverShoulder => ("过肩", "over the shoulder"),
        CameraAngle::Side => ("侧面", "from the side"),
    }
}

pub(crate) const fn movement(movement: CameraMovement) -> Pair {
    match movement {
        CameraMovement::Fixed => ("固定机位", "static camera"),
        CameraMovement::PushIn => ("镜头缓缓推近", "slow push-in"),
        CameraMovement::PullOut => ("镜头缓缓拉远", "slow pull-out"),
        CameraMovement::PanLeft => ("镜头缓缓左摇", "slow pan left"),
        CameraMovement::PanRight => ("镜头缓缓右摇", "slow pan right"),
        CameraMovement::TiltUp => ("镜头缓缓上升", "slow tilt up"),
        CameraMovement::TiltDown => ("镜头缓缓下降", "slow tilt down"),
    }
}

pub(crate) const fn time(time: TimeOfDay) -> Pair {
    match time {
        TimeOfDay::Dawn => ("清晨", "dawn"),
        TimeOfDay::Day => ("白天", "day"),
        TimeOfDay::Dusk => ("黄昏", "dusk"),
        TimeOfDay::Night => ("夜", "night"),
    }
}

/// Nothing for a clear sky.
pub(crate) const fn weather(weather: Weather) -> Pair {
    match weather {
        Weather::Clear => ("", ""),
        Weather::Cloudy => ("阴天", "overcast"),
        Weather::Rain => ("雨", "rain"),
        Weather::Storm => ("雷雨", "thunderstorm"),
        Weather::Snow => ("雪", "snow"),
        Weather::Fog => ("雾", "fog"),
    }
}

pub(crate) const fn style(style: Style) -> Pair {
    match style {
        Style::Ink => ("水墨线条与平涂色彩的动画风格", "ink line and flat colour animation"),
        Style::Guoman => ("国漫风格", "Chinese animation style"),
        Style::Urban => ("都市题材，明快的日光色彩", "urban drama, clear daylight colours"),
        Style::Nostalgia => ("怀旧，暖色褪色胶片", "nostalgic, warm faded film"),
        Style::Noir => ("黑色电影，高反差暗调", "noir, dark, high contrast"),
    }
}

const FILE: &str = include_str!("camera.txt");

/// Words of strong feeling.
pub(crate) static FEELING: Words = Words::new(|| words(FILE, "feeling"));

/// Words of bodies in motion.
pub(crate) static MOTION: Words = Words::new(|| words(FILE, "motion"));
