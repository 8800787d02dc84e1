use crate::{
    AssetId, CharacterId, DramaId, LineId,
    asset::Asset,
    character::{Character, VoiceId},
    cut::Cut,
    drama::Drama,
    episode::Episode,
    operation::{Operation, Target},
    provenance::Provenance,
    scene::{Prop, Scene},
    script::Script,
    shot::{Line, Shot},
    storyboard::Storyboard,
    subtitle::SpeechMark,
    take::Take,
    time::Millis,
};
use std::collections::HashMap;

/// What a picture of a character, a scene or a prop alone is made from, as it stands at one moment, whether or not
/// there is an episode yet.
#[derive(Debug, Clone)]
pub struct PartState {
    /// The drama.
    pub drama: Drama,
    /// What of it.
    pub part: Part,
}

/// What of a drama can be drawn alone.
#[derive(Debug, Clone)]
pub enum Part {
    /// A character.
    Character(Character),
    /// A scene.
    Scene(Scene),
    /// A prop.
    Prop(Prop),
}

impl Part {
    /// The drama that it belongs to.
    #[must_use]
    pub const fn drama_id(&self) -> DramaId {
        match self {
            Self::Character(character) => character.drama_id,
            Self::Scene(scene) => scene.drama_id,
            Self::Prop(prop) => prop.drama_id,
        }
    }

    /// It as what a picture is made of.
    #[must_use]
    pub const fn target(&self) -> Target {
        match self {
            Self::Character(character) => Target::Character(character.id),
            Self::Scene(scene) => Target::Scene(scene.id),
            Self::Prop(prop) => Target::Prop(prop.id),
        }
    }
}

/// An episode with everything that matters for making it, as it stands at one moment.
#[derive(Debug, Clone)]
pub struct EpisodeState {
    /// The drama.
    pub drama: Drama,
    /// The episode.
    pub episode: Episode,
    /// Its script, once written.
    pub script: Option<Script>,
    /// Its storyboard, once drawn up.
    pub storyboard: Option<Storyboard>,
    /// The drama's whole cast.
    pub characters: Vec<Character>,
    /// The drama's scenes.
    pub scenes: Vec<Scene>,
    /// The drama's props.
    pub props: Vec<Prop>,
    /// The shots in order.
    pub shots: Vec<Shot>,
    /// The selected takes of the shots, their lines and the cast, scenes and props.
    pub takes: Vec<Take>,
    /// The assets of those takes.
    pub assets: Vec<Asset>,
    /// The latest cut.
    pub cut: Option<Cut>,
}

impl EpisodeState {
    /// The selected take of a target.
    #[must_use]
    pub fn take(&self, operation: Operation, target: Target) -> Option<&Take> {
        self.takes.iter().find(|take| take.operation == operation && take.target == target)
    }

    /// An asset by its id.
    #[must_use]
    pub fn asset(&self, id: AssetId) -> Option<&Asset> {
        self.assets.iter().find(|asset| asset.id == id)
    }

    /// The file of a target's selected take.
    #[must_use]
    pub fn file(&self, operation: Operation, target: Target) -> Option<&Asset> {
        self.take(operation, target).and_then(|take| self.asset(take.asset_id))
    }

    /// The file of a target's selected take, if it is made from just these inputs.
    #[must_use]
    pub fn current(&self, operation: Operation, target: Target, inputs: &Provenance) -> Option<&Asset> {
        let take = self.take(operation, target)?;
        if take.provenance.hash == inputs.hash { self.asset(take.asset_id) } else { None }
    }

    /// A character by its id.
    #[must_use]
    pub fn character(&self, id: CharacterId) -> Option<&Character> {
        self.characters.iter().find(|character| character.id == id)
    }

    /// Names of the whole cast.
    #[must_use]
    pub fn names(&self) -> HashMap<CharacterId, String> {
        self.characters.iter().map(|character| (character.id, character.name.clone())).collect()
    }

    /// Who speaks a line: the speaker's voice, or the narrator's.
    #[must_use]
    pub fn voice_of(&self, line: &Line) -> Option<&VoiceId> {
        match line.speaker {
            Some(id) => self.character(id).and_then(|character| character.voice.as_ref()),
            None => self.drama.narrator_voice.as_ref(),
        }
    }

    /// All lines in order.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.shots.iter().flat_map(|shot| &shot.lines)
    }

    /// How long the selected voice of each line is.
    #[must_use]
    pub fn voice_durations(&self) -> HashMap<LineId, Millis> {
        let duration = |line: &Line| {
            let file = self.file(Operation::Voice, Target::Line(line.id))?;
            Some((line.id, file.duration_ms?))
        };
        self.lines().filter_map(duration).collect()
    }

    /// When which words of each line are spoken.
    #[must_use]
    pub fn marks(&self) -> HashMap<LineId, Vec<SpeechMark>> {
        let marks = |line: &Line| {
            let take = self.take(Operation::Voice, Target::Line(line.id))?;
            Some((line.id, take.marks.clone()))
        };
        self.lines().filter_map(marks).collect()
    }
}
