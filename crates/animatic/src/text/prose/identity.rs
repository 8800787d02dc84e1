//! Who is who, once the quotations are known: descriptions, roles and names that mean the same person.

use super::{
    Findings,
    speech::{Renames, Speech, Strength, Who},
};
use std::collections::{BTreeMap, HashMap, HashSet};
use xinggen_domain::{
    character::Gender,
    fuel::{Fuel, OutOfFuel},
};

/// The role that a verb of speech gives a quotation.
fn said_role(findings: &Findings, speech: &Speech) -> Option<usize> {
    speech.hints.iter().find_map(|hint| match (hint.who, hint.strength) {
        (Who::Person(person), Strength::Said) if findings.cast.people[person].role => Some(person),
        _ => None,
    })
}

/// Who tells their own name (“我叫豆豆，”小野鸭说) is one person with what they were called before.
pub(super) fn introduce(findings: &mut Findings, fuel: &Fuel) -> Result<(), OutOfFuel> {
    let mut same: Vec<(usize, usize)> = Vec::new();
    for speech in &findings.speeches {
        fuel.burn(1 + speech.hints.len())?;
        same.extend(speech.own_name.zip(said_role(findings, speech)));
    }
    let mut renames = Renames::none(findings.cast.people.len());
    for (name, role) in same {
        fuel.burn(1)?;
        findings.cast.merge(name, role);
        renames.rename(role, name);
    }
    renames.apply(&mut findings.speeches, fuel)
}

/// A name that is only ever called belongs to the role that spoke right before (‘What?’ growled the badger. ‘Hush, Mr.
/// Thistlewood.’), unless another person fits.
pub(super) fn address(findings: &mut Findings, fuel: &Fuel) -> Result<(), OutOfFuel> {
    let mut same: Vec<(usize, usize)> = Vec::new();
    for pair in findings.speeches.windows(2) {
        fuel.burn(1 + pair[0].hints.len())?;
        let near = pair[1].paragraph > pair[0].paragraph && pair[1].paragraph <= pair[0].paragraph + 2;
        let Some(role) = said_role(findings, &pair[0]).filter(|_| near) else { continue };
        let unmet =
            |name: &usize| findings.around.told[*name].is_empty() && !findings.cast.people[*name].role;
        let called = pair[1].called.iter().inspect(|_| fuel.spend(1)).find(unmet);
        if let Some(name) = called {
            let (one, two) = (findings.cast.people[role].gender(), findings.cast.people[name].gender());
            if one == two || one == Gender::Unknown || two == Gender::Unknown {
                same.push((role, name));
            }
        }
    }
    same.sort_unstable();
    same.dedup();
    let (mut roles, mut names): (HashMap<usize, usize>, HashMap<usize, usize>) = Default::default();
    for (role, name) in &same {
        *roles.entry(*role).or_default() += 1;
        *names.entry(*name).or_default() += 1;
    }
    let mut renames = Renames::none(findings.cast.people.len());
    for &(role, name) in &same {
        fuel.burn(1)?;
        let only = names[&name] == 1 && roles[&role] == 1;
        if only && !findings.cast.people[name].name().is_empty() {
            findings.cast.merge(role, name);
            renames.rename(name, role);
        }
    }
    renames.apply(&mut findings.speeches, fuel)
}

/// Who was only described at first (那边是一个女人的声音) and named later is that person wherever the description comes
/// again.
pub(super) fn recognise(
    findings: &mut Findings,
    speakers: &[Option<usize>],
    fuel: &Fuel,
) -> Result<(), OutOfFuel> {
    // The first quotation that a verb of speech gives each description.
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, speech) in findings.speeches.iter().enumerate() {
        fuel.burn(1 + speech.hints.len())?;
        for hint in speech.hints.iter().filter(|hint| hint.strength == Strength::Said) {
            if let Who::Person(person) = hint.who {
                first.entry(person).or_insert(at);
            }
        }
    }
    let around = &mut findings.around;
    let mut met: Vec<Option<usize>> = around
        .told
        .iter()
        .zip(&around.spoken)
        .map(|(told, spoken)| told.first().into_iter().chain(spoken.first()).copied().min())
        .collect();
    let mut renames = Renames::none(findings.cast.people.len());
    let mut changed: HashSet<usize> = HashSet::new();
    for (role, at) in first {
        fuel.burn(1)?;
        let Some(person) = speakers[at].filter(|&person| {
            person != role && findings.cast.people[role].generic && !findings.cast.people[person].role
        }) else {
            continue;
        };
        if met[person].is_some_and(|met| met >= findings.speeches[at].paragraph) {
            renames.rename(role, person);
            findings.cast.merge(person, role);
            let told = std::mem::take(&mut around.told[role]);
            met[person] = met[person].into_iter().chain(told.first().copied()).min();
            around.told[person].extend(told);
            changed.insert(person);
        }
    }
    for person in changed {
        fuel.burn(around.told[person].len())?;
        around.told[person].sort_unstable();
        around.told[person].dedup();
    }
    renames.apply(&mut findings.speeches, fuel)
}

/// Descriptions (the boy) whose lines all went to one person with a name become names of that person.
pub(super) fn adopt(
    findings: &mut Findings,
    speakers: &[Option<usize>],
    fuel: &Fuel,
) -> Result<(), OutOfFuel> {
    let meant = |speech: &Speech| {
        speech.hints.iter().find_map(|hint| match (hint.who, hint.strength) {
            (Who::Person(person), Strength::Said | Strength::Before) => Some(person),
            _ => None,
        })
    };
    // Who was given the lines of each person, in order, without repeats in a row.
    let mut given: BTreeMap<usize, Vec<Option<usize>>> = BTreeMap::new();
    for (speech, speaker) in findings.speeches.iter().zip(speakers) {
        fuel.burn(1 + speech.hints.len())?;
        if let Some(person) = meant(speech) {
            let given = given.entry(person).or_default();
            if given.last() != Some(speaker) {
                given.push(*speaker);
            }
        }
    }
    let speaking: HashSet<usize> = speakers.iter().copied().flatten().collect();
    for (role, given) in given {
        fuel.burn(1)?;
        if let [Some(person)] = given[..]
            && person != role
            && findings.cast.people[role].role
            && !findings.cast.people[person].role
            && !speaking.contains(&role)
        {
            findings.cast.merge(person, role);
        }
    }
    Ok(())
}
