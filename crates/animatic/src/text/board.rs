//! The storyboard: beats become shots.
//!
//! [`note`] says of each utterance who and what it shows, [`group`] puts neighbours into one shot, [`grammar`]
//! chooses size, angle and movement, [`prompt`] writes what is seen. All of it depends on the words and on the place
//! in the beat, on nothing before the beat, so that an edit changes only the shots around it.

mod grammar;
mod group;
mod note;
mod prompt;

use super::language::speech_ms;
use note::Note;
use xinggen_domain::{
    CharacterId,
    ports::StoryboardRequest,
    script::{Beat, LineMode, Utterance},
    storyboard::{ShotDraft, StoryboardDraft},
};

/// What a shot adds to its speech, in milliseconds.
const ROOM_MS: u32 = 400;
const STEP_MS: u32 = 500;
const SHORTEST_MS: u32 = 2_000;
const LONGEST_MS: u32 = 12_000;
/// How many people a shot shows at most.
const MOST_CAST: usize = 3;
/// An answer within this many utterances comes from somebody who is there.
const ANSWER_WITHIN: usize = 3;

/// The planned duration of a shot with this much speech.
fn planned_ms(speech: u32) -> u32 {
    ((speech + ROOM_MS).div_ceil(STEP_MS) * STEP_MS).clamp(SHORTEST_MS, LONGEST_MS)
}

/// Draws up the storyboard of a script.
pub(crate) fn storyboard(request: &StoryboardRequest) -> StoryboardDraft {
    let mut shots = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for (at, beat) in request.script.beats.iter().enumerate() {
        let scene = request.scenes.iter().position(|scene| scene.id == beat.scene_id).unwrap_or(0);
        let fresh = !seen.contains(&scene);
        seen.push(scene);
        shots.extend(BeatBoard { request, beat, at, scene, fresh }.shots());
    }
    StoryboardDraft { shots }
}

/// One beat while it is drawn up.
pub(crate) struct BeatBoard<'a> {
    pub(crate) request: &'a StoryboardRequest,
    pub(crate) beat: &'a Beat,
    at: usize,
    scene: usize,
    /// The scene was not seen before in this episode.
    fresh: bool,
}

impl BeatBoard<'_> {
    /// The index of a character in the request's cast.
    pub(crate) fn index_of(&self, id: CharacterId) -> Option<usize> {
        self.request.cast.iter().position(|character| character.id == id)
    }

    fn shots(&self) -> Vec<ShotDraft> {
        let notes = note::notes(self);
        let groups = group::groups(&notes);
        let mut looks: Vec<grammar::Look> = Vec::new();
        let mut shots = Vec::new();
        for range in groups {
            let notes_here = &notes[range.clone()];
            let look = grammar::look(self.fresh, &notes, range.clone(), &looks);
            looks.push(look);
            let cast = self.cast_of(notes_here, &notes[..range.start], &notes[range.end..], look);
            let utterances = &self.beat.utterances[range];
            shots.push(self.shot(utterances, notes_here, look, cast));
        }
        shots
    }

    /// Who is in the picture: who speaks in it, whom the words show, and in wider shots who is spoken to; always in
    /// the order of the beat, so that nobody changes sides.
    fn cast_of(&self, notes: &[Note], before: &[Note], after: &[Note], look: grammar::Look) -> Vec<usize> {
        let mut cast: Vec<usize> = Vec::new();
        let mut add = |person: usize| {
            if !cast.contains(&person) && cast.len() < MOST_CAST {
                cast.push(person);
            }
        };
        notes.iter().filter_map(|note| note.seen_speaker()).for_each(&mut add);
        notes.iter().flat_map(|note| note.shows.iter().copied()).for_each(&mut add);
        let speech = notes.iter().any(|note| note.speaker.is_some());
        if speech && look.shows_partner() {
            let me = notes.iter().find_map(|note| note.speaker);
            let other = |note: &Note| note.seen_speaker().filter(|person| Some(*person) != me);
            // At the start of a beat nobody has answered yet: whoever does so next is there too.
            let answers = || after.iter().take(ANSWER_WITHIN).find_map(other);
            let partner = before.iter().rev().find_map(other).or_else(answers);
            partner.into_iter().for_each(&mut add);
        }
        let order = |person: &usize| {
            self.beat.present.iter().position(|id| self.index_of(*id) == Some(*person)).unwrap_or(usize::MAX)
        };
        cast.sort_by_key(|person| (order(person), *person));
        cast
    }

    fn line(&self, line: &Utterance<CharacterId>) -> Utterance<usize> {
        let speaker = line.speaker.and_then(|id| self.index_of(id));
        let mode = if speaker.is_none() { LineMode::VoiceOver } else { line.mode };
        Utterance { speaker, mode, text: line.text.clone(), action: line.action.clone() }
    }

    fn shot(
        &self,
        utterances: &[Utterance<CharacterId>],
        notes: &[Note],
        look: grammar::Look,
        cast: Vec<usize>,
    ) -> ShotDraft {
        let lines = utterances.iter().map(|line| self.line(line)).collect();
        let words: String = utterances.iter().map(|line| format!("{} {} ", line.text, line.action)).collect();
        let props = self
            .request
            .props
            .iter()
            .enumerate()
            .filter(|(_, prop)| words.to_lowercase().contains(&prop.name.to_lowercase()))
            .map(|(at, _)| at)
            .collect();
        let action = prompt::action(self.request, utterances, notes);
        let speech: u32 = utterances.iter().map(|line| speech_ms(&line.text)).sum();
        let picture = prompt::Picture {
            request: self.request,
            scene: &self.request.scenes[self.scene],
            look,
            cast: &cast,
            action: &action,
        };
        let (image_prompt, video_prompt) = (picture.image(), picture.video());
        ShotDraft {
            beat: self.at,
            scene: self.scene,
            size: look.size,
            angle: look.angle,
            movement: look.movement,
            action,
            cast,
            props,
            lines,
            planned_ms: planned_ms(speech),
            image_prompt,
            video_prompt,
        }
    }
}
