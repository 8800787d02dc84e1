//! Particular rules, each with the smallest story that shows it.

use super::script;
use xinggen_domain::{
    character::{Age, Gender},
    scene::{TimeOfDay, Weather},
    script::{LineMode, ScriptDraft},
};

fn said(draft: &ScriptDraft) -> Vec<(String, LineMode, String)> {
    let lines = draft.beats.iter().flat_map(|beat| &beat.utterances);
    lines
        .filter_map(|line| Some((draft.characters[line.speaker?].name.clone(), line.mode, line.text.clone())))
        .collect()
}

fn speakers(draft: &ScriptDraft) -> Vec<String> {
    said(draft).into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn names_of_one_person_are_merged() {
    let draft = script(
        "林晚推开门。“奶奶，我回来了。”林晚说。\n“晚晚，饿不饿？”奶奶问。\n“小晚最乖了。”奶奶笑着说。\n“林小姐，您的信。”邮递员说道。\n“谢谢。”林晚说。",
        &[],
    );
    let names: Vec<_> = draft.characters.iter().map(|who| who.name.as_str()).collect();
    assert_eq!(names, ["林晚", "奶奶", "邮递员"]);
    assert!(draft.characters[0].aliases.contains(&"晚晚".to_owned()), "{:?}", draft.characters[0]);
    assert_eq!(draft.characters[0].gender, Gender::Female);
    assert_eq!((draft.characters[1].gender, draft.characters[1].age), (Gender::Female, Age::Elder));
}

#[test]
fn who_is_known_keeps_their_name() {
    let first = script(
        "林晚推开门。“奶奶，我回来了。”林晚说。\n“晚晚，饿不饿？”奶奶问。\n“小晚最乖了。”奶奶笑着说。",
        &[],
    );
    let known = super::shots::request(first).cast;
    let later = script("第二天，晚晚走进厨房。“奶奶早。”晚晚说。“早。”奶奶说道。", &known);
    let names: Vec<_> = later.characters.iter().map(|who| who.name.as_str()).collect();
    assert_eq!(names, ["林晚", "奶奶"]);
    assert_eq!(speakers(&later), ["林晚", "奶奶"]);
}

#[test]
fn pronouns_places_times_and_brands_are_nobody() {
    let draft = script(
        "星期五，北京下着雨。苹果专卖店里挤满了人。他看了看手表。长安街上堵满了车。第二天，他又来了。谁也没有说话。",
        &[],
    );
    assert!(draft.characters.is_empty(), "{:?}", draft.characters);
    let draft = script(
        "On Friday it rained in London. The Apple store was full. He looked at his watch. March came, and nobody spoke.",
        &[],
    );
    assert!(draft.characters.is_empty(), "{:?}", draft.characters);
}

#[test]
fn a_quoted_word_is_not_speech() {
    let draft = script("林晚想起他说过的“永远”两个字，把“勿忘”的纸条撕了。“算了。”林晚说。", &[]);
    assert_eq!(said(&draft), [("林晚".to_owned(), LineMode::Dialogue, "算了。".to_owned())]);
}

#[test]
fn what_is_thought_is_heard_over_the_picture() {
    let draft = script("顾念看着窗外，心想：“他不会来了。”\n“走吧。”顾念说。", &[]);
    assert_eq!(said(&draft)[0].1, LineMode::VoiceOver);
}

#[test]
fn a_speaker_goes_on_in_the_next_paragraph_when_the_quotation_is_left_open() {
    let draft = script(
        "“It began in spring,” said Nora. “Nobody knew.\n\n“Then the summer came.”\n\n“And then?” asked Tom.",
        &[],
    );
    assert_eq!(speakers(&draft), ["Nora", "Nora", "Tom"]);
}

#[test]
fn an_attribution_that_carries_more_is_told() {
    let draft = script("林晚放下杯子，低声说：“走吧。”\n林晚说：“好。”", &[]);
    let lines: Vec<_> = draft
        .beats
        .iter()
        .flat_map(|beat| &beat.utterances)
        .map(|line| (line.speaker.is_some(), line.text.as_str(), line.action.as_str()))
        .collect();
    assert_eq!(lines, [(false, "林晚放下杯子。", ""), (true, "走吧。", "低声说"), (true, "好。", "林晚说")]);
}

#[test]
fn headings_make_scenes_and_the_same_scene_is_used_again() {
    let draft = script(
        "第1场 夜 内 咖啡馆\n林晚：你来了。\n老周：嗯。\n第2场 日 外 海边 雨\n林晚：走吧。\n第3场 夜 内 咖啡馆\n老周：再见。",
        &[],
    );
    assert_eq!(draft.beats.iter().map(|beat| beat.scene).collect::<Vec<_>>(), [0, 1, 0]);
    let sea = &draft.scenes[1];
    assert_eq!(
        (sea.place.as_str(), sea.interior, sea.time_of_day, sea.weather),
        ("海边", false, TimeOfDay::Day, Weather::Rain)
    );
}

#[test]
fn prose_tells_where_and_when_it_plays() {
    let draft = script("深夜，林晚走进医院，雪还在下。“有人吗？”林晚喊道。走廊里没有人回答。", &[]);
    let scene = &draft.scenes[draft.beats[0].scene];
    assert_eq!(
        (scene.place.as_str(), scene.interior, scene.time_of_day, scene.weather),
        ("医院", true, TimeOfDay::Night, Weather::Snow)
    );
}

#[test]
fn off_screen_and_voice_over_keep_their_speaker() {
    let draft = script(
        "INT. KITCHEN - DAY\n\nNORA (O.S.)\nWhere are you?\n\nTOM (V.O.)\nI never told her.\n\nTOM\n(quietly)\nHere.\n",
        &[],
    );
    let modes: Vec<_> = said(&draft).into_iter().map(|(name, mode, _)| (name, mode)).collect();
    assert_eq!(
        modes,
        [
            ("Nora".to_owned(), LineMode::OffScreen),
            ("Tom".to_owned(), LineMode::VoiceOver),
            ("Tom".to_owned(), LineMode::Dialogue)
        ]
    );
    assert_eq!(draft.beats[0].utterances[2].action, "quietly");
}

#[test]
fn a_screenplay_without_colons_is_read_too() {
    let draft = script(
        "1-1 咖啡馆 夜 内\n人物：苏禾、陈屿\n苏禾（低头）你迟到了\n陈屿　我知道\n苏禾（抬头）还走吗\n陈屿　不走了",
        &[],
    );
    assert_eq!(speakers(&draft), ["苏禾", "陈屿", "苏禾", "陈屿"]);
}
