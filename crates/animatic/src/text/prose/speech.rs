//! One quotation and everything that hints at who says it.

use std::collections::HashSet;
use xinggen_domain::fuel::{Fuel, OutOfFuel};

/// Who a hint points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Person(usize),
    He,
    She,
    /// The teller of a story in the first person.
    Me,
    /// More than one.
    Group,
    /// Somebody who is not named yet.
    Stranger,
}

/// How strong a hint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// A verb of speech says so.
    Said,
    /// The sentence behind the quotation, in the same paragraph, is about this person.
    Beat,
    /// The sentence before it is, in the same paragraph.
    Before,
    /// The paragraph before it ends with this person.
    Nearby,
    /// Somebody else acts in the paragraph before it.
    Around,
    /// That person was silent there.
    Silent,
    /// Whom a pronoun most likely stands for: named in the same paragraph, or in one before.
    Antecedent,
    FarAntecedent,
}

/// A hint at the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) who: Who,
    pub(crate) strength: Strength,
}

/// A quotation that is spoken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speech {
    /// Index of its paragraph.
    pub(crate) paragraph: usize,
    pub(crate) text: String,
    pub(crate) hints: Vec<Hint>,
    /// Who is spoken to by name.
    pub(crate) called: People,
    /// Who is spoken of or to by name.
    pub(crate) named: People,
    /// Who says that this is their own name.
    pub(crate) own_name: Option<usize>,
    /// Heard in the mind, not said.
    pub(crate) thought: bool,
    /// Read from paper or a screen, not said.
    pub(crate) written: bool,
    /// The mark that closes it is missing, so the next paragraph goes on with the same speaker.
    pub(crate) open: bool,
    /// The words of a bare attribution (`she said quietly`), shown rather than narrated.
    pub(crate) action: String,
    /// Something is told before it in its paragraph.
    pub(crate) led: bool,
    /// The paragraph begins a new section.
    pub(crate) opens: bool,
    /// Asks something: the answer comes from somebody else.
    pub(crate) asks: bool,
    /// Asks for a name.
    pub(crate) asks_name: bool,
}

/// What the paragraphs say about who is around.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// Per person, the paragraphs in which the story (not a quotation) names them, in order.
    pub(crate) told: Vec<Vec<usize>>,
    /// Per person, the paragraphs in which a quotation names them, in order.
    pub(crate) spoken: Vec<Vec<usize>>,
    /// Per paragraph, the one with which its section (or the time after a jump) began.
    pub(crate) starts: Vec<usize>,
    /// Whether the story is told in the first person.
    pub(crate) first_person: bool,
}

/// People, each once, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    order: Vec<usize>,
    set: HashSet<usize>,
}

impl People {
    pub(crate) fn push(&mut self, person: usize) {
        if self.set.insert(person) {
            self.order.push(person);
        }
    }

    pub(crate) fn contains(&self, person: usize) -> bool {
        self.set.contains(&person)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.order.iter().copied()
    }
}

impl Extend<usize> for People {
    fn extend<T: IntoIterator<Item = usize>>(&mut self, people: T) {
        people.into_iter().for_each(|person| self.push(person));
    }
}

/// People who turned out to be another person: collected first, then applied to all quotations in one pass.
pub(crate) struct Renames(Vec<Vec<usize>>);

impl Renames {
    /// No renames yet, for this many people.
    pub(crate) fn none(people: usize) -> Self {
        Self((0..people).map(|person| vec![person]).collect())
    }

    /// All who are `from` after the renames so far become `to`.
    pub(crate) fn rename(&mut self, from: usize, to: usize) {
        if from != to {
            let moved = std::mem::take(&mut self.0[from]);
            self.0[to].extend(moved);
        }
    }

    pub(crate) fn apply(self, speeches: &mut [Speech], fuel: &Fuel) -> Result<(), OutOfFuel> {
        let mut now: Vec<usize> = vec![0; self.0.len()];
        for (person, were) in self.0.into_iter().enumerate() {
            were.into_iter().for_each(|was| now[was] = person);
        }
        for speech in speeches {
            fuel.burn(1 + speech.hints.len() + speech.called.order.len() + speech.named.order.len())?;
            for hint in &mut speech.hints {
                if let Who::Person(person) = &mut hint.who {
                    *person = now[*person];
                }
            }
            for people in [&mut speech.called, &mut speech.named] {
                let mut renamed = People::default();
                renamed.extend(people.iter().map(|person| now[person]));
                *people = renamed;
            }
        }
        Ok(())
    }
}
