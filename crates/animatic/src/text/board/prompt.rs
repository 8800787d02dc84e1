//! What is seen, in words: the action of a shot and the prompts for image and video models.

use super::{grammar::Look, note::Note};
use crate::text::lexicon::camera::{self, Pair};
use xinggen_domain::{
    CharacterId,
    ports::StoryboardRequest,
    scene::Scene,
    script::{Language, Utterance},
};

const LONGEST_ACTION: usize = 60;
/// How much of a description a prompt repeats, in characters: every shot has it.
const LONGEST_DESCRIPTION: usize = 300;

/// What is seen: what the words tell, or else what is done while somebody speaks.
pub(crate) fn action(
    request: &StoryboardRequest,
    utterances: &[Utterance<CharacterId>],
    notes: &[Note],
) -> String {
    let told = utterances
        .iter()
        .filter(|line| line.speaker.is_none())
        .map(|line| line.text.as_str())
        .find(|text| !text.is_empty());
    if let Some(told) = told {
        return shortened(told);
    }
    let Some((line, note)) = utterances.iter().zip(notes).find(|(_, note)| note.speaker.is_some()) else {
        return String::new();
    };
    let name = note.speaker.map_or("", |person| request.cast[person].name.as_str());
    let chinese = request.script.language == Language::Chinese;
    let done = line.action.trim_matches(|c: char| !c.is_alphanumeric());
    shortened(&deed(name, done, chinese))
}

/// What somebody does while speaking, as a sentence about them.
fn deed(name: &str, done: &str, chinese: bool) -> String {
    let plain = if chinese { format!("{name}说话") } else { format!("{name} speaks") };
    let first = done.split(' ').next().unwrap_or("").to_lowercase();
    let verb_first = !chinese && crate::text::lexicon::en::SPEECH.contains(&first);
    if done.is_empty() || verb_first {
        return plain;
    }
    let rest =
        ["他", "她", "He ", "She ", "he ", "she "].iter().find_map(|pronoun| done.strip_prefix(pronoun));
    match rest {
        Some(rest) if chinese => format!("{name}{rest}"),
        Some(rest) => format!("{name} {rest}"),
        None if done.contains(name) => done.to_owned(),
        None if chinese => format!("{name}{done}"),
        None => format!("{name}: {done}"),
    }
}

/// At most 60 characters, cut behind a clause or a word.
fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= LONGEST_ACTION {
        return text.to_owned();
    }
    let end = text.char_indices().nth(LONGEST_ACTION).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let clause = head.rfind(['，', '。', '；', ',', ';', '、']).filter(|&at| at * 2 > head.len());
    let stop = clause.or_else(|| head.rfind(' ')).unwrap_or(end);
    head[..stop].trim().to_owned()
}

/// Everything a prompt tells.
pub(crate) struct Picture<'a> {
    pub(crate) request: &'a StoryboardRequest,
    pub(crate) scene: &'a Scene,
    pub(crate) look: Look,
    pub(crate) cast: &'a [usize],
    pub(crate) action: &'a str,
}

impl Picture<'_> {
    fn chinese(&self) -> bool {
        self.request.script.language == Language::Chinese
    }

    fn word(&self, pair: Pair) -> &'static str {
        if self.chinese() { pair.0 } else { pair.1 }
    }

    fn joined(&self, parts: &[String]) -> String {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(if self.chinese() { "，" } else { ", " })
    }

    fn place(&self) -> String {
        let inside = match (self.scene.interior, self.chinese()) {
            (true, true) => "内景",
            (false, true) => "外景",
            (true, false) => "interior",
            (false, false) => "exterior",
        };
        let sky = self.word(camera::weather(self.scene.weather));
        self.joined(&[
            self.scene.place.clone(),
            inside.to_owned(),
            self.word(camera::time(self.scene.time_of_day)).to_owned(),
            sky.to_owned(),
        ])
    }

    fn people(&self) -> String {
        let describe = |&person: &usize| {
            let character = &self.request.cast[person];
            let end = character.description.char_indices().nth(LONGEST_DESCRIPTION);
            let description = &character.description[..end.map_or(character.description.len(), |(at, _)| at)];
            match (description.is_empty(), self.chinese()) {
                (true, _) => character.name.clone(),
                (false, true) => format!("{}（{description}）", character.name),
                (false, false) => format!("{} ({description})", character.name),
            }
        };
        let people: Vec<String> = self.cast.iter().map(describe).collect();
        people.join(if self.chinese() { "、" } else { " and " })
    }

    /// What an image model is told.
    pub(crate) fn image(&self) -> String {
        let camera = [
            self.word(camera::size(self.look.size)).to_owned(),
            self.word(camera::angle(self.look.angle)).to_owned(),
        ];
        let rest = [
            self.place(),
            self.people(),
            self.action.trim_end_matches(['。', '.']).to_owned(),
            self.word(camera::style(self.request.style)).to_owned(),
        ];
        self.joined(&[camera, [self.joined(&rest), String::new()]].concat())
    }

    /// What a video model is told: what moves, and how the camera does.
    pub(crate) fn video(&self) -> String {
        let camera = self.word(camera::movement(self.look.movement)).to_owned();
        self.joined(&[
            self.word(camera::size(self.look.size)).to_owned(),
            camera,
            self.people(),
            self.action.trim_end_matches(['。', '.']).to_owned(),
            self.place(),
        ])
    }
}
