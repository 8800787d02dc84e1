//! Who is weighed for a quotation in a cast that is too large to weigh all of it.

use super::{SMALL_CAST, Voice, context::Context};
use crate::text::prose::speech::Who;
use std::collections::BTreeSet;
use xinggen_domain::fuel::OutOfFuel;

/// How far back and ahead, in paragraphs, a person counts as nearby; further away all score the same.
const BACK: usize = 12;
const AHEAD: usize = 8;
/// How many people are taken into account of one paragraph, and of one reason.
const MOST_IN_A_PARAGRAPH: usize = 16;
const MOST_FOR_A_REASON: usize = 16;

/// Which voices are near which paragraph.
pub(super) struct Nearby {
    /// By person, their voice.
    voices: Vec<Option<usize>>,
    /// How many voices there are.
    all: usize,
    /// By paragraph, who is around it; empty for a small cast.
    around: Vec<Vec<usize>>,
}

impl Nearby {
    pub(super) fn of(context: &Context<'_>, voices: &[Voice]) -> Result<Self, OutOfFuel> {
        let mut by_person = vec![None; context.cast.people.len()];
        for (at, voice) in voices.iter().enumerate() {
            if let Voice::Person(person) = voice {
                by_person[*person] = Some(at);
            }
        }
        let mut nearby = Self { voices: by_person, all: voices.len(), around: Vec::new() };
        if voices.len() > SMALL_CAST {
            nearby.around = nearby.by_paragraph(context)?;
        }
        Ok(nearby)
    }

    fn by_paragraph(&self, context: &Context<'_>) -> Result<Vec<Vec<usize>>, OutOfFuel> {
        let paragraphs = context.around.starts.len();
        let mut here: Vec<Vec<usize>> = vec![Vec::new(); paragraphs];
        for places in [&context.around.told, &context.around.spoken] {
            for (person, places) in places.iter().enumerate() {
                context.cast.burn(1 + places.len())?;
                let Some(voice) = self.voices[person] else { continue };
                for &place in places {
                    let people = &mut here[place];
                    if people.len() < MOST_IN_A_PARAGRAPH && people.last() != Some(&voice) {
                        people.push(voice);
                    }
                }
            }
        }
        let mut around = Vec::with_capacity(paragraphs);
        for at in 0..paragraphs {
            let (back, ahead) = (at.saturating_sub(BACK)..=at, at + 1..(at + 1 + AHEAD).min(paragraphs));
            let before = back.rev().flat_map(|place| here[place].iter().copied()).take(2 * MOST_FOR_A_REASON);
            let behind = ahead.flat_map(|place| here[place].iter().copied()).take(MOST_FOR_A_REASON);
            let found: BTreeSet<usize> = before.chain(behind).collect();
            context.cast.burn(BACK + AHEAD + found.len())?;
            around.push(found.into_iter().collect());
        }
        Ok(around)
    }

    /// The voices that are weighed for a quotation, in order.
    pub(super) fn voices(&self, context: &Context<'_>, at: usize) -> Vec<usize> {
        if self.all <= SMALL_CAST {
            return (0..self.all).collect();
        }
        let speech = &context.speeches[at];
        let hinted = speech.hints.iter().filter_map(|hint| match hint.who {
            Who::Person(person) => Some(person),
            _ => None,
        });
        let called = |other: Option<usize>| {
            let speech = other.and_then(|other| context.speeches.get(other));
            speech.into_iter().flat_map(|speech| speech.called.iter().take(MOST_FOR_A_REASON))
        };
        let people = hinted
            .take(2 * MOST_FOR_A_REASON)
            .chain(speech.own_name)
            .chain(called(at.checked_sub(1)))
            .chain(called(at.checked_add(1)))
            .chain(context.answering(at))
            .chain(speech.named.iter().take(MOST_FOR_A_REASON));
        let mut found: BTreeSet<usize> = people.filter_map(|person| self.voices[person]).collect();
        found.extend(&self.around[speech.paragraph]);
        // The narrator and the teller of the story come first and can always be meant.
        found.insert(0);
        found.extend((context.around.first_person).then_some(1));
        found.into_iter().collect()
    }
}
