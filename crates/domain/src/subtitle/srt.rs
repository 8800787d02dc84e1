use super::Cue;
use crate::time::Millis;
use std::fmt::Write as _;

/// The cues as a SubRip file.
#[must_use]
pub fn to_srt(cues: &[Cue]) -> String {
    let mut out = String::new();
    for (cue, number) in cues.iter().zip(1..) {
        // Writing into a String cannot fail.
        let _ = write!(
            out,
            "{number}\n{} --> {}\n{}\n\n",
            timecode(cue.start_ms),
            timecode(cue.end_ms),
            cue.rows.join("\n")
        );
    }
    out
}

fn timecode(ms: Millis) -> String {
    format!("{:02}:{:02}:{:02},{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}
