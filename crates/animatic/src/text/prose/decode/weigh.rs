//! What hints are worth.

use crate::text::{
    cast::{Cast, Person},
    prose::speech::{Hint, Strength, Surroundings, Who},
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

/// What a hint is worth for a candidate.
pub(super) fn hinted(hint: Hint, person: usize, cast: &Cast, around: &Surroundings, paragraph: usize) -> f32 {
    let candidate = &cast.people[person];
    let full = weight(hint.strength);
    match hint.who {
        Who::Person(meant) if meant == person => {
            let named =
                |other: usize| stands_for(candidate, &cast.people[other], other, around, paragraph) >= 0.8;
            match candidate.generic {
                true if (0..cast.people.len()).any(named) => full * 0.3,
                true => full * 0.8,
                false => full,
            }
        }
        Who::Person(meant) => full * stands_for(&cast.people[meant], candidate, person, around, paragraph),
        Who::He => full * agrees(candidate.gender(), Gender::Male),
        Who::She => full * agrees(candidate.gender(), Gender::Female),
        Who::Me | Who::Group | Who::Stranger => 0.0,
    }
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
    description: &Person,
    person: &Person,
    index: usize,
    around: &Surroundings,
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
    let met = around.told[index].iter().chain(&around.spoken[index]).copied().min().unwrap_or(usize::MAX);
    let fresh = if met >= paragraph && met <= paragraph + 8 { 0.6 } else { 0.0 };
    gender + age + fresh
}
