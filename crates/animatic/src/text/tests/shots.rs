//! The storyboards of the labelled stories keep the rules of the house.

use super::{script, stories::STORIES, storyboard};
use crate::text::language::speech_ms;
use std::collections::BTreeSet;
use xinggen_domain::{
    character::Character,
    drama::{AspectRatio, Style},
    ports::StoryboardRequest,
    provenance::ProvenanceBuilder,
    scene::{Prop, Scene},
    script::{Beat, LineMode, PropDraft, Script, ScriptDraft, Utterance},
    shot::ShotSize,
    storyboard::{ShotDraft, StoryboardDraft},
    time::Timestamp,
};

/// The id with this number.
fn id<T: std::str::FromStr>(number: usize) -> T {
    let Ok(id) = format!("00000000-0000-7000-8000-{number:012x}").parse() else { panic!("an id") };
    id
}

fn at() -> Timestamp {
    Timestamp::default()
}

/// A draft as it is stored, with the whole cast, scenes and props of the drama.
pub(super) fn request(draft: ScriptDraft) -> StoryboardRequest {
    let cast = draft.characters.into_iter().enumerate().map(|(at_index, who)| Character {
        id: id(at_index),
        drama_id: id(0),
        name: who.name,
        aliases: who.aliases,
        gender: who.gender,
        age: who.age,
        description: who.description,
        voice: None,
        version: 1,
        created_at: at(),
    });
    let scenes = draft.scenes.into_iter().enumerate().map(|(number, scene)| Scene {
        id: id(number),
        drama_id: id(0),
        place: scene.place,
        interior: scene.interior,
        time_of_day: scene.time_of_day,
        weather: scene.weather,
        description: scene.description,
        version: 1,
        created_at: at(),
    });
    let props = props(draft.props);
    let beats = draft.beats.into_iter().map(|beat| Beat {
        scene_id: id(beat.scene),
        present: beat.present.into_iter().map(id).collect(),
        utterances: beat
            .utterances
            .into_iter()
            .map(|line| Utterance {
                speaker: line.speaker.map(id),
                mode: line.mode,
                text: line.text,
                action: line.action,
            })
            .collect(),
    });
    let script = Script {
        id: id(0),
        episode_id: id(0),
        language: draft.language,
        beats: beats.collect(),
        provenance: ProvenanceBuilder::default().finish(),
        created_at: at(),
    };
    StoryboardRequest {
        script,
        cast: cast.collect(),
        scenes: scenes.collect(),
        props,
        aspect: AspectRatio::Portrait,
        style: Style::Ink,
    }
}

fn props(drafts: Vec<PropDraft>) -> Vec<Prop> {
    let prop = |(number, prop): (usize, PropDraft)| Prop {
        id: id(number),
        drama_id: id(0),
        name: prop.name,
        description: prop.description,
        version: 1,
        created_at: at(),
    };
    drafts.into_iter().enumerate().map(prop).collect()
}

fn boards() -> Vec<(&'static str, StoryboardRequest, StoryboardDraft)> {
    let board = |text| {
        let request = request(script(text, &[]));
        let board = storyboard(&request);
        (request, board)
    };
    STORIES
        .iter()
        .map(|story| {
            let (request, draft) = board(story.text);
            (story.name, request, draft)
        })
        .collect()
}

#[test]
#[ignore = "prints; for a person to read"]
fn storyboards_can_be_read() {
    for (name, request, board) in boards() {
        println!("# {name}");
        for shot in &board.shots {
            let cast: Vec<&str> = shot.cast.iter().map(|&who| request.cast[who].name.as_str()).collect();
            let place = &request.scenes[shot.scene].place;
            println!(
                "{} {place} {} {} {} {cast:?} {} ms | {}",
                shot.beat, shot.size, shot.angle, shot.movement, shot.planned_ms, shot.action
            );
            shot.lines.iter().for_each(|line| println!("      {}", line.text));
            println!("      > {}", shot.image_prompt);
            println!("      > {}", shot.video_prompt);
        }
    }
}

#[test]
fn every_utterance_is_a_line_in_order_and_in_its_beat() {
    for (name, request, board) in boards() {
        board
            .check(request.script.beats.len(), request.scenes.len(), request.cast.len(), request.props.len())
            .expect("the draft is sound");
        for (number, beat) in request.script.beats.iter().enumerate() {
            let expected: Vec<&str> = beat.utterances.iter().map(|line| line.text.as_str()).collect();
            let shots = board.shots.iter().filter(|shot| shot.beat == number);
            let lines: Vec<&str> =
                shots.flat_map(|shot| &shot.lines).map(|line| line.text.as_str()).collect();
            assert_eq!(lines, expected, "{name}");
        }
        assert!(board.shots.is_sorted_by_key(|shot| shot.beat), "{name}");
    }
}

#[test]
fn shots_have_a_length_a_cast_and_words() {
    for (name, request, board) in boards() {
        for shot in &board.shots {
            let speech: u32 = shot.lines.iter().map(|line| speech_ms(&line.text)).sum();
            assert!(
                (2_000..=12_000).contains(&shot.planned_ms) && shot.planned_ms % 500 == 0,
                "{name}: {shot:?}"
            );
            assert!(shot.planned_ms >= (speech + 400).min(12_000), "{name}: {shot:?}");
            assert!((1..=3).contains(&shot.lines.len()) && shot.cast.len() <= 3, "{name}: {shot:?}");
            let seen = shot
                .lines
                .iter()
                .filter(|line| line.mode == LineMode::Dialogue)
                .filter_map(|line| line.speaker);
            assert!(seen.into_iter().all(|speaker| shot.cast.contains(&speaker)), "{name}: {shot:?}");
            assert!(!shot.action.is_empty() && shot.action.chars().count() <= 60, "{name}: {shot:?}");
            assert!(
                shot.image_prompt.contains(&request.scenes[shot.scene].place)
                    && !shot.video_prompt.is_empty(),
                "{name}: {shot:?}"
            );
        }
    }
}

#[test]
fn beats_open_wide_and_nothing_stays_the_same_three_times() {
    for (name, _, board) in boards() {
        let look = |shot: &ShotDraft| (shot.size, shot.angle, shot.movement);
        for trio in board.shots.windows(3).filter(|trio| trio[0].beat == trio[2].beat) {
            assert!(
                !(look(&trio[0]) == look(&trio[1]) && look(&trio[1]) == look(&trio[2])),
                "{name}: {trio:?}"
            );
        }
        let mut last = None;
        for shot in &board.shots {
            let wide = matches!(shot.size, ShotSize::ExtremeLong | ShotSize::Long);
            assert!(last == Some(shot.beat) || wide, "{name}: {shot:?}");
            last = Some(shot.beat);
        }
    }
}

#[test]
fn people_keep_their_sides_within_a_beat() {
    for (name, _, board) in boards() {
        let mut pairs: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
        for shot in &board.shots {
            for (at, left) in shot.cast.iter().enumerate() {
                for right in &shot.cast[at + 1..] {
                    assert!(!pairs.contains(&(shot.beat, *right, *left)), "{name}: {shot:?}");
                    pairs.insert((shot.beat, *left, *right));
                }
            }
        }
    }
}

#[test]
fn an_edit_changes_only_the_shots_around_it() {
    let story = STORIES.iter().find(|story| story.name == "lighthouse-letter").expect("it is in the list");
    let edited = story
        .text
        .replace("Daniel leaned over the rail.", "Daniel put both hands on the cold rail and leaned out.");
    assert_ne!(edited, story.text);
    let (before, after) =
        (storyboard(&request(script(story.text, &[]))), storyboard(&request(script(&edited, &[]))));
    let same = before.shots.iter().filter(|shot| after.shots.contains(shot)).count();
    assert!(same + 4 >= before.shots.len(), "{same} of {} shots are the same", before.shots.len());
    let longer = story.text.replace(
        "Someone knocked at the door.",
        "The wind dropped for a moment. The lamp stood still. Someone knocked at the door.",
    );
    let after = storyboard(&request(script(&longer, &[])));
    let looks =
        |shot: &ShotDraft| (shot.lines.clone(), shot.size, shot.angle, shot.movement, shot.cast.clone());
    let kept: Vec<_> = after.shots.iter().map(looks).collect();
    let same = before.shots.iter().map(looks).filter(|shot| kept.contains(shot)).count();
    assert!(same * 10 >= before.shots.len() * 7, "{same} of {} shots are the same", before.shots.len());
}
