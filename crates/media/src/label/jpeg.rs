//! JPEG: an XMP packet in an APP1 segment (XMP specification, part 3, 1.1.3). An existing packet is replaced when
//! it is a label of ours and kept, with ours behind it as a comment, when it is somebody else's: a file may hold
//! only one packet. A comment with the same words stands in any case, for readers without XMP.

use super::xmp;
use xinggen_domain::label::LABEL_KEY;

const SOI: [u8; 2] = [0xFF, 0xD8];
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const COMMENT: u8 = 0xFE;
const SCAN: u8 = 0xDA;
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// A copy with the label; an older label is replaced. None when it is no JPEG file.
pub(super) fn labelled(file: &[u8], json: &str) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(&SOI)?;
    let mut kept: Vec<&[u8]> = Vec::new();
    loop {
        // A marker may have any number of fill bytes before it.
        while rest.starts_with(&[0xFF, 0xFF]) {
            rest = &rest[1..];
        }
        let (segment, behind) = split_segment(rest)?;
        if segment[1] == SCAN {
            break;
        }
        if !is_label(segment) {
            kept.push(segment);
        }
        rest = behind;
    }
    let foreign = kept.iter().any(|segment| is_xmp(segment));
    // JFIF and Exif want to be first.
    let front = kept.iter().take_while(|segment| segment[1] == APP0 || is_exif(segment)).count();
    let mut out = Vec::with_capacity(file.len() + json.len() * 3 + 512);
    out.extend_from_slice(&SOI);
    kept[..front].iter().for_each(|segment| out.extend_from_slice(segment));
    if !foreign {
        push_segment(&mut out, APP1, &[XMP, xmp::packet(json).as_bytes()].concat())?;
    }
    push_segment(&mut out, COMMENT, format!("{LABEL_KEY}={json}").as_bytes())?;
    kept[front..].iter().for_each(|segment| out.extend_from_slice(segment));
    out.extend_from_slice(rest);
    Some(out)
}

/// A marker with its length and its body; markers before the first scan all have one.
fn split_segment(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let [0xFF, marker, high, low, ..] = rest else {
        return None;
    };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    if matches!(marker, 0x00 | 0x01 | 0xD0..=0xD9 | 0xFF) || length < 2 {
        return None;
    }
    rest.split_at_checked(length + 2)
}

fn is_xmp(segment: &[u8]) -> bool {
    segment[1] == APP1 && segment[4..].starts_with(XMP)
}

fn is_exif(segment: &[u8]) -> bool {
    segment[1] == APP1 && segment[4..].starts_with(b"Exif\0")
}

fn is_label(segment: &[u8]) -> bool {
    let words = segment[4..].strip_prefix(LABEL_KEY.as_bytes());
    is_xmp(segment) && xmp::is_label(segment)
        || segment[1] == COMMENT && words.is_some_and(|words| words.first() == Some(&b'='))
}

fn push_segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) -> Option<()> {
    let length = u16::try_from(body.len() + 2).ok()?;
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(body);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"\xFF\xE0\0\x04JF\xFF\xDB\0\x04ab\xFF\xDA\0\x03xdata\xFF\xD9";

    fn file(extra: &[u8]) -> Vec<u8> {
        [&SOI[..], &BODY[..6], extra, &BODY[6..]].concat()
    }

    fn count(file: &[u8], words: &str) -> usize {
        file.windows(words.len()).filter(|part| *part == words.as_bytes()).count()
    }

    #[test]
    fn the_label_stands_behind_the_header_and_the_rest_stays() {
        let out = labelled(&file(b""), "{\"a\":\"<&\"}").unwrap();
        assert!(out.starts_with(&[&SOI[..], &BODY[..6], &[0xFF, APP1]].concat()));
        assert!(out.ends_with(&BODY[6..]));
        assert_eq!(count(&out, "<TC260:AIGC>{\"a\":\"&lt;&amp;\"}</TC260:AIGC>"), 1);
        assert_eq!(count(&out, "AIGC={\"a\":\"<&\"}"), 1);
    }

    #[test]
    fn a_second_label_replaces_the_first() {
        let twice = labelled(&labelled(&file(b""), "one").unwrap(), "two").unwrap();
        assert_eq!((count(&twice, "one"), count(&twice, "AIGC=two")), (0, 1));
        assert_eq!(count(&twice, "<TC260:AIGC>two<"), 1);
    }

    #[test]
    fn somebody_elses_packet_stays_the_only_one() {
        let mut foreign = Vec::new();
        push_segment(&mut foreign, APP1, &[XMP, b"<theirs/>"].concat()).unwrap();
        let out = labelled(&file(&foreign), "x").unwrap();
        assert_eq!((count(&out, "ns.adobe.com/xap"), count(&out, "AIGC=x")), (1, 1));
    }

    #[test]
    fn anything_else_is_refused() {
        for broken in
            [&b""[..], b"\xFF\xD8", b"\xFF\xD8\xFF\xE0\0\x50", b"GIF89a", b"\xFF\xD8\xFF\xE0\0\0\0\0"]
        {
            assert_eq!(labelled(broken, "x"), None);
        }
    }
}
