//! Reading what the speech program writes, and writing what we give.

use hound::{SampleFormat, WavSpec, WavWriter};
use std::io::Cursor;

/// The samples per second of a finished line: whole ones per millisecond, so durations are exact.
pub(super) const RATE: u32 = 24_000;

/// Samples per millisecond.
pub(super) const PER_MS: usize = RATE as usize / 1000;

/// The samples of a 16-bit mono WAV stream. Its length fields are ignored: a program that writes to a pipe cannot
/// go back and fill them in.
pub(super) fn samples(stream: &[u8]) -> Option<Vec<f32>> {
    let mut chunk = stream.get(12..).filter(|_| stream.starts_with(b"RIFF"))?;
    while chunk.get(..4)? != b"data" {
        let length = u32::from_le_bytes(chunk.get(4..8)?.try_into().ok()?) as usize;
        chunk = chunk.get(8 + length..)?;
    }
    let pairs = chunk.get(8..)?.chunks_exact(2);
    Some(pairs.map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0).collect())
}

/// A WAV file: 16 bit, one channel, [`RATE`].
pub(super) fn file(samples: &[f32]) -> Result<Vec<u8>, hound::Error> {
    let spec =
        WavSpec { channels: 1, sample_rate: RATE, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut bytes = Cursor::new(Vec::with_capacity(44 + samples.len() * 2));
    let mut writer = WavWriter::new(&mut bytes, spec)?;
    for sample in samples {
        writer.write_sample((sample.clamp(-1.0, 1.0) * 32_767.0).round() as i16)?;
    }
    writer.finalize()?;
    Ok(bytes.into_inner())
}
