//! The order of clips and joints, as ffmpeg's concat demuxer reads it. A clip gives its overlaps to the joints
//! beside it: it is entered and left at the key frames that it has there.

use crate::{
    ffmpeg::{disk, invalid},
    picture::seconds,
};
use std::{fmt::Write as _, path::Path};
use xinggen_domain::{
    error::VendorError,
    ports::{CutClip, CutRequest},
    time::Millis,
};

/// The list of everything in order.
pub(super) fn list(request: &CutRequest) -> Result<String, VendorError> {
    let mut out = String::from("ffconcat version 1.0\n");
    let mut before = false;
    for (clip, number) in request.clips.iter().zip(1..) {
        clip_lines(&mut out, clip, number, before, request.overlap_ms)?;
        before = clip.joint_after.is_some();
        if let Some(joint) = &clip.joint_after {
            file_line(&mut out, joint)?;
            duration_line(&mut out, request.overlap_ms);
        }
    }
    if before {
        return Err(invalid("the last clip of a cut cannot be joined to a next one"));
    }
    Ok(out)
}

fn clip_lines(
    out: &mut String,
    clip: &CutClip,
    number: u32,
    before: bool,
    overlap_ms: Millis,
) -> Result<(), VendorError> {
    let start = if before { overlap_ms } else { 0 };
    let end = if clip.joint_after.is_some() {
        clip.duration_ms.checked_sub(overlap_ms)
    } else {
        Some(clip.duration_ms)
    };
    let end = end.filter(|&end| end >= start).ok_or_else(|| {
        invalid(format!("clip {number} is shorter than its transitions: {} ms", clip.duration_ms))
    })?;
    if end == start {
        // Nothing is left between the two joints.
        return Ok(());
    }
    file_line(out, &clip.file)?;
    // Writing into a String cannot fail.
    if start > 0 {
        let _ = writeln!(out, "inpoint {}", seconds(start));
    }
    if end < clip.duration_ms {
        let _ = writeln!(out, "outpoint {}", seconds(end));
    }
    duration_line(out, end - start);
    Ok(())
}

fn file_line(out: &mut String, file: &Path) -> Result<(), VendorError> {
    let file = std::path::absolute(file).map_err(|error| disk(file, error))?;
    let path = file
        .to_str()
        .filter(|path| !path.contains('\n'))
        .ok_or_else(|| invalid(format!("{} is not a usable path", file.display())))?;
    let _ = writeln!(out, "file 'file:{}'", path.replace('\'', "'\\''"));
    Ok(())
}

fn duration_line(out: &mut String, ms: Millis) {
    let _ = writeln!(out, "duration {}", seconds(ms));
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::drama::AspectRatio;

    fn request(clips: &[(Millis, bool)]) -> CutRequest {
        let clip = |(number, &(duration_ms, joint)): (usize, &(Millis, bool))| CutClip {
            file: format!("/c/it's {number}.mp4").into(),
            duration_ms,
            joint_after: joint.then(|| format!("/j/{number}.mp4").into()),
        };
        CutRequest {
            clips: clips.iter().enumerate().map(clip).collect(),
            overlap_ms: 400,
            size: AspectRatio::Portrait.frame(),
            duration_ms: 0,
            voices: Vec::new(),
            cues: Vec::new(),
            title: String::new(),
            label: None,
            video: "/o/v.mp4".into(),
            ass: "/o/v.ass".into(),
            poster: "/o/v.jpg".into(),
            poster_at_ms: 0,
        }
    }

    #[test]
    fn clips_leave_their_overlaps_to_the_joints() {
        let text = list(&request(&[(2000, true), (3000, false), (800, false)])).unwrap();
        let expected = "ffconcat version 1.0\n\
            file 'file:/c/it'\\''s 0.mp4'\noutpoint 1.600\nduration 1.600\n\
            file 'file:/j/0.mp4'\nduration 0.400\n\
            file 'file:/c/it'\\''s 1.mp4'\ninpoint 0.400\nduration 2.600\n\
            file 'file:/c/it'\\''s 2.mp4'\nduration 0.800\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_clip_may_consist_of_its_joints_but_not_be_shorter() {
        let text = list(&request(&[(2000, true), (800, true), (2000, false)])).unwrap();
        assert_eq!(text.matches("file '").count(), 4);
        let error = list(&request(&[(2000, true), (700, true), (2000, false)])).unwrap_err();
        assert!(error.message.contains("clip 2"), "{error}");
    }

    #[test]
    fn nothing_follows_the_last_clip() {
        assert!(list(&request(&[(2000, true)])).is_err());
    }
}
