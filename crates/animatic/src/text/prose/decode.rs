//! Who says what: of all ways to give the quotations to people, the one that agrees best with the hints, with who
//! is around, and with the habit of speakers to take turns.
//!
//! Every quotation scores its candidates ([`weigh`], [`words`]): the whole of a small cast, those nearby of a large one
//! ([`nearby`]). Every step from one quotation to the next scores the pair of speakers, looking two turns back
//! ([`turns`]), and the best path through the best candidates of each is found ([`path`]). The narrator is
//! a candidate too and wins where nobody has anything for them: in doubt a sentence is narrated.

mod context;
mod nearby;
mod path;
mod turns;
mod weigh;
mod words;

use super::speech::{Hint, Speech, Strength, Surroundings, Who};
use crate::text::cast::Cast;
use context::Context;
use nearby::Nearby;
use std::collections::HashSet;
use xinggen_domain::fuel::OutOfFuel;

/// Who can be given a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Person(usize),
    Me,
    Narrator,
}

const NOBODY: f32 = -1.5;
/// With no more voices than this, every one of them is weighed for every quotation.
const SMALL_CAST: usize = 64;

/// The speaker of every quotation; nobody is the narrator.
pub(crate) fn speakers(
    speeches: &[Speech],
    cast: &Cast,
    around: &Surroundings,
) -> Result<Vec<Option<usize>>, OutOfFuel> {
    let context = Context::of(speeches, cast, around)?;
    let voices = candidates(speeches, cast, around)?;
    let nearby = Nearby::of(&context, &voices)?;
    let mut rows: Vec<Vec<(usize, f32)>> = Vec::with_capacity(speeches.len());
    for (at, speech) in speeches.iter().enumerate() {
        let near = nearby.voices(&context, at);
        cast.burn(near.len() * (1 + speech.hints.len()))?;
        let row = near.into_iter().map(|voice| (voice, score(&context, at, voices[voice])));
        // How the first turn goes depends on the second, so all stay in the game there.
        rows.push(if at == 0 { row.collect() } else { path::likely(row.collect()) });
    }
    let path = path::best(&context, &rows, &voices)?;
    Ok(path
        .into_iter()
        .map(|at| match voices[at] {
            Voice::Person(person) => Some(person),
            Voice::Me | Voice::Narrator => None,
        })
        .collect())
}

/// Whether a hint makes somebody without a name a candidate; a description needs a stronger one.
fn makes_candidate(strength: Strength, generic: bool) -> bool {
    match strength {
        Strength::Said | Strength::Beat | Strength::Before | Strength::Antecedent => true,
        Strength::Nearby => !generic,
        Strength::Silent | Strength::Around | Strength::FarAntecedent => false,
    }
}

fn candidates(speeches: &[Speech], cast: &Cast, around: &Surroundings) -> Result<Vec<Voice>, OutOfFuel> {
    let mut hinted: HashSet<usize> = HashSet::new();
    for speech in speeches {
        cast.burn(1 + speech.hints.len())?;
        hinted.extend(speech.hints.iter().filter_map(|hint: &Hint| match hint.who {
            Who::Person(person) if makes_candidate(hint.strength, cast.people[person].generic) => {
                Some(person)
            }
            _ => None,
        }));
    }
    let mut voices: Vec<Voice> = vec![Voice::Narrator];
    if around.first_person {
        voices.push(Voice::Me);
    }
    let people = cast.people.iter().enumerate().filter(|(_, person)| !person.names.is_empty());
    voices.extend(
        people.filter(|(at, person)| !person.role || hinted.contains(at)).map(|(at, _)| Voice::Person(at)),
    );
    Ok(voices)
}

/// What the hints, the words and the surroundings say for a candidate.
fn score(context: &Context<'_>, at: usize, voice: Voice) -> f32 {
    let speech = &context.speeches[at];
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
            let hints: f32 =
                speech.hints.iter().map(|hint| weigh::hinted(context, *hint, person, speech.paragraph)).sum();
            hints
                + words::in_words(context, at, person)
                + words::presence(context, speech, person)
                + words::novelty(context, at, person)
                - words::reserve(context, speech, person)
        }
    }
}
