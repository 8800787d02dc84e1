//! The port: long work runs beside the executor.

use super::{board, divide, script};
use async_trait::async_trait;
use xinggen_domain::{
    episode::EpisodeSource,
    error::{VendorError, VendorErrorClass},
    fuel::{Fuel, OutOfFuel},
    ports::{Progress, ScriptRequest, StoryboardRequest, TextModel},
    provenance::ModelRef,
    script::ScriptDraft,
    storyboard::StoryboardDraft,
};

/// Reads and writes by rules. Needs no key and no network; the same input always gives the same output.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnimaticText;

impl AnimaticText {
    /// A reader. The word segmenter's dictionary is loaded with the first Chinese story and kept.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

/// Runs what takes long beside the executor.
async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OutOfFuel> + Send + 'static,
) -> Result<T, VendorError> {
    let stopped = |fault| {
        VendorError::caused_by(VendorErrorClass::Unknown, "reading the text was broken off; try again", fault)
    };
    tokio::task::spawn_blocking(work).await.map_err(stopped)?.map_err(out_of_fuel)
}

fn out_of_fuel(why: OutOfFuel) -> VendorError {
    VendorError::caused_by(
        VendorErrorClass::Invalid,
        "this text is too intricate to read; divide it into shorter parts",
        why,
    )
}

fn nothing_to_say() -> VendorError {
    VendorError::new(
        VendorErrorClass::Invalid,
        "the text has no sentence to speak; give the episode some text",
    )
}

#[async_trait]
impl TextModel for AnimaticText {
    fn model(&self) -> ModelRef {
        ModelRef::new("animatic", "text-1")
    }

    async fn divide(&self, story: &str, fuel: &Fuel) -> Result<Vec<EpisodeSource>, VendorError> {
        let (story, fuel) = (story.to_owned(), fuel.clone());
        beside(move || {
            fuel.burn(story.len())?;
            divide::divide(&story, &fuel)
        })
        .await
    }

    async fn write_script(
        &self,
        request: &ScriptRequest,
        fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<ScriptDraft, VendorError> {
        progress.report(5, "正在阅读故事");
        let (request, fuel) = (request.clone(), fuel.clone());
        let draft = beside(move || {
            fuel.burn(request.source.len())?;
            script(&request.source, &request.known, &fuel)
        })
        .await?;
        progress.report(100, "剧本已完成");
        if draft.beats.is_empty() { Err(nothing_to_say()) } else { Ok(draft) }
    }

    async fn draw_storyboard(
        &self,
        request: &StoryboardRequest,
        fuel: &Fuel,
        progress: &dyn Progress,
    ) -> Result<StoryboardDraft, VendorError> {
        progress.report(5, "正在设计分镜");
        if request.scenes.is_empty() {
            return Err(VendorError::new(
                VendorErrorClass::Invalid,
                "the script has no scenes; write the script anew",
            ));
        }
        let (request, fuel) = (request.clone(), fuel.clone());
        let draft = beside(move || {
            fuel.burn(request.script.beats.len())?;
            board::storyboard(&request, &fuel)
        })
        .await?;
        progress.report(100, "分镜已完成");
        if draft.shots.is_empty() { Err(nothing_to_say()) } else { Ok(draft) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::ports::Silent;

    #[tokio::test]
    async fn a_story_is_divided_and_written_through_the_port() {
        let (model, fuel) = (AnimaticText::new(), Fuel::for_bytes(1_000));
        let parts = model.divide("林晚推开门。“有人吗？”林晚问。", &fuel).await.expect("it can be divided");
        let request = ScriptRequest { source: parts[0].text.clone(), known: Vec::new() };
        let draft = model.write_script(&request, &fuel, &Silent).await.expect("it can be written");
        assert_eq!(draft.characters[0].name, "林晚");
        assert_eq!(model.model(), ModelRef::new("animatic", "text-1"));
    }

    #[tokio::test]
    async fn a_text_without_words_is_refused() {
        let request = ScriptRequest { source: "。。。\n***".to_owned(), known: Vec::new() };
        let refused = AnimaticText::new()
            .write_script(&request, &Fuel::for_bytes(100), &Silent)
            .await
            .expect_err("there is nothing to say");
        assert_eq!(refused.class, VendorErrorClass::Invalid);
    }
}
