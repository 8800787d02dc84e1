//! What the words of a quotation and the paragraphs around it say for somebody.

use crate::text::{
    cast::Cast,
    prose::speech::{Speech, Strength, Surroundings, Who},
};

/// Names in the quotation: nobody calls themselves, few speak of themselves by name.
pub(super) fn in_words(speeches: &[Speech], at: usize, person: usize, cast: &Cast) -> f32 {
    let speech = &speeches[at];
    let mut total = 0.0;
    let last = at.checked_sub(1).map(|before| &speeches[before]);
    let short = speech.text.chars().count() <= 20;
    let answers = last.is_some_and(|last| last.asks_name)
        && (cast.people[person].names.iter().any(|name| speech.text.starts_with(name.as_str()))
            || short && speech.named.contains(&person));
    if speech.own_name == Some(person) || answers {
        return 9.0;
    }
    if last.is_some_and(|last| last.asks_name) && speech.named.contains(&person) {
        total += 4.0;
    } else if speech.called.contains(&person) {
        total -= 9.0;
    } else if speech.named.contains(&person) {
        total -= if cast.people[person].role { 1.0 } else { 3.0 };
    }
    if let Some(last) =
        last.filter(|last| speech.paragraph > last.paragraph && speech.paragraph <= last.paragraph + 2)
    {
        let said =
            speech.hints.iter().any(|hint| hint.strength == Strength::Said && hint.who != Who::Stranger);
        total += if last.called.contains(&person) && !said { 3.5 } else { 0.0 };
    }
    let next = speeches.get(at + 1).filter(|next| next.paragraph == speech.paragraph + 1);
    total + if next.is_some_and(|next| next.called.contains(&person)) { 1.0 } else { 0.0 }
}

/// Roles and descriptions need a reason to speak.
pub(super) fn reserve(speech: &Speech, person: usize, cast: &Cast) -> f32 {
    let candidate = &cast.people[person];
    let meant = speech.hints.iter().any(|hint| hint.who == Who::Person(person));
    match (candidate.generic, candidate.role, meant) {
        (true, _, false) => 2.0,
        (_, true, _) => 0.5,
        _ => 0.0,
    }
}

/// People who were just named are more likely to be there; who is not met yet hardly speaks.
pub(super) fn presence(speech: &Speech, person: usize, cast: &Cast, around: &Surroundings) -> f32 {
    let paragraph = speech.paragraph;
    let start = around.starts.get(paragraph).copied().unwrap_or(0);
    let described =
        speech.hints.iter().any(|hint| matches!(hint.who, Who::Person(meant) if cast.people[meant].generic));
    let last = |places: &[usize]| {
        places.iter().filter(|&&place| place <= paragraph).max().map(|place| paragraph - place)
    };
    let next = around.told[person]
        .iter()
        .chain(&around.spoken[person])
        .filter(|&&place| place > paragraph)
        .min()
        .map(|place| place - paragraph);
    match (last(&around.told[person]), last(&around.spoken[person]), next) {
        (Some(gone), ..) if paragraph - gone < start && !around.told[person].contains(&(paragraph + 1)) => {
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
pub(super) fn novelty(
    speeches: &[Speech],
    at: usize,
    person: usize,
    cast: &Cast,
    around: &Surroundings,
) -> f32 {
    let speech = &speeches[at];
    let strange =
        speech.hints.iter().any(|hint| hint.who == Who::Stranger && hint.strength == Strength::Said);
    if !strange || cast.people[person].generic {
        return 0.0;
    }
    let comes =
        around.told[person].iter().any(|&place| place > speech.paragraph && place <= speech.paragraph + 3);
    let named =
        around.spoken[person].iter().any(|&place| place > speech.paragraph && place <= speech.paragraph + 2);
    let addressed = at > 0 && speeches[at - 1].called.contains(&person);
    let before =
        around.told[person].iter().any(|&place| place < speech.paragraph && place + 3 > speech.paragraph);
    (if comes || named { 3.0 } else { 0.0 }) + (if addressed { 2.0 } else { 0.0 })
        - if before && !addressed { 4.0 } else { 0.0 }
}
