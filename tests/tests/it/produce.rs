//! The main job, from a story file to a video: looked at, listened to, and paid for.

use crate::{
    binary::{Desk, charged, charged_in_all},
    media,
    stories::{ENCOUNTER, TEAHOUSE, teahouse_edited},
};
use serde_json::Value;
use std::collections::BTreeSet;

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value}"))
}

fn lines(timeline: &Value) -> Vec<&Value> {
    list(timeline, "shots").iter().flat_map(|shot| list(shot, "lines")).collect()
}

#[test]
fn a_story_becomes_a_video_that_can_be_watched_and_a_second_run_makes_only_what_changed() {
    let desk = Desk::new(TEAHOUSE);
    let printed = desk.produce(&[]);
    check_video(&desk);
    check_sound(&desk);
    check_words(&desk);
    check_statement(&desk, &printed);
    check_unchanged(&desk);
    check_edited(&desk, &printed);
}

fn check_video(desk: &Desk) {
    let (video, timeline) = (desk.path("out.mp4"), desk.timeline());
    let facts = media::probe(&video);
    let streams = list(&facts, "streams");
    let picture = streams.iter().find(|stream| stream["codec_type"] == "video").expect("a picture");
    let sound = streams.iter().find(|stream| stream["codec_type"] == "audio").expect("sound");
    assert_eq!((&picture["width"], &picture["height"]), (&1080.into(), &1920.into()));
    assert_eq!((&picture["codec_name"], &sound["codec_name"]), (&"h264".into(), &"aac".into()));
    assert_eq!(picture["avg_frame_rate"], "30/1");
    let label: Value =
        serde_json::from_str(facts["format"]["tags"]["AIGC"].as_str().expect("a label")).expect("JSON");
    assert_eq!(label["Label"], "1");
    assert_eq!(label.as_object().expect("an object").len(), 7);

    let shots = list(&timeline, "shots");
    let whole: u64 = shots.iter().map(|shot| shot["duration_ms"].as_u64().expect("a duration")).sum();
    let transitions = shots.iter().filter(|shot| shot["transition_after"] == true).count() as u64;
    assert!(transitions >= 1, "two scenes, but no transition");
    let expected = (whole - transitions * 400) as f64 / 1000.0;
    assert!((media::duration(&video) - expected).abs() < 0.2);
    assert!(!media::filtered(&video, "-vf", "blackdetect=d=0.5").contains("black_start"));
    assert!(std::fs::metadata(desk.path("out.jpg")).expect("a poster").len() > 10_000);
}

fn check_sound(desk: &Desk) {
    let video = desk.path("out.mp4");
    let (loudness, peak) = media::loudness(&video);
    assert!((loudness + 16.0).abs() <= 1.0, "{loudness} LUFS");
    assert!(peak <= -1.0, "{peak} dBTP");
    for (start, end, text) in media::cues(&desk.path("out.srt")) {
        assert!(media::volume(&video, start, end - start) > -45.0, "silence under {text:?}");
    }
}

fn check_words(desk: &Desk) {
    let timeline = desk.timeline();
    let spoken: String = lines(&timeline).iter().map(|line| line["text"].as_str().expect("text")).collect();
    let shown: String = media::cues(&desk.path("out.srt")).into_iter().map(|(_, _, text)| text).collect();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    assert_eq!(letters(&spoken), letters(&shown));
    let speakers: BTreeSet<_> = lines(&timeline).iter().filter_map(|line| line["speaker"].as_str()).collect();
    assert_eq!(speakers, BTreeSet::from(["店小二", "林晚", "陈屿"]));
    for said in ["来一壶龙井", "雨停了", "留下来", "打更的声音"] {
        assert!(letters(&shown).contains(said), "{said} is neither spoken nor shown");
    }
    let voices: BTreeSet<_> = list(&timeline, "cast").iter().map(|one| one["voice"].as_str()).collect();
    assert_eq!(voices.len(), 3, "everyone has a voice of their own");
    let starts: Vec<u64> = lines(&timeline).iter().filter_map(|line| line["start_ms"].as_u64()).collect();
    let cues = media::cues(&desk.path("out.srt"));
    for start in starts {
        let near = cues.iter().any(|(at, _, _)| (at * 1000.0 - start as f64).abs() < 100.0);
        assert!(near, "no cue starts with the voice at {start} ms");
    }
}

fn check_statement(desk: &Desk, printed: &str) {
    desk.check_ledger();
    let timeline = desk.timeline();
    let shots = list(&timeline, "shots").len() as u32;
    assert_eq!(charged(printed, "GENERATE_SCRIPT"), (-5, 1));
    assert_eq!(charged(printed, "GENERATE_STORYBOARD"), (-10, 1));
    assert_eq!(charged(printed, "GENERATE_VOICE").1 as usize, lines(&timeline).len());
    assert_eq!(charged(printed, "GENERATE_VIDEO").1, shots);
    let (images, count) = charged(printed, "GENERATE_IMAGE");
    assert!(count > shots && images == -5 * i64::from(count), "{images} for {count}");
    assert_eq!(charged(printed, "GENERATE_CUT"), (-5, 1));
    assert!(printed.contains("ADJUST"), "the top-up has no entry of its own");
}

fn check_unchanged(desk: &Desk) {
    let before = std::fs::read(desk.path("out.mp4")).expect("a video");
    let again = desk.produce(&[]);
    assert!(again.contains("nothing new"), "{again}");
    assert_eq!(std::fs::read(desk.path("out.mp4")).expect("a video"), before);
}

/// One shot changed: its picture at most, its clip, its one line and the cut; and only these frames.
fn check_edited(desk: &Desk, first: &str) {
    let old = desk.timeline();
    desk.write_story(&teahouse_edited());
    let printed = desk.produce(&[]);
    let new = desk.timeline();
    assert_eq!(charged(&printed, "GENERATE_VOICE").1, 1, "{printed}");
    assert!(charged(&printed, "GENERATE_VIDEO").1 <= 2, "{printed}");
    assert!(charged(&printed, "GENERATE_IMAGE").1 <= 2, "{printed}");
    assert!(charged_in_all(&printed) > charged_in_all(first) / 2, "{printed}");
    assert_eq!(list(&old, "shots").len(), list(&new, "shots").len());
    // Two joints at most were rendered anew; everything else of the cut was copied.
    assert!(new["frames_encoded"].as_u64().expect("frames") <= 2 * 12, "{}", new["frames_encoded"]);
    desk.check_ledger();
}

#[test]
fn without_burnt_subtitles_and_in_another_shape() {
    let desk = Desk::new(ENCOUNTER);
    desk.produce(&["--no-burn", "--aspect", "1:1", "--style", "noir", "--title", "石桥"]);
    let facts = media::probe(&desk.path("out.mp4"));
    let picture = &list(&facts, "streams")[0];
    assert_eq!((&picture["width"], &picture["height"]), (&1080.into(), &1080.into()));
    assert_eq!(desk.timeline()["title"], "石桥");
    assert!(!media::cues(&desk.path("out.srt")).is_empty());
}
