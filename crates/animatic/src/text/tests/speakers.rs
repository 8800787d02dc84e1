//! Who says what, measured on the labelled stories: one row per spoken line, written by hand. A row that begins
//! with `# ` names somebody who belongs to the story without a line.

use super::{is_screenplay, script, stories::STORIES};
use std::collections::BTreeSet;
use xinggen_domain::script::ScriptDraft;

struct Score {
    right: usize,
    lines: usize,
    wrong: Vec<String>,
    strangers: Vec<String>,
}

/// Letters, with every run of other characters as one bar; a bar also stands before the first letter.
fn marked(text: &str) -> String {
    let mut marked = "|".to_owned();
    for c in text.chars() {
        if c.is_alphanumeric() {
            marked.extend(c.to_lowercase());
        } else if !marked.ends_with('|') {
            marked.push('|');
        }
    }
    marked
}

/// The utterances as one text, and where each begins.
struct Whole {
    text: String,
    starts: Vec<usize>,
}

impl Whole {
    fn of(draft: &ScriptDraft) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for line in draft.beats.iter().flat_map(|beat| &beat.utterances) {
            starts.push(text.len());
            text.push_str(marked(&line.text).trim_end_matches('|'));
        }
        text.push('|');
        Self { text, starts }
    }

    /// Where these words come next; at the start of an utterance rather than inside one.
    fn find(&self, words: &str, from: usize) -> Option<usize> {
        let hits: Vec<usize> = self.text[from..].match_indices(words).map(|(at, _)| at + from).collect();
        let leads = |at: &usize| self.starts.contains(at) && *at < from + 400;
        hits.iter().copied().find(leads).or(hits.first().copied())
    }

    /// The utterance at this place.
    fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at) - 1
    }
}

/// Every name of a character, lower case.
fn names(draft: &ScriptDraft, at: usize) -> Vec<String> {
    let character = &draft.characters[at];
    std::iter::once(&character.name).chain(&character.aliases).map(|name| name.to_lowercase()).collect()
}

/// Compares speakers line by line: a label is right when the utterance in which its words stand has its speaker.
fn score(draft: &ScriptDraft, labels: &str) -> Score {
    let speakers: Vec<Option<usize>> =
        draft.beats.iter().flat_map(|beat| &beat.utterances).map(|line| line.speaker).collect();
    let whole = Whole::of(draft);
    let mut score = Score { right: 0, lines: 0, wrong: Vec::new(), strangers: Vec::new() };
    let mut real: BTreeSet<String> = BTreeSet::new();
    let mut from = 0;
    for row in labels.lines().filter(|row| !row.trim().is_empty()) {
        if let Some(silent) = row.strip_prefix("# ") {
            real.insert(silent.to_lowercase());
            continue;
        }
        let (speaker, words) = row.split_once('\t').expect("a label has a tab");
        let accepted: Vec<String> = speaker.split('/').map(str::to_lowercase).collect();
        real.extend(accepted.iter().cloned());
        score.lines += 1;
        let words = marked(words);
        let Some(at) = whole.find(&words, from) else {
            score.wrong.push(format!("missing: {row}"));
            continue;
        };
        from = at + words.trim_end_matches('|').len();
        let found = speakers[whole.index(at)].map(|who| names(draft, who)).unwrap_or_default();
        if found.iter().any(|name| accepted.contains(name)) {
            score.right += 1;
        } else {
            score.wrong.push(format!("{row} -> {}", found.first().map_or("(narrator)", String::as_str)));
        }
    }
    let unreal = |at: &usize| names(draft, *at).iter().all(|name| !real.contains(name));
    score.strangers =
        (0..draft.characters.len()).filter(unreal).map(|at| draft.characters[at].name.clone()).collect();
    score
}

#[test]
fn speakers_are_found() {
    let mut failed = Vec::new();
    for story in STORIES {
        let screenplay = is_screenplay(story.text);
        let draft = script(story.text, &[]);
        draft.check().expect("the draft is sound");
        let score = score(&draft, story.labels);
        println!(
            "{:<20} {} {}/{} strangers {:?}",
            story.name,
            if screenplay { "screenplay" } else { "prose" },
            score.right,
            score.lines,
            score.strangers
        );
        for wrong in &score.wrong {
            println!("    {wrong}");
        }
        let goal = if screenplay { 95 } else { 80 };
        if score.right * 100 < score.lines * goal || score.strangers.len() > 1 {
            failed.push(story.name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

/// Prints a draft; for looking at, with `--nocapture`.
fn show(draft: &ScriptDraft) {
    for character in &draft.characters {
        println!(
            "  * {} {:?} {} {} [{}]",
            character.name, character.aliases, character.gender, character.age, character.description
        );
    }
    println!("  props {:?}", draft.props.iter().map(|prop| &prop.name).collect::<Vec<_>>());
    for beat in &draft.beats {
        let scene = &draft.scenes[beat.scene];
        println!(
            "  == {} {} {} {} [{}] {:?}",
            scene.place, scene.interior, scene.time_of_day, scene.weather, scene.description, beat.present
        );
        for line in &beat.utterances {
            let who = line.speaker.map_or("-", |at| draft.characters[at].name.as_str());
            println!(
                "    {who}/{}: {}{}",
                line.mode,
                line.text,
                if line.action.is_empty() { String::new() } else { format!("   <{}>", line.action) }
            );
        }
    }
}

#[test]
#[ignore = "prints; for a person to read"]
fn drafts_can_be_read() {
    for story in STORIES {
        println!("# {}", story.name);
        show(&script(story.text, &[]));
    }
}
