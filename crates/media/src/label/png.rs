//! PNG: uncompressed text chunks behind the header (PNG specification, 11.3.4): an `iTXt` with the label's own key,
//! for readers that know no `iTXt` (ffprobe 5 is one) a `tEXt` too when the label is plain ASCII, and an `iTXt` with
//! the XMP packet, unless there is a foreign packet, which stays the only one.

use super::xmp;
use xinggen_domain::label::LABEL_KEY;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Length, type and checksum of a chunk.
const FRAME: usize = 12;
const XMP_KEY: &str = "XML:com.adobe.xmp";

/// A copy with the label; an older label is replaced. None when it is no PNG file.
pub(super) fn labelled(file: &[u8], json: &str) -> Option<Vec<u8>> {
    let (chunks, trailer) = chunks(file.strip_prefix(SIGNATURE)?)?;
    let (header, rest) = chunks.split_first()?;
    if kind(header) != b"IHDR" {
        return None;
    }
    let kept: Vec<&[u8]> = rest.iter().copied().filter(|chunk| !is_label(chunk)).collect();
    let mut out = Vec::with_capacity(file.len() + json.len() * 2 + 1024);
    out.extend_from_slice(SIGNATURE);
    out.extend_from_slice(header);
    push_utf8(&mut out, LABEL_KEY, json)?;
    if json.is_ascii() {
        push_chunk(&mut out, b"tEXt", &[LABEL_KEY.as_bytes(), b"\0", json.as_bytes()].concat())?;
    }
    if !kept.iter().any(|chunk| has_key(chunk, XMP_KEY)) {
        push_utf8(&mut out, XMP_KEY, &xmp::packet(json))?;
    }
    kept.iter().for_each(|chunk| out.extend_from_slice(chunk));
    out.extend_from_slice(trailer);
    Some(out)
}

/// All chunks up to the end, and what some programs append behind it.
fn chunks(mut rest: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let mut chunks = Vec::new();
    loop {
        let (chunk, behind) = split_chunk(rest)?;
        chunks.push(chunk);
        rest = behind;
        if kind(chunk) == b"IEND" {
            return Some((chunks, rest));
        }
    }
}

fn split_chunk(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
    rest.split_at_checked(length.checked_add(FRAME)?)
}

fn kind(chunk: &[u8]) -> &[u8] {
    &chunk[4..8]
}

fn is_label(chunk: &[u8]) -> bool {
    has_key(chunk, LABEL_KEY) || has_key(chunk, XMP_KEY) && xmp::is_label(chunk)
}

fn has_key(chunk: &[u8], key: &str) -> bool {
    let text = matches!(kind(chunk), b"iTXt" | b"tEXt" | b"zTXt");
    let behind = chunk[8..].strip_prefix(key.as_bytes());
    text && behind.is_some_and(|behind| behind.first() == Some(&0))
}

fn push_utf8(out: &mut Vec<u8>, key: &str, text: &str) -> Option<()> {
    // End of the key, no compression (two bytes), no language, no translated key.
    push_chunk(out, b"iTXt", &[key.as_bytes(), b"\0\0\0\0\0", text.as_bytes()].concat())
}

fn push_chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) -> Option<()> {
    let body = [kind, data].concat();
    out.extend_from_slice(&u32::try_from(data.len()).ok()?.to_be_bytes());
    out.extend_from_slice(&body);
    out.extend_from_slice(&crc(&body).to_be_bytes());
    Some(())
}

/// The checksum of ISO 3309, bit by bit: labels are short.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| {
        if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
    };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiny() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.write_header().unwrap().write_image_data(&[1, 2, 3, 4]).unwrap();
        bytes
    }

    fn label_of(file: &[u8]) -> Vec<String> {
        let reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let texts = &reader.info().utf8_text;
        let own = texts.iter().filter(|text| text.keyword == LABEL_KEY);
        own.map(|text| format!("{}={}", text.keyword, text.get_text().unwrap())).collect()
    }

    #[test]
    fn a_reader_finds_the_label_and_the_same_picture() {
        let file = labelled(&tiny(), "{\"Label\":\"1\",\"星\":\"亘\"}").unwrap();
        assert_eq!(label_of(&file), ["AIGC={\"Label\":\"1\",\"星\":\"亘\"}"]);
        let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
        let mut pixels = [0; 4];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels, [1, 2, 3, 4]);
    }

    #[test]
    fn a_second_label_replaces_the_first() {
        let once = labelled(&tiny(), "one").unwrap();
        let twice = labelled(&once, "two").unwrap();
        assert_eq!(label_of(&twice), ["AIGC=two"]);
        assert_eq!(twice.len(), once.len());
    }

    #[test]
    fn half_a_file_is_refused() {
        let file = tiny();
        for length in 0..file.len() {
            assert_eq!(labelled(&file[..length], "x"), None, "{length}");
        }
    }
}
