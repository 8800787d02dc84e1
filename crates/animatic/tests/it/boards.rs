//! Storyboard requests for drafts, with the whole cast, scenes and props of a drama.

use super::shapes::{chinese, english, number};
use xinggen_domain::{
    character::Character,
    drama::{AspectRatio, Style},
    ports::StoryboardRequest,
    provenance::ProvenanceBuilder,
    scene::{Prop, Scene, TimeOfDay, Weather},
    script::{Beat, Script, ScriptDraft, Utterance},
    time::Timestamp,
};

/// How large a drama is beyond what its script needs.
pub(crate) const LARGE: usize = 3_000;

/// A draft as it is stored, in a drama with `more` people, scenes and props besides.
pub(crate) fn request(draft: ScriptDraft, more: usize) -> StoryboardRequest {
    let mut cast: Vec<Character> = Vec::new();
    for who in draft.characters {
        let mut character = person(cast.len(), who.name);
        (character.aliases, character.gender, character.age) = (who.aliases, who.gender, who.age);
        character.description = who.description;
        cast.push(character);
    }
    for at in 0..more {
        let mut character = person(cast.len(), if at % 2 == 0 { chinese(at) } else { english(at) });
        character.description = "一身旧衣服，头发很长。".repeat(20);
        cast.push(character);
    }
    let mut scenes: Vec<Scene> = Vec::new();
    for scene in draft.scenes {
        let mut made = place(scenes.len(), scene.place);
        (made.interior, made.time_of_day, made.weather) = (scene.interior, scene.time_of_day, scene.weather);
        scenes.push(made);
    }
    scenes.extend(
        (scenes.len()..scenes.len() + more).map(|at| place(at, format!("地方{at}"))).collect::<Vec<_>>(),
    );
    let props =
        draft.props.into_iter().map(|prop| prop.name).chain((0..more).map(|at| format!("{}", at % 700)));
    let props = props.enumerate().map(|(at, name)| thing(at, name)).collect();
    let extras = || (0..more).map(number);
    let beats = draft.beats.into_iter().enumerate().map(|(at, beat)| Beat {
        scene_id: number(beat.scene),
        present: beat.present.into_iter().map(number).chain(extras().filter(|_| at == 0)).collect(),
        utterances: beat
            .utterances
            .into_iter()
            .map(|line| Utterance {
                speaker: line.speaker.map(number),
                mode: line.mode,
                text: line.text,
                action: line.action,
            })
            .collect(),
    });
    let script = Script {
        id: number(0),
        episode_id: number(0),
        language: draft.language,
        beats: beats.collect(),
        provenance: ProvenanceBuilder::default().finish(),
        created_at: Timestamp::default(),
    };
    StoryboardRequest { script, cast, scenes, props, aspect: AspectRatio::Portrait, style: Style::Ink }
}

fn person(at: usize, name: String) -> Character {
    use xinggen_domain::character::{Age, Gender};
    Character {
        id: number(at),
        drama_id: number(0),
        name,
        aliases: Vec::new(),
        gender: Gender::Unknown,
        age: Age::Adult,
        description: String::new(),
        voice: None,
        version: 1,
        created_at: Timestamp::default(),
    }
}

fn place(at: usize, place: String) -> Scene {
    Scene {
        id: number(at),
        drama_id: number(0),
        place,
        interior: true,
        time_of_day: TimeOfDay::Day,
        weather: Weather::Clear,
        description: String::new(),
        version: 1,
        created_at: Timestamp::default(),
    }
}

fn thing(at: usize, name: String) -> Prop {
    Prop {
        id: number(at),
        drama_id: number(0),
        name,
        description: String::new(),
        version: 1,
        created_at: Timestamp::default(),
    }
}
