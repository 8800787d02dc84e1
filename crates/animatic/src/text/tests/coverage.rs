//! Nothing of a story is lost, and every utterance is one that can be spoken.

use super::{is_screenplay, script, stories::STORIES};
use crate::text::{
    language::length,
    screenplay,
    sentence::{is_spoken, letters},
};
use xinggen_domain::script::{Language, LineMode};

/// Lines of a screenplay that shape scenes and are not spoken.
fn shapes(line: &str) -> bool {
    let keys = [
        "人物：",
        "出场人物：",
        "字幕：一小时后",
        "FADE",
        "CUT TO",
        "切至",
        "【黑场】",
        "——本集完——",
        "闪回",
    ];
    screenplay::is_heading(line) || keys.iter().any(|key| line.starts_with(key) && *key != "字幕：一小时后")
}

#[test]
fn every_clause_of_a_story_is_spoken_or_shown() {
    for story in STORIES {
        let draft = script(story.text, &[]);
        let lines = draft.beats.iter().flat_map(|beat| &beat.utterances);
        let spoken: String = lines.clone().map(|line| letters(&line.text)).collect();
        let shown: String = lines.map(|line| letters(&line.action)).collect();
        let names: Vec<String> = draft
            .characters
            .iter()
            .flat_map(|who| who.aliases.iter().chain([&who.name]))
            .map(|name| letters(name))
            .collect();
        let acted = is_screenplay(story.text);
        for line in story.text.lines().filter(|line| !(acted && shapes(line))) {
            let stops =
                |c: char| !(c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\'' | '’' | '-'));
            for clause in line.split(stops).map(letters).filter(|clause| !clause.is_empty()) {
                let mark = acted
                    && (names.contains(&clause)
                        || [
                            "os",
                            "vo",
                            "v",
                            "o",
                            "s",
                            "画外",
                            "画外音",
                            "电话",
                            "对讲机里",
                            "门内",
                            "旁白",
                            "字幕",
                            "来电显示",
                            "cont'd",
                            "contd",
                        ]
                        .contains(&clause.as_str())
                        || names
                            .iter()
                            .any(|name| clause == format!("{name}os") || clause == format!("{name}vo")));
                assert!(
                    mark || spoken.contains(&clause) || shown.contains(&clause),
                    "{}: {clause:?} of {line:?} is lost",
                    story.name
                );
            }
        }
    }
}

#[test]
fn sentences_keep_their_order_and_come_once() {
    let story = STORIES.iter().find(|story| story.name == "old-camera").expect("it is in the list");
    let draft = script(story.text, &[]);
    let spoken: String =
        draft.beats.iter().flat_map(|beat| &beat.utterances).map(|line| letters(&line.text)).collect();
    let mut from = 0;
    for sentence in ["傍晚雨还没有停", "公交车在桥头坏了", "勿忘", "站直了", "合上了一扇门"]
    {
        let at = spoken[from..].find(sentence).unwrap_or_else(|| panic!("{sentence} comes in its place"));
        from += at + sentence.len();
        assert!(!spoken[from..].contains(sentence), "{sentence} comes once");
    }
}

#[test]
fn utterances_are_short_clean_and_spoken_in_a_fitting_mode() {
    for story in STORIES {
        let draft = script(story.text, &[]);
        let most = if draft.language == Language::Chinese { 44 } else { 26 };
        for line in draft.beats.iter().flat_map(|beat| &beat.utterances) {
            assert!(is_spoken(&line.text), "{}: {line:?}", story.name);
            assert!(length(&line.text, draft.language) <= most, "{}: {line:?} is too long", story.name);
            assert!(
                !line.text.starts_with(['“', '「', '"']) || line.speaker.is_none(),
                "{}: {line:?} has quotation marks",
                story.name
            );
            assert!(line.speaker.is_some() || line.mode == LineMode::VoiceOver, "{}: {line:?}", story.name);
        }
    }
}

#[test]
fn the_same_story_gives_the_same_script() {
    for story in STORIES {
        assert_eq!(script(story.text, &[]), script(story.text, &[]), "{}", story.name);
    }
}
