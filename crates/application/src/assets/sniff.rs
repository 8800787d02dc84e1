//! What a file is, by its bytes.

use super::{UploadAssetError, UploadLimits};
use xinggen_domain::{asset::MediaKind, time::Millis};

/// The facts of a file that its bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) kind: MediaKind,
    pub(super) mime: &'static str,
    /// Without a dot.
    pub(super) extension: &'static str,
    /// Across and down.
    pub(super) pixels: Option<(u32, u32)>,
    pub(super) duration_ms: Option<Millis>,
}

const fn facts(kind: MediaKind, mime: &'static str, extension: &'static str) -> Facts {
    Facts { kind, mime, extension, pixels: None, duration_ms: None }
}

/// How much of a file is read to see that it is text before the whole is.
const HEAD: usize = 64 << 10;
/// How many chunks of a WAV file are passed over on the way to its data.
const CHUNKS: usize = 1_000;
/// In how much of an image its size has to stand: behind whatever a camera puts in front of it.
const IMAGE_HEAD: usize = 4 << 20;

/// What the bytes are. Of a text all bytes are read, so one that is larger than texts may be is refused by its head.
pub(super) fn sniff(name: &str, bytes: &[u8], limits: UploadLimits) -> Result<Facts, UploadAssetError> {
    // Text has no signature, and no file with one of those below is text.
    let size = bytes.len() as u64;
    if size > limits.text && as_text(head(bytes, HEAD)).is_some() {
        let kind = MediaKind::Document;
        return Err(UploadAssetError::TooLarge { kind, most: limits.text, bytes: size });
    }
    if size <= limits.text
        && let Some(text) = as_text(bytes)
    {
        return sniff_text(name, text).ok_or(UploadAssetError::UnknownType);
    }
    let found = infer::get(bytes).ok_or(UploadAssetError::UnknownType)?;
    let (image, audio) = (MediaKind::Image, MediaKind::Audio);
    let found = match found.mime_type() {
        "image/png" => facts(image, "image/png", "png"),
        "image/jpeg" => facts(image, "image/jpeg", "jpg"),
        "image/webp" => facts(image, "image/webp", "webp"),
        "audio/x-wav" => facts(audio, "audio/wav", "wav"),
        "audio/mpeg" => facts(audio, "audio/mpeg", "mp3"),
        "video/mp4" => facts(MediaKind::Video, "video/mp4", "mp4"),
        _ => return Err(UploadAssetError::UnknownType),
    };
    let damaged = UploadAssetError::Damaged { mime: found.mime };
    match found.mime {
        "audio/wav" => Ok(Facts { duration_ms: Some(wav_ms(bytes).ok_or(damaged)?), ..found }),
        _ if found.kind == image => Ok(Facts { pixels: Some(pixels(bytes).ok_or(damaged)?), ..found }),
        _ => Ok(found),
    }
}

/// The first bytes, so many or a few less, with no character of a text cut in two.
fn head(bytes: &[u8], most: usize) -> &[u8] {
    let head = &bytes[..bytes.len().min(most)];
    let whole = std::str::from_utf8(head).map_or_else(|error| error.valid_up_to(), str::len);
    if head.len() - whole < 4 { &head[..whole] } else { head }
}

/// The bytes as text, if they are UTF-8 without control characters that texts do not have.
fn as_text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    (!text.chars().any(strange)).then_some(text)
}

/// How a text is to be read, only its name can tell; that it is one, the caller knows.
fn sniff_text(name: &str, text: &str) -> Option<Facts> {
    if text.trim().is_empty() {
        return None;
    }
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "srt" | "txt" if is_subrip(text) => Some(facts(MediaKind::Subtitle, "application/x-subrip", "srt")),
        "txt" => Some(facts(MediaKind::Document, "text/plain", "txt")),
        "md" | "markdown" => Some(facts(MediaKind::Document, "text/markdown", "md")),
        _ => None,
    }
}

/// Whether a text begins with a numbered cue and its times.
fn is_subrip(text: &str) -> bool {
    let mut rows = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|row| !row.is_empty());
    let numbered = rows.next().is_some_and(|row| row.parse::<u32>().is_ok());
    let times = rows.next().and_then(|row| row.split_once("-->"));
    numbered && times.is_some_and(|(start, end)| is_time(start) && is_time(end))
}

/// Whether this is a time as SubRip writes it: `00:00:01,500`.
fn is_time(text: &str) -> bool {
    let mut parts = text.trim().split([':', ',', '.']);
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    parts.clone().count() == 4 && parts.all(digits)
}

fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(&bytes[..bytes.len().min(IMAGE_HEAD)]).ok()?;
    let sides = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (sides.0 > 0 && sides.1 > 0).then_some(sides)
}

/// How long a WAV file is: its data by the bytes per second that its format chunk tells.
fn wav_ms(bytes: &[u8]) -> Option<Millis> {
    let mut rest = bytes.get(12..)?;
    let mut rate = None;
    for _ in 0..CHUNKS {
        let (head, body) = rest.split_at_checked(8)?;
        let size = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
        match &head[..4] {
            b"fmt " => rate = Some(u32::from_le_bytes(body.get(8..12)?.try_into().ok()?)),
            // Written while it was recorded, the size can be more than there is.
            b"data" => {
                let rate = u64::from(rate.filter(|rate| *rate > 0)?);
                return Millis::try_from(size.min(body.len()) as u64 * 1000 / rate).ok();
            }
            _ => {}
        }
        // Chunks begin at even places.
        rest = body.get(size.checked_add(size % 2)?..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: UploadLimits =
        UploadLimits { image: 1 << 30, video: 1 << 30, audio: 1 << 30, text: 1 << 20 };

    fn wav_with(chunks: usize) -> Vec<u8> {
        let mut bytes =
            b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0".to_vec();
        bytes.extend(b"junk\0\0\0\0".repeat(chunks));
        bytes.extend(b"data\x40\x1f\0\0");
        bytes.extend(vec![0; 8000]);
        bytes
    }

    #[test]
    fn a_sound_of_nothing_but_empty_chunks_is_given_up() {
        assert_eq!(sniff("", &wav_with(900), LIMITS).map(|facts| facts.duration_ms).ok(), Some(Some(1000)));
        let many = sniff("", &wav_with(CHUNKS), LIMITS);
        assert!(matches!(many, Err(UploadAssetError::Damaged { mime: "audio/wav" })), "{many:?}");
    }

    #[test]
    fn a_text_that_is_too_large_is_not_read_through() {
        let novel = "雪".repeat(400_000);
        let refused = sniff("novel.txt", novel.as_bytes(), LIMITS);
        assert!(matches!(refused, Err(UploadAssetError::TooLarge { most: 1_048_576, .. })), "{refused:?}");
        let mut binary = novel.into_bytes();
        binary.push(0);
        let refused = sniff("novel.txt", &binary, LIMITS);
        assert!(matches!(refused, Err(UploadAssetError::TooLarge { .. })), "told by its head: {refused:?}");
    }

    #[test]
    fn the_size_of_an_image_is_looked_for_near_its_beginning() {
        // A JPEG of segments without content, its size behind them all.
        let jpeg = |segments: usize| {
            let mut bytes = b"\xff\xd8".to_vec();
            bytes.extend(b"\xff\xe0\0\x02".repeat(segments));
            bytes.extend(b"\xff\xc0\0\x0b\x08\0\x09\0\x10\x01\x01\x11\0\xff\xd9");
            bytes
        };
        assert_eq!(sniff("", &jpeg(1000), LIMITS).map(|facts| facts.pixels).ok(), Some(Some((16, 9))));
        let far = sniff("", &jpeg(2 << 20), LIMITS);
        assert!(matches!(far, Err(UploadAssetError::Damaged { mime: "image/jpeg" })), "{far:?}");
    }
}
