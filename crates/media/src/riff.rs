//! The chunks of a RIFF file, WAV for one: an id, a length, as many bytes, and a byte of padding when odd.

/// Four characters and a length.
pub(crate) const CHUNK_HEADER: usize = 8;
/// `RIFF`, a length and the form.
pub(crate) const FILE_HEADER: usize = 12;

/// One chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chunk<'a> {
    pub(crate) id: [u8; 4],
    pub(crate) body: &'a [u8],
}

/// The chunks of a WAV file; none when it is no WAV file. A last chunk that claims more than there is (programs
/// that write to a pipe do not know the length beforehand) ends with the file.
pub(crate) fn wave_chunks(file: &[u8]) -> Option<Vec<Chunk<'_>>> {
    let header = file.get(..FILE_HEADER)?;
    if !header.starts_with(b"RIFF") || !header.ends_with(b"WAVE") {
        return None;
    }
    let mut rest = &file[FILE_HEADER..];
    let mut chunks = Vec::new();
    while let Some((header, behind)) = rest.split_at_checked(CHUNK_HEADER) {
        let [a, b, c, d, size @ ..] = header else { break };
        let size = size.iter().rev().fold(0, |size, &byte| size << 8 | usize::from(byte));
        let (body, behind) = behind.split_at(size.min(behind.len()));
        chunks.push(Chunk { id: [*a, *b, *c, *d], body });
        rest = behind.get(size % 2..).unwrap_or_default();
    }
    Some(chunks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_walked_over_their_padding() {
        let file = b"RIFF\0\0\0\0WAVEabcd\x03\0\0\0xyz\0efgh\xff\xff\xff\xff12";
        let chunks = wave_chunks(file).unwrap();
        assert_eq!(chunks.len(), 2);
        assert_eq!((chunks[0].id, chunks[0].body), (*b"abcd", &b"xyz"[..]));
        assert_eq!((chunks[1].id, chunks[1].body), (*b"efgh", &b"12"[..]));
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(wave_chunks(b"RIFF\0\0\0\0AVI "), None);
        assert_eq!(wave_chunks(b"RIFF"), None);
    }
}
