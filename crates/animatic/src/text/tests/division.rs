//! How stories are divided into episodes.

use super::{divide, stories::STORIES};
use crate::text::{language::speech_ms, sentence::letters};

fn chapters(names: &[&str]) -> String {
    let text =
        |name: &&str| STORIES.iter().find(|story| story.name == *name).expect("it is in the list").text;
    names.iter().map(text).collect::<Vec<_>>().join("\n\n***\n\n")
}

fn check(story: &str) {
    let parts = divide(story);
    let joined: String = parts.iter().map(|part| letters(&part.text)).collect();
    assert_eq!(joined, letters(story), "every sentence once and in order");
    let long = speech_ms(story) > 120_000;
    for part in &parts {
        let ms = speech_ms(&part.text);
        assert!(ms <= 190_000, "{ms} ms: {}", part.text);
        assert!(!long || ms >= 45_000, "{ms} ms: {}", part.text);
    }
}

#[test]
fn episodes_have_one_to_three_minutes_and_every_sentence_once() {
    check(&chapters(&["old-camera", "workplace-launch", "period-snow", "children-lantern"]));
    check(&chapters(&["lighthouse-letter", "en-turns", "cabin-ledger"]));
    check(&chapters(&["last-coffee", "thriller-floor", "courier-door"]));
    for story in STORIES {
        check(story.text);
    }
}

#[test]
fn a_short_story_is_one_episode_and_keeps_its_title() {
    let parts = divide("小巷\n\n林晚回来了。巷子里没有人。她站了很久，才敲响那扇门。");
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0].title.as_deref(), Some("小巷"));
}

#[test]
fn chapters_begin_episodes_and_give_them_their_titles() {
    let body =
        "雨下了一夜，林晚一直没有睡。她听着屋檐的水，想起很多年以前的事情。天亮的时候，她终于站了起来。\n"
            .repeat(11);
    let story = format!("第一章 归来\n{body}第二章 离别\n{body}");
    let titles: Vec<_> = divide(&story).into_iter().map(|part| part.title.unwrap_or_default()).collect();
    assert_eq!(titles, ["第一章 归来", "第二章 离别"]);
}

#[test]
fn a_paragraph_without_end_is_divided_at_a_sentence() {
    let story = "雨下了一夜，林晚一直没有睡，她听着屋檐的水，想起很多年以前的事情。".repeat(60);
    let parts = divide(&story);
    assert!(parts.len() > 1);
    assert!(parts.iter().all(|part| part.text.ends_with('。') && speech_ms(&part.text) <= 180_000));
    check(&story);
}
