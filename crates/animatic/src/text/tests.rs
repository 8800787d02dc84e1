//! The text side as a whole, on the stories of docs/examples and tests/stories.

use xinggen_domain::{
    character::Character, episode::EpisodeSource, fuel::Fuel, ports::StoryboardRequest, script::ScriptDraft,
    storyboard::StoryboardDraft,
};

mod coverage;
mod division;
mod forms;
mod rough;
mod shots;
mod speakers;
mod stories;

fn script(source: &str, known: &[Character]) -> ScriptDraft {
    super::script(source, known, &Fuel::for_bytes(source.len())).expect("it can be read")
}

fn divide(story: &str) -> Vec<EpisodeSource> {
    super::divide::divide(story, &Fuel::for_bytes(story.len())).expect("it can be divided")
}

fn storyboard(request: &StoryboardRequest) -> StoryboardDraft {
    super::board::storyboard(request, &Fuel::for_bytes(request.bytes())).expect("it can be drawn up")
}

/// Whether a text is read as a screenplay.
fn is_screenplay(text: &str) -> bool {
    let (language, fuel) = (super::language::language_of(text), Fuel::for_bytes(text.len()));
    let lines = super::paragraph::paragraphs(text, false, &fuel).expect("it has lines");
    super::screenplay::is_screenplay(&lines, language, &fuel).expect("it can be told")
}
