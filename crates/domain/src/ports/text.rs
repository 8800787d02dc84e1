use crate::{
    character::Character,
    drama::{AspectRatio, Style},
    engine::ModelRef,
    error::VendorError,
    fuel::Fuel,
    ports::Progress,
    scene::{Prop, Scene},
    script::{Script, ScriptDraft},
    storyboard::StoryboardDraft,
};
use async_trait::async_trait;

/// What a script is to be written from.
#[derive(Debug, Clone)]
pub struct ScriptRequest {
    /// The episode's part of the story: whole sentences.
    pub source: String,
    /// The cast that the drama has already, so that the same people keep their names.
    pub known: Vec<Character>,
}

/// What a storyboard is to be drawn up from. The draft's indices point into these lists.
#[derive(Debug, Clone)]
pub struct StoryboardRequest {
    /// The script.
    pub script: Script,
    /// The drama's cast.
    pub cast: Vec<Character>,
    /// The drama's scenes.
    pub scenes: Vec<Scene>,
    /// The drama's props.
    pub props: Vec<Prop>,
    /// The shape of the picture.
    pub aspect: AspectRatio,
    /// The look.
    pub style: Style,
}

impl ScriptRequest {
    /// How much there is to read, in bytes: the budget of steps is linear in it.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.source.len() + cast_bytes(&self.known)
    }
}

impl StoryboardRequest {
    /// How much there is to read, in bytes: the budget of steps is linear in it.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let lines = self.script.beats.iter().flat_map(|beat| &beat.utterances);
        let words: usize = lines.map(|line| line.text.len() + line.action.len()).sum();
        let present: usize = self.script.beats.iter().map(|beat| beat.present.len()).sum();
        let places: usize = self.scenes.iter().map(|scene| scene.place.len()).sum();
        let things: usize = self.props.iter().map(|prop| prop.name.len()).sum();
        words + present + places + things + cast_bytes(&self.cast)
    }
}

fn cast_bytes(cast: &[Character]) -> usize {
    let names = |character: &Character| {
        character.name.len() + character.aliases.iter().map(String::len).sum::<usize>()
    };
    cast.iter().map(names).sum()
}

/// Writes scripts and draws up storyboards.
///
/// What is computed over the text itself draws from the `fuel` that the caller gives; when that is spent or stopped the
/// answer is an error of the class `Invalid`.
#[async_trait]
pub trait TextModel: Send + Sync {
    /// Which model it is; part of every provenance.
    fn model(&self) -> ModelRef;

    /// Writes the script. Every sentence of the source is in it, spoken or narrated.
    async fn write_script(
        &self,
        request: &ScriptRequest,
        fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<ScriptDraft, VendorError>;

    /// Draws up the storyboard. Every utterance of the script is a line of a shot, in order.
    async fn draw_storyboard(
        &self,
        request: &StoryboardRequest,
        fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<StoryboardDraft, VendorError>;
}
