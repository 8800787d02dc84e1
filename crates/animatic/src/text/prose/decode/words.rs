//! What the words of a quotation and the paragraphs around it say for somebody.

use super::context::Context;
use crate::text::prose::speech::{Speech, Strength, Who};

/// An answer to a question for a name is no longer than this, in characters.
const SHORT: usize = 20;

/// Names in the quotation: nobody calls themselves, few speak of themselves by name.
pub(super) fn in_words(context: &Context<'_>, at: usize, person: usize) -> f32 {
    let speeches = context.speeches;
    let speech = &speeches[at];
    let mut total = 0.0;
    let last = at.checked_sub(1).map(|before| &speeches[before]);
    let short = speech.text.chars().nth(SHORT).is_none();
    let answers = last.is_some_and(|last| last.asks_name)
        && (context.answers(at, person) || short && speech.named.contains(person));
    if speech.own_name == Some(person) || answers {
        return 9.0;
    }
    if last.is_some_and(|last| last.asks_name) && speech.named.contains(person) {
        total += 4.0;
    } else if speech.called.contains(person) {
        total -= 9.0;
    } else if speech.named.contains(person) {
        total -= if context.cast.people[person].role { 1.0 } else { 3.0 };
    }
    if let Some(last) =
        last.filter(|last| speech.paragraph > last.paragraph && speech.paragraph <= last.paragraph + 2)
    {
        let said =
            speech.hints.iter().any(|hint| hint.strength == Strength::Said && hint.who != Who::Stranger);
        total += if last.called.contains(person) && !said { 3.5 } else { 0.0 };
    }
    let next = speeches.get(at + 1).filter(|next| next.paragraph == speech.paragraph + 1);
    total + if next.is_some_and(|next| next.called.contains(person)) { 1.0 } else { 0.0 }
}

/// Roles and descriptions need a reason to speak.
pub(super) fn reserve(context: &Context<'_>, speech: &Speech, person: usize) -> f32 {
    let candidate = &context.cast.people[person];
    let meant = speech.hints.iter().any(|hint| hint.who == Who::Person(person));
    match (candidate.generic, candidate.role, meant) {
        (true, _, false) => 2.0,
        (_, true, _) => 0.5,
        _ => 0.0,
    }
}

/// The last of these paragraphs up to this one.
fn last_up_to(places: &[usize], paragraph: usize) -> Option<usize> {
    places[..places.partition_point(|place| *place <= paragraph)].last().copied()
}

/// The first of these paragraphs behind this one.
fn next_after(places: &[usize], paragraph: usize) -> Option<usize> {
    places.get(places.partition_point(|place| *place <= paragraph)).copied()
}

/// People who were just named are more likely to be there; who is not met yet hardly speaks.
pub(super) fn presence(context: &Context<'_>, speech: &Speech, person: usize) -> f32 {
    let (paragraph, people) = (speech.paragraph, &context.cast.people);
    let start = context.around.starts.get(paragraph).copied().unwrap_or(0);
    let described =
        speech.hints.iter().any(|hint| matches!(hint.who, Who::Person(meant) if people[meant].generic));
    let (told, spoken) = (&context.around.told[person], &context.around.spoken[person]);
    let last = |places: &[usize]| last_up_to(places, paragraph).map(|place| paragraph - place);
    let next = [told, spoken].into_iter().filter_map(|places| next_after(places, paragraph)).min();
    let next = next.map(|place| place - paragraph);
    match (last(told), last(spoken), next) {
        (Some(gone), ..)
            if paragraph - gone < start && next_after(told, paragraph) != Some(paragraph + 1) =>
        {
            -1.5
        }
        (Some(0..=2), _, _) => 0.0,
        (Some(3..=6), _, _) => -0.5,
        (Some(7..=12), _, _) => -1.0,
        (Some(_), _, Some(0..=3)) => -1.2,
        (Some(_), _, _) => -2.0,
        (None, Some(_), _) => -2.0,
        (None, None, Some(0..=1)) => -1.5,
        // Somebody who was only described so far may be named later.
        (None, None, Some(_)) if described => -1.0,
        (None, None, _) => -3.5,
    }
}

/// A voice that nobody knows yet belongs to somebody who comes in right after it, not to one who just spoke.
pub(super) fn novelty(context: &Context<'_>, at: usize, person: usize) -> f32 {
    let speech = &context.speeches[at];
    let strange =
        speech.hints.iter().any(|hint| hint.who == Who::Stranger && hint.strength == Strength::Said);
    if !strange || context.cast.people[person].generic {
        return 0.0;
    }
    let paragraph = speech.paragraph;
    let (told, spoken) = (&context.around.told[person], &context.around.spoken[person]);
    let within = |places: &[usize], reach| {
        next_after(places, paragraph).is_some_and(|place| place <= paragraph + reach)
    };
    let (comes, named) = (within(told, 3), within(spoken, 2));
    let addressed = at > 0 && context.speeches[at - 1].called.contains(person);
    let earlier = paragraph.checked_sub(1).and_then(|before| last_up_to(told, before));
    let before = earlier.is_some_and(|place| place + 3 > paragraph);
    (if comes || named { 3.0 } else { 0.0 }) + (if addressed { 2.0 } else { 0.0 })
        - if before && !addressed { 4.0 } else { 0.0 }
}
