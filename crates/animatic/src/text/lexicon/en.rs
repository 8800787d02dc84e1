//! English: names, titles, kin, roles, verbs of speech.

use super::{Kinds, Words, kinds, words};

const FILE: &str = include_str!("en.txt");

/// Verbs of speech in the forms a story uses.
pub(crate) static SPEECH: Words = Words::new(|| words(FILE, "speech"));

/// Verbs of thinking.
pub(crate) static THOUGHT: Words = Words::new(|| words(FILE, "thought"));

/// Titles before a name.
pub(crate) static TITLES: Kinds = Kinds::new(|| kinds(FILE, "titles"));

/// Kin words, which with a capital stand for a name of their own.
pub(crate) static KIN: Kinds = Kinds::new(|| kinds(FILE, "kin"));

/// Roles: `the` and the like stand before them.
pub(crate) static ROLES: Kinds = Kinds::new(|| kinds(FILE, "roles"));

/// Words that describe somebody who may have a name elsewhere.
pub(crate) static GENERIC: Kinds = Kinds::new(|| kinds(FILE, "generic"));

/// First names, so that gender is known and a name at the start of a sentence is taken for one.
pub(crate) static FEMALE_NAMES: Words = Words::new(|| words(FILE, "female_names"));

/// The same for men.
pub(crate) static MALE_NAMES: Words = Words::new(|| words(FILE, "male_names"));

/// Words with a capital that are nobody.
pub(crate) static NOT_NAMES: Words = Words::new(|| words(FILE, "not_names"));

/// Words before a place.
pub(crate) static PLACE_PREPOSITIONS: Words = Words::new(|| words(FILE, "place_prepositions"));

/// Who are many.
pub(crate) static GROUPS: Words = Words::new(|| words(FILE, "groups"));

/// Adverbs and the like that may stand in a bare attribution beside words in -ly.
pub(crate) static MANNER: Words = Words::new(|| words(FILE, "manner"));

/// Words before the subject of a sentence.
pub(crate) static LEAD: Words = Words::new(|| words(FILE, "lead"));

/// Nouns behind `said the` that are no people.
pub(crate) static NOT_PEOPLE: Words = Words::new(|| words(FILE, "not_people"));

/// Verbs that a story has behind a name and that do not end in -ed.
pub(crate) static IRREGULAR: Words = Words::new(|| words(FILE, "irregular"));

/// Silence: whoever is silent does not speak next.
pub(crate) static SILENT: Words = Words::new(|| words(FILE, "silent"));
