//! Rough input: nothing makes the readers panic or loses its order.

use super::{divide, script, stories::STORIES};
use crate::text::sentence::letters;

#[test]
fn any_part_of_a_story_is_read() {
    for story in STORIES.iter().step_by(3) {
        let chars: Vec<char> = story.text.chars().collect();
        for cut in [chars.len() / 7, chars.len() / 3] {
            let part: String = chars[cut..chars.len() - cut].iter().collect();
            let draft = script(&part, &[]);
            assert!(draft.check().is_ok(), "{}", story.name);
            let parts: String = divide(&part).iter().map(|part| letters(&part.text)).collect();
            assert_eq!(parts, letters(&part), "{}", story.name);
        }
    }
}

#[test]
fn odd_texts_do_not_panic() {
    let odd = [
        "",
        " \n\n ",
        "。。。",
        "***",
        "“",
        "”",
        "“”",
        "「」：",
        "“……”",
        "：“？",
        "说：",
        "林晚：",
        "：：：",
        "（（",
        "第",
        "第章",
        "INT.",
        "INT. ",
        "EXT. - ",
        "A",
        "\"",
        "\"\"\"",
        "Mr.",
        "said",
        "said the",
        "\"Yes,\" said",
        "她",
        "他说",
        "的的的",
        "😀😀😀说：“😀”",
        "ﬁ ŉ İ ß",
        "İ said \"İ\"",
        "1-1",
        "1.",
        "场",
        "场景",
        "场：",
        "S1",
        "【】",
        "【：】",
        "a：b：c",
        "“啊”“啊”“啊”",
        "‘Tis the season,’ said the",
        "\u{feff}林晚说：“好。”",
        "\"Hi.\" ¥?aaa𐤗",
    ];
    for text in odd {
        let draft = script(text, &[]);
        assert!(draft.beats.iter().all(|beat| !beat.utterances.is_empty()), "{text}");
        let _ = divide(text);
    }
}

#[test]
fn a_sentence_without_end_is_cut() {
    for text in
        ["林晚".repeat(400), "word ".repeat(400), "一二三四五六七八九十，".repeat(60), "A1b2".repeat(200)]
    {
        let draft = script(&text, &[]);
        let spoken: String =
            draft.beats.iter().flat_map(|beat| &beat.utterances).map(|line| letters(&line.text)).collect();
        assert_eq!(spoken, letters(&text));
    }
}
