use super::{
    super::roster::{ROSTER, voices},
    measure::{brightness, decibels, loudness, pitch},
    samples, speak,
};
use xinggen_domain::{
    casting::{Voice, cast_narrator},
    character::{Age, Gender},
    script::Language,
};

const CHINESE: &str = "那天夜里下着大雨，她一个人站在车站门口，手里拿着一封没有寄出的信。你到底想要什么？";
const ENGLISH: &str =
    "It rained that night, and she stood alone at the station with a letter. What do you want?";

struct Measured {
    id: &'static str,
    pitch: f32,
    brightness: f32,
    loudness: f32,
    peak: f32,
    seconds: f32,
}

async fn measured(language: Language, text: &str) -> Vec<Measured> {
    let mut all = Vec::new();
    for timbre in ROSTER {
        let sound = samples(&speak(timbre.id, language, text).await.expect("speech"));
        all.push(Measured {
            id: timbre.id,
            pitch: pitch(&sound),
            brightness: brightness(&sound),
            loudness: loudness(&sound),
            peak: decibels(sound.iter().fold(0.0, |most, s| s.abs().max(most))),
            seconds: sound.len() as f32 / 24_000.0,
        });
    }
    for m in &all {
        println!(
            "{language} {:12} {:5.0} Hz {:5.0} Hz {:6.1} dB peak {:5.1} dB {:5.2} s",
            m.id, m.pitch, m.brightness, m.loudness, m.peak, m.seconds
        );
    }
    all
}

fn apart(one: f32, other: f32) -> f32 {
    one.max(other) / one.min(other)
}

fn check(all: &[Measured]) {
    for (at, one) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            // Two semitones, or another size of throat, or clearly faster.
            let differ = apart(one.pitch, other.pitch) > 1.12
                || apart(one.brightness, other.brightness) > 1.15
                || apart(one.seconds, other.seconds) > 1.2;
            assert!(differ, "{} and {} sound alike", one.id, other.id);
        }
    }
    let quietest = all.iter().map(|m| m.loudness).fold(0.0, f32::min);
    let loudest = all.iter().map(|m| m.loudness).fold(-90.0, f32::max);
    assert!(loudest - quietest < 3.0, "loudness from {quietest} to {loudest} dB");
    assert!(all.iter().all(|m| (-6.0..=-2.9).contains(&m.peak)), "peaks near -3 dB");
}

#[tokio::test]
async fn every_voice_differs_from_every_other_in_chinese() {
    check(&measured(Language::Chinese, CHINESE).await);
}

#[tokio::test]
async fn every_voice_differs_from_every_other_in_english() {
    check(&measured(Language::English, ENGLISH).await);
}

#[tokio::test]
async fn the_narrator_speaks_at_a_readers_pace() {
    let narrator = cast_narrator(&voices(), Language::Chinese).expect("a narrator").0;
    let chinese = speak(&narrator, Language::Chinese, CHINESE).await.expect("speech");
    let characters = CHINESE.chars().filter(|c| c.is_alphabetic()).count() as f32;
    let pace = characters * 1000.0 / chinese.duration_ms as f32;
    assert!((4.1..4.6).contains(&pace), "{pace} characters a second");
    let english = speak(&narrator, Language::English, ENGLISH).await.expect("speech");
    let pace = ENGLISH.split(' ').count() as f32 * 1000.0 / english.duration_ms as f32;
    assert!((2.4..2.9).contains(&pace), "{pace} words a second");
}

#[test]
fn the_roster_has_voices_for_everyone_and_says_that_they_are_previews() {
    let all = voices();
    let has = |fits: &dyn Fn(&Voice) -> bool| all.iter().filter(|v| fits(v)).count();
    assert!(all.iter().all(|v| v.name.starts_with("预览音·") && v.languages.len() == 2));
    for gender in [Gender::Female, Gender::Male] {
        assert_eq!(has(&|v| v.narrator && v.gender == gender), 1);
        for (age, least) in [(Age::Child, 1), (Age::Young, 2), (Age::Adult, 2), (Age::Elder, 1)] {
            assert!(has(&|v| !v.narrator && v.gender == gender && v.age == age) >= least, "{gender} {age}");
        }
    }
    assert!(all[0].narrator);
    let mut ids: Vec<_> = all.iter().map(|v| &v.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all.len());
}
