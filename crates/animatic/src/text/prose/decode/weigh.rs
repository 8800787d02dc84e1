//! What hints are worth.

use super::context::Context;
use crate::text::{
    cast::Person,
    prose::speech::{Hint, Strength, Who},
};
use xinggen_domain::character::{Age, Gender};

/// What a hint is worth when it points straight at somebody.
pub(super) fn weight(strength: Strength) -> f32 {
    match strength {
        Strength::Said => 10.0,
        Strength::Beat => 7.0,
        Strength::Before => 5.0,
        Strength::Nearby => 2.2,
        Strength::Around => 1.0,
        Strength::Antecedent => 4.0,
        Strength::FarAntecedent => 2.0,
        Strength::Silent => -1.5,
    }
}

/// How many people who come in are tried for one description.
const MOST_ARRIVALS: usize = 64;
/// How many paragraphs later a person who was only described may be named.
const NAMED_WITHIN: usize = 8;

/// What a hint is worth for a candidate.
pub(super) fn hinted(context: &Context<'_>, hint: Hint, person: usize, paragraph: usize) -> f32 {
    let candidate = &context.cast.people[person];
    let full = weight(hint.strength);
    match hint.who {
        Who::Person(meant) if meant == person => match candidate.generic {
            true if has_name(context, candidate, paragraph) => full * 0.3,
            true => full * 0.8,
            false => full,
        },
        Who::Person(meant) => {
            full * stands_for(context, &context.cast.people[meant], candidate, person, paragraph)
        }
        Who::He => full * agrees(candidate.gender(), Gender::Male),
        Who::She => full * agrees(candidate.gender(), Gender::Female),
        Who::Me | Who::Group | Who::Stranger => 0.0,
    }
}

/// Whether a description fits a person with a name so well that it most likely means them: an elder, or one who comes
/// in right behind it.
fn has_name(context: &Context<'_>, description: &Person, paragraph: usize) -> bool {
    let mut arrivals = context
        .arrivals
        .range(paragraph..=paragraph + NAMED_WITHIN)
        .flat_map(|(_, people)| people)
        .take(MOST_ARRIVALS);
    let fits = |&other: &usize| {
        stands_for(context, description, &context.cast.people[other], other, paragraph) >= 0.8
    };
    context.has_elder_like(description) || arrivals.any(fits)
}

fn agrees(gender: Gender, pronoun: Gender) -> f32 {
    match gender {
        Gender::Unknown => 0.35,
        gender if gender == pronoun => 0.55,
        _ => -0.9,
    }
}

/// How well somebody with a name fits a description (`the old man`, 青年): best when they are named only after it.
fn stands_for(
    context: &Context<'_>,
    description: &Person,
    person: &Person,
    index: usize,
    paragraph: usize,
) -> f32 {
    if !description.generic || person.role {
        return 0.0;
    }
    let gender = match (description.gender(), person.gender()) {
        (Gender::Unknown, _) | (_, Gender::Unknown) => 0.2,
        (one, two) if one == two => 0.45,
        _ => return -0.9,
    };
    let age = match (description.age, person.age) {
        (Some(Age::Elder), Some(Age::Elder)) => 0.4,
        (Some(Age::Elder), None) => -0.2,
        (Some(Age::Elder), Some(_)) | (Some(_), Some(Age::Elder)) => -0.4,
        (Some(one), Some(two)) if one == two => 0.1,
        _ => 0.0,
    };
    let met = context.met[index];
    let fresh = if met >= paragraph && met <= paragraph + NAMED_WITHIN { 0.6 } else { 0.0 };
    gender + age + fresh
}
