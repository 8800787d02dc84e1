use crate::{
    ffmpeg::{disk, invalid},
    riff::wave_chunks,
};
use std::path::Path;
use xinggen_domain::error::VendorError;

/// A voice.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wav {
    /// Samples per second.
    pub(super) rate: u32,
    /// One channel, −1 to 1.
    pub(super) samples: Vec<f32>,
}

/// Reads a WAV file of 16 bits; several channels become their mean.
pub(super) fn read_wav(file: &Path) -> Result<Wav, VendorError> {
    let bytes = std::fs::read(file).map_err(|error| disk(file, error))?;
    parse(&bytes).ok_or_else(|| invalid(format!("{} is no WAV file of 16 bits", file.display())))
}

fn parse(bytes: &[u8]) -> Option<Wav> {
    let chunks = wave_chunks(bytes)?;
    let body = |id: &[u8; 4]| chunks.iter().find(|chunk| chunk.id == *id).map(|chunk| chunk.body);
    let format = body(b"fmt ")?;
    let short = |at: usize| Some(u16::from_le_bytes(format.get(at..at + 2)?.try_into().ok()?));
    let rate = u32::from_le_bytes(format.get(4..8)?.try_into().ok()?);
    let (tag, channels, bits) = (short(0)?, usize::from(short(2)?), short(14)?);
    // 0xFFFE is the extensible form of the same.
    if !matches!(tag, 1 | 0xFFFE) || bits != 16 || channels == 0 || !(4000..=384_000).contains(&rate) {
        return None;
    }
    let scale = 1.0 / (32_768.0 * channels as f32);
    let frame = |frame: &[u8]| {
        let sum: i32 = frame.chunks_exact(2).map(|two| i32::from(i16::from_le_bytes([two[0], two[1]]))).sum();
        sum as f32 * scale
    };
    let samples = body(b"data")?.chunks_exact(2 * channels).map(frame).collect();
    Some(Wav { rate, samples })
}
