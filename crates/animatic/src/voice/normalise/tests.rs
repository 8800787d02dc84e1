use super::{Segment, segments};
use xinggen_domain::script::Language::{self, Chinese, English};

fn zh(text: &str) -> String {
    join(segments(text, Chinese))
}

fn en(text: &str) -> String {
    join(segments(text, English))
}

/// English segments in a Chinese text stand in braces here.
fn join(segments: Vec<Segment>) -> String {
    let shown = |s: Segment| match s.language {
        Language::Chinese => s.text,
        Language::English => format!("{{{}}}", s.text),
    };
    segments.into_iter().map(shown).collect()
}

#[test]
fn chinese_numbers_are_read_as_they_are_meant() {
    for (written, said) in [
        ("2023年5月1日", "二零二三年五月一日"),
        ("2023-05-01", "二零二三年五月一日"),
        ("20年", "二十年"),
        ("涨了3.5%", "涨了百分之三点五"),
        ("12:30", "十二点三十分"),
        ("７：０５", "七点零五分"),
        ("1,200人", "一千二百人"),
        ("2个人2米", "两个人两米"),
        ("第2天", "第二天"),
        ("¥100", "一百元"),
        ("-5℃", "负五摄氏度"),
        ("3-5天", "三到五天"),
        ("3~5%", "三到百分之五"),
        ("1/2", "二分之一"),
        ("拨110", "拨幺幺零"),
        ("13800138000", "幺三八零零幺三八零零零"),
        ("80km/h", "八十公里每小时"),
    ] {
        assert_eq!(zh(written), said, "{written}");
    }
}

#[test]
fn latin_words_in_chinese_are_english() {
    assert_eq!(zh("他用iPhone 15打电话"), "他用{iPhone}十五打电话");
    assert_eq!(zh("“查DNA”"), "查{D N A}");
    assert_eq!(zh("A座5G"), "{A}座五{G}");
}

#[test]
fn english_is_read_as_it_is_meant() {
    for (written, said) in [
        ("Mr. Lee paid $3.50 in 1999.", "{Mister Lee paid 3 dollars 50 in 19 99}"),
        ("at 7:05, or 12:00", "{at 7 oh 5, or 12 o'clock}"),
        ("in 1905 and 2005", "{in 19 oh 5 and 2005}"),
        ("50% of R&D", "{50 percent of R and D}"),
        ("STOP! I said don’t", "{stop, I said don't}"),
        ("Dr. Wu (quietly)", "{Doctor Wu ,quietly}"),
    ] {
        assert_eq!(en(written), said, "{written}");
    }
}

#[test]
fn what_is_not_a_word_is_left_out() {
    for text in ["", "……", "😀🎉", "“”", "\u{0}\u{1}\u{2}", "——！", "<>**", "①"] {
        assert_eq!(segments(text, Chinese), [], "{text:?}");
        assert_eq!(segments(text, English), [], "{text:?}");
    }
    assert_eq!(zh("你😀好\u{0}《书》"), "你好书");
    assert_eq!(en("[[h@l'oU]] <b>\u{1}50P"), "{hl'oU,, b50P}");
}
