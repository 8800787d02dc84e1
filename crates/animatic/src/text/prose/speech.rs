//! One quotation and everything that hints at who says it.

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
    pub(crate) called: Vec<usize>,
    /// Who is spoken of or to by name.
    pub(crate) named: Vec<usize>,
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
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings {
    /// Per person, the paragraphs in which the story (not a quotation) names them.
    pub(crate) told: Vec<Vec<usize>>,
    /// Per person, the paragraphs in which anybody names them.
    pub(crate) spoken: Vec<Vec<usize>>,
    /// Per paragraph, the one with which its section (or the time after a jump) began.
    pub(crate) starts: Vec<usize>,
    /// Whether the story is told in the first person.
    pub(crate) first_person: bool,
}

impl Speech {
    /// Replaces a person by another.
    pub(crate) fn rename(&mut self, from: usize, to: usize) {
        for hint in self.hints.iter_mut().filter(|hint| hint.who == Who::Person(from)) {
            hint.who = Who::Person(to);
        }
        for person in self.called.iter_mut().chain(&mut self.named).filter(|person| **person == from) {
            *person = to;
        }
    }
}
