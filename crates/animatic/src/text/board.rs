//! The storyboard: beats become shots.
//!
//! [`note`] says of each utterance who and what it shows, [`group`] puts neighbours into one shot, [`grammar`]
//! chooses size, angle and movement, [`prompt`] writes what is seen, [`index`] finds people and things. All of it depends on the words and on the place
//! in the beat, on nothing before the beat, so that an edit changes only the shots around it.

mod grammar;
mod group;
mod index;
mod note;
mod prompt;

use super::language::speech_ms;
use index::{Index, Present};
use note::Note;
use std::collections::HashSet;
use xinggen_domain::{
    CharacterId,
    fuel::{Fuel, OutOfFuel},
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
/// How many props a shot names at most.
const MOST_PROPS: usize = 12;
/// An answer within this many utterances comes from somebody who is there.
const ANSWER_WITHIN: usize = 3;

/// The planned duration of a shot with this much speech.
fn planned_ms(speech: u32) -> u32 {
    ((speech + ROOM_MS).div_ceil(STEP_MS) * STEP_MS).clamp(SHORTEST_MS, LONGEST_MS)
}

/// Draws up the storyboard of a script.
pub(crate) fn storyboard(request: &StoryboardRequest, fuel: &Fuel) -> Result<StoryboardDraft, OutOfFuel> {
    let index = Index::of(request, fuel)?;
    let mut shots = Vec::new();
    let mut seen: HashSet<usize> = HashSet::new();
    for (at, beat) in request.script.beats.iter().enumerate() {
        fuel.burn(1 + beat.present.len())?;
        let scene = index.scene(beat.scene_id);
        let fresh = seen.insert(scene);
        let present = index.present(beat, fuel)?;
        shots.extend(BeatBoard { request, index: &index, beat, present, at, scene, fresh, fuel }.shots()?);
    }
    Ok(StoryboardDraft { shots })
}

/// One beat while it is drawn up.
pub(crate) struct BeatBoard<'a> {
    pub(crate) request: &'a StoryboardRequest,
    pub(crate) index: &'a Index,
    pub(crate) beat: &'a Beat,
    pub(crate) present: Present,
    at: usize,
    scene: usize,
    /// The scene was not seen before in this episode.
    fresh: bool,
    pub(crate) fuel: &'a Fuel,
}

impl BeatBoard<'_> {
    fn shots(&self) -> Result<Vec<ShotDraft>, OutOfFuel> {
        let notes = note::notes(self)?;
        let groups = group::groups(&notes);
        let mut looks: Vec<grammar::Look> = Vec::new();
        let mut shots = Vec::new();
        for range in groups {
            self.fuel.burn(1)?;
            let notes_here = &notes[range.clone()];
            let look = grammar::look(self.fresh, &notes, range.clone(), &looks);
            looks.push(look);
            let cast = self.cast_of(notes_here, &notes[range.end..], look);
            let utterances = &self.beat.utterances[range];
            shots.push(self.shot(utterances, notes_here, look, cast)?);
        }
        Ok(shots)
    }

    /// Who is in the picture: who speaks in it, whom the words show, and in wider shots who is spoken to; always in
    /// the order of the beat, so that nobody changes sides.
    fn cast_of(&self, notes: &[Note], after: &[Note], look: grammar::Look) -> Vec<usize> {
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
            let other = |person: &usize| Some(*person) != me;
            // At the start of a beat nobody has answered yet: whoever does so next is there too.
            let answers = || after.iter().take(ANSWER_WITHIN).filter_map(Note::seen_speaker).find(other);
            let before = notes.first().and_then(|note| note.spoke.into_iter().flatten().find(other));
            before.or_else(answers).into_iter().for_each(&mut add);
        }
        cast.sort_by_key(|person| (self.present.order(*person), *person));
        cast
    }

    fn line(&self, line: &Utterance<CharacterId>) -> Utterance<usize> {
        let speaker = line.speaker.and_then(|id| self.index.person(id));
        let mode = if speaker.is_none() { LineMode::VoiceOver } else { line.mode };
        Utterance { speaker, mode, text: line.text.clone(), action: line.action.clone() }
    }

    fn shot(
        &self,
        utterances: &[Utterance<CharacterId>],
        notes: &[Note],
        look: grammar::Look,
        cast: Vec<usize>,
    ) -> Result<ShotDraft, OutOfFuel> {
        let lines = utterances.iter().map(|line| self.line(line)).collect();
        let words: String = utterances.iter().map(|line| format!("{} {} ", line.text, line.action)).collect();
        self.fuel.burn(2 * words.len())?;
        let props = self.index.props(&words.to_lowercase(), MOST_PROPS, self.fuel);
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
        self.fuel.burn(image_prompt.len() + video_prompt.len())?;
        Ok(ShotDraft {
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
        })
    }
}
