use super::{Calls, VENDOR, storyboard::storyboard};
use async_trait::async_trait;
use xinggen_domain::{
    character::{Age, Character, Gender},
    episode::EpisodeSource,
    error::{VendorError, VendorErrorClass},
    fuel::Fuel,
    ports::{Progress, ScriptRequest, StoryDivider, StoryboardRequest, TextModel},
    provenance::ModelRef,
    scene::{TimeOfDay, Weather},
    script::{BeatDraft, CharacterDraft, Language, LineMode, PropDraft, SceneDraft, ScriptDraft, Utterance},
    storyboard::StoryboardDraft,
};

/// What a [`FakeText`] was asked.
#[derive(Debug, Clone)]
pub enum TextCall {
    /// To divide this story.
    Divide(String),
    /// To write a script.
    Script(ScriptRequest),
    /// To draw up a storyboard.
    Storyboard(StoryboardRequest),
}

/// A text model with one rule: a row `名字：话` (or `Name: words`) is spoken, any other is narrated. A story is
/// one episode, a script one beat in one scene, 【things in brackets】 are props.
#[derive(Debug, Default)]
pub struct FakeText {
    /// What it was asked, and whether it fails next.
    pub calls: Calls<TextCall>,
}

#[async_trait]
impl StoryDivider for FakeText {
    async fn divide(&self, story: &str, _fuel: &Fuel) -> Result<Vec<EpisodeSource>, VendorError> {
        self.calls.record(TextCall::Divide(story.to_owned()))?;
        Ok(vec![EpisodeSource { title: None, text: story.to_owned() }])
    }
}

#[async_trait]
impl TextModel for FakeText {
    fn model(&self) -> ModelRef {
        ModelRef::new(VENDOR, "text-1")
    }

    async fn write_script(
        &self,
        request: &ScriptRequest,
        _fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<ScriptDraft, VendorError> {
        self.calls.record(TextCall::Script(request.clone()))?;
        progress.report(50, "写剧本");
        let draft = script(request);
        draft.check().map_err(refused)?;
        Ok(draft)
    }

    async fn draw_storyboard(
        &self,
        request: &StoryboardRequest,
        _fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<StoryboardDraft, VendorError> {
        self.calls.record(TextCall::Storyboard(request.clone()))?;
        progress.report(50, "画分镜");
        let draft = storyboard(request);
        let (beats, scenes) = (request.script.beats.len(), request.scenes.len());
        draft.check(beats, scenes, request.cast.len(), request.props.len()).map_err(refused)?;
        Ok(draft)
    }
}

fn refused(error: impl std::error::Error + Send + Sync + 'static) -> VendorError {
    VendorError::caused_by(VendorErrorClass::Invalid, "the fake model cannot use this text", error)
}

fn script(request: &ScriptRequest) -> ScriptDraft {
    let mut characters = Vec::new();
    let rows = request.source.lines().map(str::trim).filter(|row| !row.is_empty());
    let utterances: Vec<Utterance<usize>> = rows
        .map(|row| match spoken(row) {
            Some((name, words)) => Utterance {
                speaker: Some(member(&mut characters, name, &request.known)),
                mode: LineMode::Dialogue,
                text: words.to_owned(),
                action: String::new(),
            },
            None => Utterance {
                speaker: None,
                mode: LineMode::VoiceOver,
                text: row.to_owned(),
                action: row.to_owned(),
            },
        })
        .collect();
    let beat = BeatDraft { scene: 0, present: (0..characters.len()).collect(), utterances };
    ScriptDraft {
        language: language(&request.source),
        characters,
        scenes: vec![SceneDraft {
            place: "老街".to_owned(),
            interior: false,
            time_of_day: TimeOfDay::Night,
            weather: Weather::Snow,
            description: String::new(),
        }],
        props: props(&request.source),
        beats: vec![beat],
    }
}

fn language(text: &str) -> Language {
    if text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        Language::Chinese
    } else {
        Language::English
    }
}

/// The speaker and the words of a spoken row.
fn spoken(row: &str) -> Option<(&str, &str)> {
    let (name, words) = row.split_once(['：', ':'])?;
    let (name, words) = (name.trim(), words.trim());
    let is_name = !name.is_empty() && name.chars().count() <= 12 && name.chars().all(char::is_alphanumeric);
    (is_name && !words.is_empty()).then_some((name, words))
}

/// Where somebody stands in the cast, under the name that the drama knows.
fn member(cast: &mut Vec<CharacterDraft>, name: &str, known: &[Character]) -> usize {
    let known = known.iter().find(|one| one.name == name || one.aliases.iter().any(|alias| alias == name));
    let name = known.map_or(name, |one| one.name.as_str());
    if let Some(at) = cast.iter().position(|one| one.name == name) {
        return at;
    }
    cast.push(CharacterDraft {
        name: name.to_owned(),
        aliases: vec![],
        gender: if cast.len().is_multiple_of(2) { Gender::Female } else { Gender::Male },
        age: Age::Young,
        description: String::new(),
    });
    cast.len() - 1
}

fn props(text: &str) -> Vec<PropDraft> {
    let mut names: Vec<&str> =
        text.split('【').skip(1).filter_map(|rest| Some(rest.split_once('】')?.0)).collect();
    names.sort_unstable();
    names.dedup();
    let draft = |name: &str| PropDraft { name: name.to_owned(), description: String::new() };
    names.into_iter().map(draft).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Build;
    use xinggen_domain::ports::Silent;

    fn request(source: &str, known: Vec<Character>) -> ScriptRequest {
        ScriptRequest { source: source.to_owned(), known }
    }

    #[tokio::test]
    async fn rows_are_spoken_or_narrated() {
        let build = Build::default();
        let known = build.character(&build.drama(), "林晚");
        let source = "雪下了一夜，时间：半夜三更。\n小林晚：【怀表】呢？\n\n陈默: 在这里。";
        let draft = FakeText::default()
            .write_script(&request(source, vec![known]), &Fuel::for_bytes(100), &Silent)
            .await
            .unwrap();
        let names: Vec<&str> = draft.characters.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["林晚", "陈默"], "an alias is the person the drama knows");
        let said: Vec<_> =
            draft.beats[0].utterances.iter().map(|one| (one.speaker, one.text.as_str())).collect();
        let expected =
            [(None, "雪下了一夜，时间：半夜三更。"), (Some(0), "【怀表】呢？"), (Some(1), "在这里。")];
        assert_eq!(said, expected);
        assert_eq!(draft.props[0].name, "怀表");
    }

    #[tokio::test]
    async fn an_empty_source_is_refused() {
        let error = FakeText::default()
            .write_script(&request(" \n", vec![]), &Fuel::for_bytes(100), &Silent)
            .await
            .unwrap_err();
        assert_eq!(error.class, VendorErrorClass::Invalid);
    }
}
