//! The screenplay of an episode: beats, each in one scene, made of spoken lines and narrated sentences.

use crate::{
    CharacterId, EpisodeId, SceneId, ScriptId,
    character::{Age, Gender},
    code::coded,
    provenance::Provenance,
    scene::{TimeOfDay, Weather},
    time::Timestamp,
};

coded! {
    /// The language of a story.
    pub enum Language {
        /// Chinese.
        Chinese = "zh",
        /// English.
        English = "en",
    }
}

coded! {
    /// How a line is spoken.
    pub enum LineMode {
        /// By someone in the picture.
        Dialogue = "dialogue",
        /// Over the picture: the narrator, or a character's thoughts.
        VoiceOver = "voice_over",
        /// By a character who is there but not in the picture.
        OffScreen = "off_screen",
    }
}

/// One spoken or narrated sentence (or a few short ones) of a beat. `C` names a character: an id in a stored
/// script, an index into the draft's cast in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance<C> {
    /// Who speaks; nobody means the narrator.
    pub speaker: Option<C>,
    /// How.
    pub mode: LineMode,
    /// The words, as they are spoken and shown.
    pub text: String,
    /// What is done while it is spoken, in the story's language; may be empty.
    pub action: String,
}

/// A dramatic unit in one scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    /// Where and when it plays.
    pub scene_id: SceneId,
    /// Who is present, speaking or not.
    pub present: Vec<CharacterId>,
    /// What is said and told, in order.
    pub utterances: Vec<Utterance<CharacterId>>,
}

/// The stored script of an episode; one per episode, replaced as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Its id.
    pub id: ScriptId,
    /// The episode it belongs to; unique.
    pub episode_id: EpisodeId,
    /// The language it is spoken in.
    pub language: Language,
    /// The beats in order.
    pub beats: Vec<Beat>,
    /// What it was written from.
    pub provenance: Provenance,
    /// When it was written.
    pub created_at: Timestamp,
}

/// A member of the cast, as a text model found one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharacterDraft {
    /// The name.
    pub name: String,
    /// Other names for the same person.
    pub aliases: Vec<String>,
    /// Gender, as far as the text tells.
    pub gender: Gender,
    /// Age, as far as the text tells.
    pub age: Age,
    /// Look and manner, in the story's language; may be empty.
    pub description: String,
}

/// A place at a time, as a text model found one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneDraft {
    /// The place, in the story's words.
    pub place: String,
    /// Whether it is inside.
    pub interior: bool,
    /// When.
    pub time_of_day: TimeOfDay,
    /// The weather.
    pub weather: Weather,
    /// What it looks like; may be empty.
    pub description: String,
}

/// A prop, as a text model found one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropDraft {
    /// The name.
    pub name: String,
    /// What it looks like; may be empty.
    pub description: String,
}

/// A beat of a draft; `scene`, `present` and speakers are indices into the draft's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeatDraft {
    /// Index into [`ScriptDraft::scenes`].
    pub scene: usize,
    /// Indices into [`ScriptDraft::characters`].
    pub present: Vec<usize>,
    /// What is said and told, in order; never empty.
    pub utterances: Vec<Utterance<usize>>,
}

/// What a text model answers when it writes a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptDraft {
    /// The language of the text.
    pub language: Language,
    /// The cast of this episode.
    pub characters: Vec<CharacterDraft>,
    /// The places of this episode; never empty.
    pub scenes: Vec<SceneDraft>,
    /// Things that matter to the plot, few.
    pub props: Vec<PropDraft>,
    /// The beats in order; never empty.
    pub beats: Vec<BeatDraft>,
}

/// Why a draft cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// A list that must have entries has none.
    #[error("the draft has no {0}")]
    Empty(&'static str),
    /// An index points beyond its list.
    #[error("the draft names {what} {index}, but has only {len}")]
    OutOfRange {
        /// What was named.
        what: &'static str,
        /// The index.
        index: usize,
        /// The length of the list.
        len: usize,
    },
}

pub(crate) fn in_range(what: &'static str, index: usize, len: usize) -> Result<(), DraftError> {
    if index < len { Ok(()) } else { Err(DraftError::OutOfRange { what, index, len }) }
}

impl ScriptDraft {
    /// Checks what a vendor may have got wrong: empty lists and indices beyond them.
    ///
    /// # Errors
    /// [`DraftError`] names the first fault.
    pub fn check(&self) -> Result<(), DraftError> {
        if self.beats.is_empty() {
            return Err(DraftError::Empty("beats"));
        }
        for beat in &self.beats {
            in_range("scene", beat.scene, self.scenes.len())?;
            if beat.utterances.is_empty() {
                return Err(DraftError::Empty("utterances in a beat"));
            }
            let speakers = beat.utterances.iter().filter_map(|u| u.speaker);
            for character in beat.present.iter().copied().chain(speakers) {
                in_range("character", character, self.characters.len())?;
            }
        }
        Ok(())
    }
}
