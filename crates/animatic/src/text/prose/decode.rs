//! Who says what: of all ways to give the quotations to people, the one that agrees best with the hints, with who
//! is around, and with the habit of speakers to take turns.
//!
//! Every quotation scores every candidate ([`weigh`], [`words`]); every step from one quotation to the next scores the pair
//! of speakers, looking two turns back ([`turns`]). The best path is found exactly ([`path`]). The narrator is
//! a candidate too and wins where nobody has anything for them: in doubt a sentence is narrated.

mod path;
mod turns;
mod weigh;
mod words;

use super::speech::{Hint, Speech, Strength, Surroundings, Who};
use crate::text::cast::Cast;

/// Who can be given a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Person(usize),
    Me,
    Narrator,
}

const NOBODY: f32 = -1.5;

/// The speaker of every quotation; nobody is the narrator.
pub(crate) fn speakers(speeches: &[Speech], cast: &Cast, around: &Surroundings) -> Vec<Option<usize>> {
    let voices = candidates(speeches, cast, around);
    let mut scores: Vec<Vec<f32>> = Vec::with_capacity(speeches.len());
    for at in 0..speeches.len() {
        scores.push(voices.iter().map(|&voice| score(speeches, at, voice, cast, around)).collect());
    }
    let path = path::best(speeches, &scores, &voices);
    path.into_iter()
        .map(|at| match voices[at] {
            Voice::Person(person) => Some(person),
            Voice::Me | Voice::Narrator => None,
        })
        .collect()
}

/// Whether a hint makes somebody without a name a candidate; a description needs a stronger one.
fn makes_candidate(strength: Strength, generic: bool) -> bool {
    match strength {
        Strength::Said | Strength::Beat | Strength::Before | Strength::Antecedent => true,
        Strength::Nearby => !generic,
        Strength::Silent | Strength::Around | Strength::FarAntecedent => false,
    }
}

fn candidates(speeches: &[Speech], cast: &Cast, around: &Surroundings) -> Vec<Voice> {
    let hinted = |person: usize| {
        let points = |hint: &Hint| {
            hint.who == Who::Person(person) && makes_candidate(hint.strength, cast.people[person].generic)
        };
        speeches.iter().any(|speech| speech.hints.iter().any(points))
    };
    let mut voices: Vec<Voice> = vec![Voice::Narrator];
    if around.first_person {
        voices.push(Voice::Me);
    }
    let people = cast.people.iter().enumerate().filter(|(_, person)| !person.names.is_empty());
    voices.extend(people.filter(|(at, person)| !person.role || hinted(*at)).map(|(at, _)| Voice::Person(at)));
    voices
}

/// What the hints, the words and the surroundings say for a candidate.
fn score(speeches: &[Speech], at: usize, voice: Voice, cast: &Cast, around: &Surroundings) -> f32 {
    let speech = &speeches[at];
    match voice {
        Voice::Narrator => {
            let group =
                speech.hints.iter().any(|hint| hint.who == Who::Group && hint.strength == Strength::Said);
            NOBODY + if group { 12.0 } else { 0.0 } + if speech.written { 12.0 } else { 0.0 }
        }
        Voice::Me => {
            let said: f32 = speech
                .hints
                .iter()
                .filter(|hint| hint.who == Who::Me)
                .map(|hint| weigh::weight(hint.strength))
                .sum();
            said - 1.2
        }
        Voice::Person(person) => {
            let hints: f32 = speech
                .hints
                .iter()
                .map(|hint| weigh::hinted(*hint, person, cast, around, speech.paragraph))
                .sum();
            hints
                + words::in_words(speeches, at, person, cast)
                + words::presence(speech, person, cast, around)
                + words::novelty(speeches, at, person, cast, around)
                - words::reserve(speech, person, cast)
        }
    }
}
