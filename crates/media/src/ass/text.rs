use super::style::speech_em;
use xinggen_domain::{drama::FrameSize, time::Millis};

/// Hours, minutes, seconds and hundredths, which is all that ASS keeps.
pub(super) fn timecode(ms: Millis) -> String {
    format!("{}:{:02}:{:02}.{:02}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000 / 10)
}

/// A row in which nothing is read as a command. There is no escape for a backslash, so an invisible word joiner
/// keeps it apart from what follows.
pub(super) fn escaped(row: &str) -> String {
    let mut out = String::with_capacity(row.len());
    for c in row.chars() {
        match c {
            '\\' => out.push_str("\\\u{2060}"),
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A field that is ended by a comma.
pub(super) fn field(text: &str) -> String {
    let kept = |c: char| if c == ',' { '，' } else { c };
    text.chars().filter(|c| !c.is_control()).map(kept).collect()
}

/// The command that makes rows smaller which would not fit the picture otherwise; empty when they fit.
pub(super) fn fitted(rows: &[String], size: FrameSize) -> String {
    let widest = rows.iter().map(|row| ems(row)).fold(0.0, f64::max) * speech_em(size);
    let room = f64::from(size.width) * 0.96;
    if widest <= room {
        return String::new();
    }
    let percent = (room / widest * 100.0).floor();
    format!("{{\\fscx{percent}\\fscy{percent}}}")
}

/// About how wide a row is, in Chinese characters. Latin letters of the font are 0.6 wide on average.
fn ems(row: &str) -> f64 {
    row.chars().map(|c| if c < '\u{1100}' { 0.6 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: FrameSize = FrameSize { width: 1080, height: 1920 };

    #[test]
    fn commands_in_a_story_stay_text() {
        assert_eq!(escaped("a{\\b1}\\N\n"), "a\\{\\\u{2060}b1\\}\\\u{2060}N ");
    }

    #[test]
    fn fifteen_characters_fit_and_forty_are_made_smaller() {
        assert_eq!(fitted(&["字".repeat(15)], SIZE), "");
        assert_eq!(fitted(&["字".repeat(40)], SIZE), "{\\fscx42\\fscy42}");
    }
}
