//! The text side of the built-in vendor: it divides stories, writes scripts and draws up storyboards by rules and
//! word lists, without a network and always the same for the same input.
//!
//! The way of a story:
//! 1. `paragraph` parts it at its lines, `screenplay::is_screenplay` tells which of two readers reads it.
//! 2. `screenplay` reads scene headings, cues and action. `prose` parts quotations from what is told, finds the people
//!    and the hints at who speaks (one module per language) and weighs them (`prose::decode`). Both hand on
//!    [`passage::Passage`]s: pieces of speech and of narration, in order. In doubt a sentence is narrated.
//! 3. `beats` parts the passages into beats, `scenes` and `setting` say where and when these play, `sentence` cuts what
//!    is spoken into utterances, `draft` puts the script together.
//! 4. `board` makes shots of it. `divide` parts a long story into episodes before all of this.
//!
//! Where a rule belongs:
//! - A word that is not known (a verb of speech, a title, a place, a prop, a time): `lexicon`, nothing else.
//! - A heading or a cue that people write differently: `screenplay::heading`, `screenplay::cue`.
//! - A new kind of hint at a speaker: a `Strength` in `prose::speech`, its weight in `prose::decode`.
//! - A habit of the camera: `board::grammar`.
//!
//! Everything is linear in the text: what goes over one sentence or paragraph draws its steps unasked
//! (`Fuel::spend`), what goes over many asks for them (`Fuel::burn`) and ends when there are none. A loop that looks at
//! k characters per turn draws k. Word lists and names are looked for all at once ([`find`]); names and quotations have
//! indices, never scans; recursion is a loop; where something could fit arbitrarily many, a constant says how many are
//! tried.
//!
//! Every such rule comes with a labelled story (docs/examples, tests/stories) or a case in the tests beside it.

mod beats;
mod board;
mod cast;
mod divide;
mod draft;
mod find;
mod language;
mod lexicon;
mod model;
mod paragraph;
mod passage;
mod prose;
mod scenes;
mod screenplay;
mod segmenter;
mod sentence;
mod setting;
#[cfg(test)]
mod tests;

pub use model::AnimaticText;

use xinggen_domain::{
    character::Character,
    fuel::{Fuel, OutOfFuel},
    script::ScriptDraft,
};

/// Reads a text as screenplay or prose, whichever it is.
fn read(source: &str, known: &[Character], fuel: &Fuel) -> Result<passage::Reading, OutOfFuel> {
    let language = language::language_of(source);
    let lines = paragraph::paragraphs(source, false, fuel)?;
    if screenplay::is_screenplay(&lines, language, fuel)? {
        screenplay::read(&lines, language, known, fuel)
    } else {
        prose::read(&paragraph::paragraphs(source, true, fuel)?, language, known, fuel)
    }
}

/// The script of a source.
fn script(source: &str, known: &[Character], fuel: &Fuel) -> Result<ScriptDraft, OutOfFuel> {
    draft::draft(&read(source, known, fuel)?, source, fuel)
}
