//! The voices on offer, in the order in which they are given out.

use xinggen_domain::{
    casting::Voice,
    character::{Age, Gender, VoiceId},
    script::Language,
};

/// How the program is set for a voice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Timbre {
    /// The voice's id.
    pub(super) id: &'static str,
    /// What to show; the first two words say that it is a preview.
    name: &'static str,
    gender: Gender,
    age: Age,
    narrator: bool,
    /// The program's variant of its voice.
    pub(super) variant: &'static str,
    /// The program's voice for English; it ignores variants of `en-gb`, which is the same as `en`.
    pub(super) english: &'static str,
    /// The program's pitch, 0 to 99.
    pub(super) pitch: u32,
    /// Speed against the narrator's.
    pub(super) pace: f64,
    /// How much the sound is shrunk: above 1 a smaller throat (pitch and formants rise), below 1 a larger one.
    pub(super) throat: f64,
}

impl Timbre {
    /// The voice of this id.
    pub(super) fn find(id: &VoiceId) -> Option<&'static Self> {
        ROSTER.iter().find(|timbre| timbre.id == id.0)
    }

    fn voice(&self) -> Voice {
        Voice {
            id: VoiceId(self.id.to_owned()),
            name: format!("预览音·{}", self.name),
            languages: vec![Language::Chinese, Language::English],
            gender: self.gender,
            age: self.age,
            narrator: self.narrator,
        }
    }
}

/// All voices.
pub(super) fn voices() -> Vec<Voice> {
    ROSTER.iter().map(Timbre::voice).collect()
}

#[rustfmt::skip]
pub(super) const ROSTER: &[Timbre] = &[
    Timbre { id: "narrator-m", name: "旁白男声", gender: Gender::Male, age: Age::Adult, narrator: true,
        variant: "m3", english: "en-us", pitch: 60, pace: 1.0, throat: 1.0 },
    Timbre { id: "narrator-f", name: "旁白女声", gender: Gender::Female, age: Age::Adult, narrator: true,
        variant: "f2", english: "en-us", pitch: 62, pace: 1.0, throat: 1.0 },
    Timbre { id: "young-f-1", name: "清亮女声", gender: Gender::Female, age: Age::Young, narrator: false,
        variant: "f3", english: "en-us", pitch: 57, pace: 1.06, throat: 1.09 },
    Timbre { id: "young-m-1", name: "明朗男声", gender: Gender::Male, age: Age::Young, narrator: false,
        variant: "m7", english: "en-us", pitch: 70, pace: 1.06, throat: 1.1 },
    Timbre { id: "adult-f-1", name: "温和女声", gender: Gender::Female, age: Age::Adult, narrator: false,
        variant: "f4", english: "en", pitch: 55, pace: 0.98, throat: 0.97 },
    Timbre { id: "adult-m-1", name: "沉稳男声", gender: Gender::Male, age: Age::Adult, narrator: false,
        variant: "m4", english: "en", pitch: 64, pace: 0.97, throat: 0.96 },
    Timbre { id: "young-f-2", name: "活泼女声", gender: Gender::Female, age: Age::Young, narrator: false,
        variant: "f5", english: "en", pitch: 82, pace: 1.1, throat: 1.02 },
    Timbre { id: "young-m-2", name: "轻快男声", gender: Gender::Male, age: Age::Young, narrator: false,
        variant: "m6", english: "en", pitch: 74, pace: 1.1, throat: 1.17 },
    Timbre { id: "elder-m", name: "苍老男声", gender: Gender::Male, age: Age::Elder, narrator: false,
        variant: "m1", english: "en", pitch: 58, pace: 0.86, throat: 0.97 },
    Timbre { id: "elder-f", name: "慈祥老妇声", gender: Gender::Female, age: Age::Elder, narrator: false,
        variant: "f1", english: "en", pitch: 35, pace: 0.86, throat: 1.03 },
    Timbre { id: "adult-m-2", name: "浑厚男声", gender: Gender::Male, age: Age::Adult, narrator: false,
        variant: "m2", english: "en-us", pitch: 42, pace: 0.95, throat: 0.86 },
    Timbre { id: "adult-f-2", name: "低沉女声", gender: Gender::Female, age: Age::Adult, narrator: false,
        variant: "f2", english: "en", pitch: 46, pace: 0.97, throat: 0.86 },
    Timbre { id: "girl", name: "女童声", gender: Gender::Female, age: Age::Child, narrator: false,
        variant: "f3", english: "en-us", pitch: 75, pace: 0.98, throat: 1.28 },
    Timbre { id: "boy", name: "男童声", gender: Gender::Male, age: Age::Child, narrator: false,
        variant: "m3", english: "en-us", pitch: 94, pace: 0.98, throat: 1.42 },
];
