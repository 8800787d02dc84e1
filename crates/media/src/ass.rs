//! Subtitles in the ASS format: those that are burnt into a clip with the visible mark, and the file beside a cut.
//! Rows come wrapped; nothing is wrapped again. Sizes follow the short side of the picture, so that fifteen
//! Chinese characters fill a row of every shape with margins.

mod style;
mod text;

pub(crate) use style::FONT;

use std::fmt::Write as _;
use style::{Look, header};
use text::{escaped, field, fitted, timecode};
use xinggen_domain::{drama::FrameSize, label::VISIBLE_MARK, subtitle::Cue, time::Millis};

/// The mark stands at least this long (GB 45438-2025).
pub(crate) const MARK_MS: Millis = 2000;

/// What is burnt into a clip of `duration_ms`; none when there is nothing.
pub(crate) fn burnt(
    size: FrameSize,
    cues: &[Cue],
    mark_ms: Option<Millis>,
    duration_ms: Millis,
) -> Option<String> {
    if cues.is_empty() && mark_ms.is_none() {
        return None;
    }
    let mut out = header("", size);
    if let Some(ms) = mark_ms {
        line(&mut out, Look::Mark, 0, ms.max(MARK_MS).min(duration_ms), "", VISIBLE_MARK);
    }
    dialogue(&mut out, size, cues);
    Some(out)
}

/// The file beside a cut: all cues with their speakers.
pub(crate) fn document(title: &str, size: FrameSize, cues: &[Cue]) -> String {
    let mut out = header(title, size);
    dialogue(&mut out, size, cues);
    out
}

/// A subtitle just to see which font is taken.
pub(crate) fn sample() -> String {
    let cue = Cue { start_ms: 0, end_ms: 5000, rows: vec!["字".to_owned()], speaker: None };
    document("", FrameSize { width: 320, height: 180 }, &[cue])
}

fn dialogue(out: &mut String, size: FrameSize, cues: &[Cue]) {
    for cue in cues {
        let rows: Vec<String> = cue.rows.iter().map(|row| escaped(row)).collect();
        let text = format!("{}{}", fitted(&cue.rows, size), rows.join("\\N"));
        let name = cue.speaker.as_deref().unwrap_or_default();
        line(out, Look::Speech, cue.start_ms, cue.end_ms, name, &text);
    }
}

fn line(out: &mut String, look: Look, start: Millis, end: Millis, name: &str, text: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(
        out,
        "Dialogue: 0,{},{},{},{},0,0,0,,{text}",
        timecode(start),
        timecode(end),
        look.name(),
        field(name),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: FrameSize = FrameSize { width: 1080, height: 1920 };

    fn cue(rows: &[&str], speaker: Option<&str>) -> Cue {
        Cue {
            start_ms: 1234,
            end_ms: 62_345,
            rows: rows.iter().map(|row| (*row).to_owned()).collect(),
            speaker: speaker.map(str::to_owned),
        }
    }

    fn lines(document: &str) -> Vec<&str> {
        document.lines().filter(|line| line.starts_with("Dialogue")).collect()
    }

    #[test]
    fn a_cue_keeps_its_rows_its_times_and_its_speaker() {
        let text = document("雨夜", SIZE, &[cue(&["你回来了。", "嗯。"], Some("林,晚"))]);
        assert!(text.contains("Title: 雨夜\n") && text.contains("WrapStyle: 2\n"));
        assert_eq!(
            lines(&text),
            ["Dialogue: 0,0:00:01.23,0:01:02.34,Speech,林，晚,0,0,0,,你回来了。\\N嗯。"]
        );
    }

    #[test]
    fn nothing_to_burn_is_nothing() {
        assert_eq!(burnt(SIZE, &[], None, 5000), None);
    }

    #[test]
    fn the_mark_stands_two_seconds_even_when_less_is_asked() {
        let text = burnt(SIZE, &[], Some(500), 5000).unwrap();
        assert_eq!(lines(&text), ["Dialogue: 0,0:00:00.00,0:00:02.00,Mark,,0,0,0,,AI生成"]);
    }
}
