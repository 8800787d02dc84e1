//! Random texts: none makes the reader panic or costs more than its budget.

use super::boards;
use proptest::{collection::vec, prelude::*, sample::select};
use xinggen_animatic::AnimaticText;
use xinggen_domain::{
    error::VendorErrorClass,
    fuel::Fuel,
    ports::{ScriptRequest, Silent, StoryDivider, TextModel},
};

/// What the reader looks for.
const TOKENS: &[&str] = &[
    "“",
    "”",
    "‘",
    "’",
    "「",
    "」",
    "『",
    "』",
    "\"",
    "'",
    "（",
    "）",
    "(",
    ")",
    "【",
    "】",
    "：",
    ":",
    "，",
    "。",
    "！",
    "？",
    "…",
    "——",
    ".",
    ",",
    "!",
    "?",
    ";",
    "-",
    "\n",
    "\r\n",
    " ",
    "\t",
    "\u{3000}",
    "\u{200b}",
    "\u{feff}",
    "说",
    "问",
    "道",
    "听说",
    "知道",
    "林晚",
    "王总",
    "小王",
    "老陈",
    "阿福",
    "团团",
    "他",
    "她",
    "我",
    "他们",
    "的",
    "奶奶",
    "小狐狸",
    "声音",
    "传来",
    "医院",
    "深夜",
    "下雨",
    "第二天",
    "刀",
    "我叫",
    "第一章 ",
    "第1场 夜 内 家\n",
    "人物：",
    "△",
    "旁白：",
    "林晚：",
    "（OS）",
    "said ",
    "Tom ",
    "Mr. ",
    "Tom Baker ",
    "the girl ",
    "called ",
    "he ",
    "her ",
    "INT. HOUSE - DAY\n",
    "NORA\n",
    "(V.O.)",
    "CUT TO:\n",
    "Chapter 1\n",
    "I'm ",
    "İ",
    "ß",
    "😀",
    "e\u{301}",
    "\u{202e}",
    "***\n",
    "12",
    "3.14",
];

fn wild() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => select(TOKENS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z]{1,8} ",
    ];
    vec(piece, 0..400).prop_map(|pieces| pieces.concat())
}

async fn read(source: String) {
    let model = AnimaticText::new();
    let fuel = Fuel::for_bytes(source.len());
    let parts = model.divide(&source, &fuel).await;
    assert!(parts.is_ok(), "{source:?}");
    let request = ScriptRequest { source, known: Vec::new() };
    let fuel = Fuel::for_bytes(request.bytes());
    match model.write_script(&request, &fuel, &Silent).await {
        Ok(draft) => {
            assert_eq!(draft.check(), Ok(()), "{:?}", request.source);
            let again = ScriptRequest { known: boards::request(draft.clone(), 0).cast, ..request };
            let known = model.write_script(&again, &Fuel::for_bytes(again.bytes()), &Silent).await;
            assert!(known.is_ok(), "{:?}", again.source);
            let board = boards::request(draft, 0);
            let drawn = model.draw_storyboard(&board, &Fuel::for_bytes(board.bytes()), &Silent).await;
            assert!(drawn.is_ok(), "{:?}", again.source);
        }
        Err(refusal) => {
            let silent = refusal.to_string().contains("no sentence");
            assert!(
                refusal.class == VendorErrorClass::Invalid && silent,
                "{refusal:?}: {:?}",
                request.source
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_is_read(source in wild()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(read(source));
    }

    #[test]
    fn any_text_is_read(source in "\\PC{0,300}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(read(source));
    }
}
