//! Shapes of text that cost a reader most, each as long as asked: what an attacker sends, and what users send by
//! accident.

use xinggen_domain::{
    character::{Age, Character, Gender},
    time::Timestamp,
};

/// A shape of text.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// A text of about this many characters.
    pub(crate) text: fn(usize) -> String,
    /// The cast that the drama has already.
    pub(crate) known: fn() -> Vec<Character>,
    /// Whether there is anything in it that can be spoken.
    pub(crate) spoken: bool,
}

const fn shape(name: &'static str, text: fn(usize) -> String) -> Shape {
    Shape { name, text, known: Vec::new, spoken: true }
}

const fn silent(name: &'static str, text: fn(usize) -> String) -> Shape {
    Shape { name, text, known: Vec::new, spoken: false }
}

const fn with_cast(name: &'static str, text: fn(usize) -> String, known: fn() -> Vec<Character>) -> Shape {
    Shape { name, text, known, spoken: true }
}

/// The same words again and again.
fn of(piece: &str, length: usize) -> String {
    piece.chars().cycle().take(length).collect()
}

/// Numbered pieces, as many as fit.
fn each(length: usize, piece: impl Fn(usize) -> String) -> String {
    let (mut text, mut left) = (String::new(), length);
    for number in 0.. {
        let next = piece(number);
        let size = next.chars().count();
        if size > left || size == 0 {
            break;
        }
        left -= size;
        text.push_str(&next);
    }
    text
}

/// An invented English name for each number.
pub(crate) fn english(number: usize) -> String {
    let letter = |from: &str, at: usize| from.chars().nth(at % from.len()).unwrap_or('a');
    let mut name = String::new();
    name.push(letter("BCDFGHKLMNPRSTVW", number));
    name.push(letter("aeiou", number / 16));
    name.push(letter("nrlmst", number / 80));
    name.push(letter("aeiou", number / 480));
    if number >= 2_400 {
        name.push(letter("bcdfghklmnprstvw", number / 2_400));
    }
    name
}

/// An invented Chinese name for each number.
pub(crate) fn chinese(number: usize) -> String {
    let pick = |from: &str, at: usize| from.chars().nth(at % from.chars().count()).unwrap_or('林');
    let mut name = String::new();
    name.push(pick("王李张刘陈杨赵黄周吴徐孙胡朱高林", number));
    name.push(pick("晚舟婷雪芳丽娜薇莉萍娟燕霞玲静敏", number / 16));
    name.push(pick("国强军伟建刚磊涛勇杰鹏斌辉超峰波", number / 256));
    name
}

fn person(name: String, aliases: Vec<String>) -> Character {
    Character {
        id: number(name.len()),
        drama_id: number(0),
        name,
        aliases,
        gender: Gender::Unknown,
        age: Age::Adult,
        description: String::new(),
        voice: None,
        version: 1,
        created_at: Timestamp::default(),
    }
}

/// The id with this number.
pub(crate) fn number<T: std::str::FromStr>(number: usize) -> T {
    let Ok(id) = format!("00000000-0000-7000-8000-{number:012x}").parse() else { panic!("an id") };
    id
}

fn cast(people: impl Iterator<Item = (String, Vec<String>)>) -> Vec<Character> {
    let mut cast: Vec<Character> = people.map(|(name, aliases)| person(name, aliases)).collect();
    for (at, character) in cast.iter_mut().enumerate() {
        character.id = number(at);
    }
    cast
}

fn three_thousand() -> Vec<Character> {
    cast((0..3_000).map(|at| (chinese(at), Vec::new())))
}

fn three_thousand_english() -> Vec<Character> {
    cast((0..3_000).map(|at| (english(at), Vec::new())))
}

/// All have the same twenty long aliases, each of which begins with the one before.
fn many_aliases() -> Vec<Character> {
    let aliases = || (81..=100).map(|length| "晚".repeat(length)).collect();
    cast((0..300).map(|at| (chinese(at), aliases())))
}

/// Each has twenty long aliases of their own, all of which the text might have.
fn long_aliases() -> Vec<Character> {
    let alias = |at: usize| dialogue_zh(4_000).chars().skip(at % 3_800).take(100).collect::<String>();
    cast((0..300).map(|at| (chinese(at), (0..20).map(|other| alias(at * 20 + other)).collect())))
}

/// Names and aliases that each begin with the one before.
fn nested_names() -> Vec<Character> {
    cast((1..=100).map(|at| ("林".repeat(at), vec!["晚".repeat(at), "a".repeat(at)])))
}

fn surnames_alike() -> Vec<Character> {
    cast((0..2_000).map(|at| {
        let name = chinese(at);
        (
            format!("王{}", name.chars().skip(1).collect::<String>()),
            vec![format!("小{at}"), "王总".to_owned()],
        )
    }))
}

fn dialogue_zh(length: usize) -> String {
    of(
        "林晚推开门，雨还在下。“你怎么才来？”她问。\n老周放下伞，叹了一口气：“路上堵车，我也没有办法。”\n“那就坐下来慢慢说吧。”林晚说，给他倒了一杯茶。\n老周没有坐。窗外的雨声越来越大，巷子里一个人也没有。\n",
        length,
    )
}

fn dialogue_en(length: usize) -> String {
    of(
        "Nora opened the door, and the rain came in with Tom. \"You are late,\" she said.\n\n\"The road was closed,\" said Tom. He put down the umbrella and looked at the clock.\n\n\"Sit down, then,\" Nora answered, \"and tell me what happened at the harbour.\"\n\nTom did not sit down.\n\n",
        length,
    )
}

/// Each quotation by a new person, in Chinese.
fn bomb_zh(length: usize) -> String {
    each(length, |at| format!("“是的。”{}说。\n", chinese(at)))
}

/// A thousand quotations by as many people.
fn bomb(length: usize) -> String {
    each(length, |at| format!("\"Yes,\" said {}.\n", english(at % (length / 20).max(1))))
}

/// Every shape.
pub(crate) const SHAPES: &[Shape] = &[
    // What people send.
    shape("dialogue of two, Chinese", dialogue_zh),
    shape("dialogue of two, English", dialogue_en),
    shape("dialogue on one line, Chinese", |n| dialogue_zh(n).replace('\n', "")),
    shape("dialogue on one line, English", |n| dialogue_en(n).replace('\n', " ")),
    shape("short paragraphs with CRLF", |n| of("他走了。\r\n她来了。\r\n", n)),
    shape("short English paragraphs with CRLF", |n| of("He left.\r\nShe came.\r\n", n)),
    shape("many tiny sentences", |n| of("好。走。来！谁？", n)),
    shape("many tiny English sentences", |n| of("Go. Run! Who? Me. ", n)),
    shape("two languages", |n| of("林晚说：“OK, let's go to the office.” Tom nodded，走了。\n", n)),
    shape("chapters", |n| each(n, |at| format!("第{}章 雨夜\n林晚走了。\n", at + 1))),
    shape("chapter titles only", |n| each(n, |at| format!("第{}章\n", at + 1))),
    shape("the same title again and again", |n| of("第一章 归来\n\n", n)),
    shape("English chapter titles only", |n| each(n, |at| format!("Chapter {}\n\n", at + 1))),
    // Names.
    shape("quotations by new people", bomb),
    shape("quotations by new people, Chinese", bomb_zh),
    shape("quotations by new people, one paragraph", |n| bomb(n).replace('\n', " ")),
    shape("quotations by new people, Chinese, one paragraph", |n| bomb_zh(n).replace('\n', "")),
    shape("two hundred people", |n| each(n, |at| format!("\"Yes,\" said {}.\n", english(at % 200)))),
    shape("four hundred people", |n| each(n, |at| format!("\"Yes,\" said {}.\n", english(at % 400)))),
    shape("only names", |n| each(n, |at| format!("{} ", english(at)))),
    shape("only Chinese names", |n| each(n, chinese)),
    shape("names that call each other", |n| {
        each(n, |at| format!("“{}，{}！”{}说。\n", chinese(at + 1), chinese(at + 2), chinese(at)))
    }),
    shape("pronouns after names", |n| each(n, |at| format!("{}他说她", chinese(at)))),
    shape("full and short names", |n| {
        each(n, |at| format!("{0} Voss met {0}. Mr. {0} said yes. Old {0} came.\n", english(at)))
    }),
    shape("titles and surnames", |n| each(n, |at| format!("{}总和小{}笑了。", chinese(at), chinese(at)))),
    shape("people who are introduced", |n| {
        each(n, |at| {
            format!("A girl called {} came. \"I'm {},\" said the girl.\n", english(at), english(at + 1))
        })
    }),
    shape("people who are introduced, Chinese", |n| {
        each(n, |at| format!("“我叫{}。”小女孩说。", chinese(at)))
    }),
    shape("unknown nouns that speak", |n| {
        each(n, |at| format!("\"No,\" said the {}man.\n", english(at).to_lowercase()))
    }),
    shape("pronouns far from names", |n| format!("{}{}", of("林晚走了。", n / 2), of("“好。”她说。", n / 2))),
    shape("pronouns far from English names", |n| {
        format!("{}\n{}", of("Nora left. ", n / 2), of("\"Yes,\" she said. ", n / 2))
    }),
    // Quotations.
    shape("only quotations", |n| of("“好。”", n)),
    shape("only quotations, one a line", |n| of("“好。”\n", n)),
    shape("only straight quotations", |n| of("\"Yes.\" ", n)),
    shape("one long speech", |n| format!("“{}", of("我走了很远的路，才找到你。", n))),
    shape("one long speech without punctuation", |n| {
        format!("林晚说：“{}”", of("我走了很远的路才找到你", n))
    }),
    shape("one long English speech", |n| {
        format!("\"{}\" said Nora.", of("I walked a long way to find you, ", n))
    }),
    shape("alternating marks", |n| of("“啊”「哦」『嗯』‘呀’\"哎\"", n)),
    shape("nested marks", |n| of("“「『‘“「『‘字", n)),
    shape("openers without end", |n| of("“（「【《[(字", n)),
    shape("closers without beginning", |n| of("”）」】》])字", n)),
    shape("apostrophes", |n| of("don't 'tis o'clock 'n' ’em ", n)),
    shape("questions for a name", |n| of("“你是谁？”\n“我。”\n", n)),
    shape("a mark at every second character", |n| of("说“", n)),
    // Punctuation and none.
    shape("no punctuation", |n| of("雨下了一夜林晚一直没有睡她听着屋檐的水想起很多年以前的事情", n)),
    shape("no punctuation, English", |n| {
        of("the rain fell all night and nora did not sleep she heard the water ", n)
    }),
    shape("no punctuation, names", |n| of("王小明李小红", n)),
    shape("only verbs of speech", |n| of("说", n)),
    shape("only English verbs of speech", |n| of("said ", n)),
    shape("verbs at the end only", |n| of("道应回叫", n)),
    shape("only 的", |n| of("的", n)),
    shape("places without punctuation", |n| of("在医院看见学校", n)),
    shape("English places without punctuation", |n| of("in the park at the office ", n)),
    shape("props without punctuation", |n| of("刀剑枪琴伞信", n)),
    shape("voices", |n| of("传来林晚的声音", n)),
    shape("commas", |n| of("啊，", n)),
    silent("only full stops", |n| of("。", n)),
    silent("only commas", |n| of("，", n)),
    silent("only English punctuation", |n| of(".,;:!?", n)),
    silent("only opening marks", |n| of("“", n)),
    silent("only brackets", |n| of("（）", n)),
    silent("only dashes and ellipses", |n| of("——……", n)),
    silent("only stars", |n| of("***\n", n)),
    silent("only white space", |n| of(" \t\n\u{3000}", n)),
    shape("dashes and ellipses", |n| of("啊——……", n)),
    shape("full stops, one a line", |n| format!("好。\n{}", of("。\n", n))),
    shape("abbreviations", |n| of("Mr. Dr. e.g. a.m. etc. ", n)),
    shape("full stops in one word", |n| of("a.)", n)),
    shape("brackets that never close", |n| of("林晚（", n)),
    // Characters.
    shape("one character a line", |n| of("啊\n", n)),
    shape("one letter a line", |n| of("a\n", n)),
    shape("numbers", |n| of("1234567890", n)),
    shape("numbers with points", |n| of("3.14 ", n)),
    shape("emoji", |n| format!("好{}", of("😀👩‍👩‍👧‍👦", n))),
    shape("words and emoji", |n| of("啊😀", n)),
    shape("one giant word", |n| of("a", n)),
    shape("one giant name", |n| format!("A{}", of("b", n))),
    shape("one giant title of capitals", |n| of("Aa ", n)),
    shape("capitals", |n| of("AA ", n)),
    shape("zero-width characters", |n| of("啊\u{200b}\u{200d}\u{feff}", n)),
    shape("bidirectional marks", |n| of("a\u{202e}b\u{202c}", n)),
    shape("combining marks", |n| of("e\u{301}\u{302}\u{303}", n)),
    shape("special casing", |n| of("İßŉﬁ", n)),
    shape("other scripts", |n| of("Привет мир. こんにちは。안녕", n)),
    shape("spaces within", |n| format!("a{}b", " ".repeat(n * 20))),
    shape("empty lines within", |n| format!("林晚走了。{}她哭了。", "\n".repeat(n * 20))),
    shape("wide spaces around letters", |n| each(n, |_| format!("啊{}", "\u{3000}".repeat(20)))),
    shape("a space after every full stop", |n| of("啊。 ", n)),
    // Screenplays.
    shape("headings only", |n| each(n, |at| format!("第{}场 夜 内 地方{at}\n林晚：好。\n", at + 1))),
    shape("headings without lines", |n| {
        format!("林晚：好。\n林晚：好。\n{}", each(n, |at| format!("{}-1 地方{at} 夜 内\n", at + 1)))
    }),
    shape("cues of new people", |n| each(n, |at| format!("{}：好的。\n", chinese(at)))),
    shape("English cues of new people", |n| each(n, |at| format!("{}: Yes.\n", english(at).to_uppercase()))),
    shape("cues on lines of their own", |n| {
        each(n, |at| format!("{}\nYes.\n\n", english(at).to_uppercase()))
    }),
    silent("cues without words", |n| each(n, |at| format!("{}：\n", chinese(at)))),
    shape("a cast list without end", |n| {
        format!("第一场 夜 内 家\n人物：{}\n林晚：好。", each(n, |at| format!("{}、", chinese(at))))
    }),
    shape("cues without colons", |n| {
        format!(
            "1-1 家 夜 内\n人物：{}\n{}",
            each(n / 2, |at| format!("{}、", chinese(at))),
            each(n / 2, |at| format!("{}　好的\n", chinese(at)))
        )
    }),
    shape("action about everybody", |n| {
        format!("第一场 夜 内 家\n林晚：好。\n林晚：好。\n△{}", each(n, |at| format!("{}（笑", chinese(at))))
    }),
    shape("full names in action", |n| {
        format!(
            "INT. HOUSE - DAY\n\nMAYA\nYes.\n\nMAYA\nNo.\n\n{}",
            each(n, |at| format!("MAYA {} ", english(at).to_uppercase()))
        )
    }),
    shape("descriptions in action", |n| {
        format!("INT. HOUSE - DAY\n\nMAYA\nYes.\n\nMAYA\nNo.\n\nShe {}", of("MAYA, 1 ", n))
    }),
    shape("Fountain", |n| {
        of("INT. HOUSE - DAY\n\nNORA (V.O.)\n(quietly)\nHello there.\n\n> FADE OUT:\n\n", n)
    }),
    shape("brackets on brackets", |n| {
        format!("林晚：{}好。\n林晚：好。\n林晚：好。\n林晚：好。", of("（", n))
    }),
    // A drama that has a cast already.
    with_cast(
        "sixty quotations, 3,000 known",
        |n| of("“好的，我们走吧。”她说。\n", n.min(800)),
        three_thousand,
    ),
    with_cast("quotations, 3,000 known", |n| of("“好的，我们走吧。”她说。\n", n), three_thousand),
    with_cast("known people who speak", bomb_zh, three_thousand),
    with_cast("known people who speak, English", bomb, three_thousand_english),
    with_cast("known people with long aliases", |n| of("晚", n), many_aliases),
    with_cast("known people with parts of the text for aliases", dialogue_zh, long_aliases),
    with_cast("known people with nested names", |n| of("林晚a", n), nested_names),
    with_cast("known people with nested names, alone", |n| of("林", n), nested_names),
    with_cast("known people with one surname", dialogue_zh, surnames_alike),
    with_cast("cues, 3,000 known", |n| each(n, |at| format!("{}：好的。\n", chinese(at))), three_thousand),
];
