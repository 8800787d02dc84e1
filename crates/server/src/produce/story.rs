//! Reading a story file, in whatever encoding Chinese and English stories come.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use xinggen_application::STORY_CHARACTERS;
use xinggen_domain::limits::STORY_BYTES;

/// A file above this cannot be a story of 20,000 characters in any encoding.
const MAX_BYTES: u64 = 1 << 20;
/// A first line up to this many characters may be a title.
const TITLE_CHARACTERS: usize = 30;

/// A story as it was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Story {
    /// Names the file, wherever the command is started from.
    pub(crate) key: String,
    /// The name of the file, without its ending.
    pub(crate) name: String,
    /// The first line, when it is a title.
    pub(crate) title: Option<String>,
    /// The text, with `\n` line ends.
    pub(crate) text: String,
}

/// Why a file cannot be a story.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoryError {
    #[error("the story {0} cannot be read: {1}")]
    Unreadable(PathBuf, io::Error),
    #[error("the story {0} is a folder; name a text file")]
    Folder(PathBuf),
    #[error("the story {0} is empty; it needs at least {min} characters", min = STORY_CHARACTERS.start())]
    Empty(PathBuf),
    #[error(
        "the story {path} has {characters} characters; it must have {min} to {max}",
        min = STORY_CHARACTERS.start(),
        max = STORY_CHARACTERS.end()
    )]
    Length { path: PathBuf, characters: usize },
    #[error(
        "the story {path} has {bytes} bytes in UTF-8, white space included; it must have at most {STORY_BYTES}"
    )]
    Bytes { path: PathBuf, bytes: usize },
    #[error("the story {0} is too large to be one; at most {max} characters", max = STORY_CHARACTERS.end())]
    Oversized(PathBuf),
    #[error("the story {0} is not a text file; save it as plain text in UTF-8, UTF-16 or GB18030")]
    Binary(PathBuf),
}

/// Reads and decodes a story file.
pub(crate) fn read(path: &Path) -> Result<Story, StoryError> {
    let unreadable = |error| StoryError::Unreadable(path.to_owned(), error);
    let facts = fs::metadata(path).map_err(unreadable)?;
    if facts.is_dir() {
        return Err(StoryError::Folder(path.to_owned()));
    }
    if facts.len() > MAX_BYTES {
        return Err(StoryError::Oversized(path.to_owned()));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let text = decode(&bytes).ok_or_else(|| StoryError::Binary(path.to_owned()))?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let characters = text.chars().filter(|c| !c.is_whitespace()).count();
    if characters == 0 {
        return Err(StoryError::Empty(path.to_owned()));
    }
    if !STORY_CHARACTERS.contains(&characters) {
        return Err(StoryError::Length { path: path.to_owned(), characters });
    }
    if text.len() > STORY_BYTES as usize {
        return Err(StoryError::Bytes { path: path.to_owned(), bytes: text.len() });
    }
    let full = fs::canonicalize(path).map_err(unreadable)?;
    Ok(Story {
        key: format!("file:{}", full.display()),
        name: path.file_stem().map_or_else(|| "story".to_owned(), |name| name.to_string_lossy().into_owned()),
        title: title(&text),
        text,
    })
}

/// The text of these bytes; none when they are not text. UTF-16 without a mark is recognised by its zero bytes.
fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(text) = decode_as(UTF_8, bytes) {
        return Some(text);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decode_as(encoding, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let chinese = matches!(guess.name(), "GBK" | "gb18030" | "windows-1252");
    decode_as(if chinese { GB18030 } else { guess }, bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    if text.chars().any(strange) { None } else { Some(text) }
}

/// UTF-16 has zero bytes, which no other encoding of a text has; the right order of the bytes is the one that gives
/// letters.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.contains(&0) {
        return None;
    }
    let usual = |c: char| {
        c.is_ascii()
            || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '\u{2010}'..='\u{2027}')
    };
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let text = decode_as(encoding, bytes);
        text.is_some_and(|text| text.chars().filter(|c| usual(*c)).count() * 20 >= text.chars().count() * 19)
    })
}

/// The first line, when it is short, ends no sentence and stands apart from what follows.
fn title(text: &str) -> Option<String> {
    let mut lines = text.trim_start().lines();
    let first = lines.next()?.trim();
    let apart = lines.next().is_none_or(|next| next.trim().is_empty());
    let name = first.trim_start_matches('#').trim().trim_matches(['《', '》', '*', '【', '】']);
    let plain = !name.contains(['。', '！', '？', '.', '!', '?', '：', ':', '“', '"', '，', ',']);
    (apart && plain && (1..=TITLE_CHARACTERS).contains(&name.chars().count())).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "雨下了一夜。\n她说：“你回来了？”\n";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[test]
    fn every_usual_encoding_is_read() {
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            TEXT.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec()),
            marked(b"\xff\xfe", utf16(TEXT, true)),
            marked(b"\xfe\xff", utf16(TEXT, false)),
            utf16(TEXT, true),
            utf16(TEXT, false),
            GB18030.encode(TEXT).0.into_owned(),
        ];
        for (number, case) in cases.iter().enumerate() {
            assert_eq!(decode(case).as_deref(), Some(TEXT), "case {number}");
        }
    }

    #[test]
    fn white_space_makes_a_story_too_large() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("story.txt");
        let written = |blanks| {
            fs::write(&path, format!("{}{}", "雪".repeat(300), " ".repeat(blanks))).expect("written");
            read(&path)
        };
        assert_eq!(written(119_100).expect("just small enough").text.len(), 120_000);
        let refused = written(119_101).expect_err("one byte too many").to_string();
        assert!(
            refused.ends_with("has 120001 bytes in UTF-8, white space included; it must have at most 120000")
        );
    }

    #[test]
    fn a_picture_is_no_story() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\x38"), None);
        assert_eq!(decode(&[0; 512]), None);
    }

    #[test]
    fn a_first_line_that_stands_apart_is_the_title() {
        assert_eq!(title("《雨夜来信》\n\n雨下了一夜。").as_deref(), Some("雨夜来信"));
        assert_eq!(title("# The Lantern\n\nIt rained.").as_deref(), Some("The Lantern"));
        assert_eq!(title("雨下了一夜。\n\n她来了。"), None);
        assert_eq!(title("场景一 日 内\n林晚：你好"), None);
    }
}
