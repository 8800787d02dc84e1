//! WAV: an `AIGC` entry in a `LIST` chunk of form `INFO`, behind the samples.

use crate::riff::{CHUNK_HEADER, Chunk, wave_chunks};

const LIST: [u8; 4] = *b"LIST";
const INFO: &[u8] = b"INFO";
const ENTRY: &[u8] = b"AIGC";

/// A copy with the label, an older one replaced, all sizes set right. None when it is no WAV file.
pub(super) fn labelled(file: &[u8], json: &str) -> Option<Vec<u8>> {
    let chunks = wave_chunks(file)?;
    let has = |id: &[u8; 4]| chunks.iter().any(|chunk| chunk.id == *id);
    if !has(b"fmt ") || !has(b"data") {
        return None;
    }
    let mut body = b"WAVE".to_vec();
    body.reserve(file.len() + json.len() + 64);
    for chunk in &chunks {
        match infos(chunk) {
            Some(infos) if infos.len() == INFO.len() => {}
            Some(infos) => push(&mut body, &LIST, &infos)?,
            None => push(&mut body, &chunk.id, chunk.body)?,
        }
    }
    let mut list = INFO.to_vec();
    // Readers expect a text to end with a zero.
    push(&mut list, ENTRY, &[json.as_bytes(), b"\0"].concat())?;
    push(&mut body, &LIST, &list)?;
    let mut out = Vec::with_capacity(body.len() + CHUNK_HEADER);
    push(&mut out, b"RIFF", &body)?;
    Some(out)
}

/// The body of a list of infos without labels; none for other chunks.
fn infos(chunk: &Chunk<'_>) -> Option<Vec<u8>> {
    if chunk.id != LIST {
        return None;
    }
    let mut rest = chunk.body.strip_prefix(INFO)?;
    let mut kept = INFO.to_vec();
    while let Some((header, behind)) = rest.split_at_checked(CHUNK_HEADER) {
        let size = u32::from_le_bytes(header[4..].try_into().ok()?) as usize;
        let size = size.min(behind.len());
        if &header[..4] != ENTRY {
            push(&mut kept, &header[..4], &behind[..size])?;
        }
        rest = behind.get(size + size % 2..).unwrap_or_default();
    }
    Some(kept)
}

fn push(out: &mut Vec<u8>, id: &[u8], body: &[u8]) -> Option<()> {
    out.extend_from_slice(id);
    out.extend_from_slice(&u32::try_from(body.len()).ok()?.to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone() -> Vec<u8> {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 16_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
        (0..33).for_each(|sample: i16| writer.write_sample(sample).unwrap());
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    fn samples(file: &[u8]) -> Vec<i16> {
        let reader = hound::WavReader::new(file).unwrap();
        reader.into_samples().map(Result::unwrap).collect()
    }

    #[test]
    fn a_reader_still_finds_the_samples_and_the_sizes_are_right() {
        let file = labelled(&tone(), "{}").unwrap();
        assert_eq!(samples(&file), samples(&tone()));
        let size = u32::from_le_bytes(file[4..8].try_into().unwrap());
        assert_eq!(size as usize, file.len() - 8);
        assert_eq!(wave_chunks(&file).unwrap().last().unwrap().body, b"INFOAIGC\x03\0\0\0{}\0\0");
    }

    #[test]
    fn a_second_label_replaces_the_first_and_other_infos_stay() {
        let mut list = INFO.to_vec();
        push(&mut list, b"INAM", b"odd").unwrap();
        push(&mut list, ENTRY, b"old").unwrap();
        let mut body = tone();
        push(&mut body, &LIST, &list).unwrap();
        let file = labelled(&labelled(&body, "one").unwrap(), "two").unwrap();
        let lists: Vec<&[u8]> = wave_chunks(&file)
            .unwrap()
            .iter()
            .filter(|chunk| chunk.id == LIST)
            .map(|chunk| chunk.body)
            .collect();
        assert_eq!(lists, [&b"INFOINAM\x03\0\0\0odd\0"[..], b"INFOAIGC\x04\0\0\0two\0"]);
    }

    #[test]
    fn a_length_that_was_never_filled_in_is_set_right() {
        let mut file = tone();
        let at = file.windows(4).position(|id| id == b"data").unwrap() + 4;
        file[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(samples(&labelled(&file, "x").unwrap()).len(), 33);
    }

    #[test]
    fn a_file_without_samples_is_refused() {
        assert_eq!(labelled(b"RIFF\x04\0\0\0WAVE", "x"), None);
    }
}
