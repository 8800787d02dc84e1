//! Voices at their places on silence, mixed in one pass: only the voices that sound just now are in memory, so
//! hundreds of them cost no more than a few.

use super::{
    resample::Resampler,
    wav::{Wav, read_wav},
};
use crate::ffmpeg::disk;
use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
    sync::Arc,
};
use xinggen_domain::{error::VendorError, ports::PlacedVoice, time::Millis};

/// Samples per second of everything that is mixed.
pub(super) const RATE: u32 = 48_000;

/// Samples that are mixed at a time.
const BLOCK: usize = RATE as usize / 2;

/// Voices in the order in which they begin, and how long the whole is. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Bed {
    voices: Arc<[(usize, PathBuf)]>,
    samples: usize,
}

/// A voice that has begun.
struct Sounding {
    start: usize,
    samples: Vec<f32>,
}

impl Bed {
    /// Lays the voices out. Every file is looked at, so that a broken one is named before anything is rendered.
    pub(super) fn new(voices: &[PlacedVoice], duration_ms: Millis) -> Result<Self, VendorError> {
        let at = |ms: Millis| (u64::from(ms) * u64::from(RATE) / 1000) as usize;
        let mut placed = Vec::with_capacity(voices.len());
        for voice in voices {
            let file = std::path::absolute(&voice.file).map_err(|error| disk(&voice.file, error))?;
            read_wav(&file)?;
            placed.push((at(voice.start_ms), file));
        }
        placed.sort();
        Ok(Self { voices: placed.into(), samples: at(duration_ms) })
    }

    /// Writes the mix as 32-bit floats, which cannot clip.
    pub(super) fn mix_into(&self, out: File) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        let mut coming: VecDeque<&(usize, PathBuf)> = self.voices.iter().collect();
        let mut sounding: Vec<Sounding> = Vec::new();
        let mut resampler = Resampler::default();
        for begin in (0..self.samples).step_by(BLOCK) {
            let end = (begin + BLOCK).min(self.samples);
            while let Some((start, file)) = coming.pop_front_if(|(start, _)| *start < end) {
                let wav = read_wav(file).map_err(io::Error::other)?;
                sounding.push(sound(*start, &wav, &mut resampler));
            }
            let mut block = vec![0.0_f32; end - begin];
            for voice in &sounding {
                add(voice, begin, &mut block);
            }
            for sample in block {
                out.write_all(&sample.to_le_bytes())?;
            }
            sounding.retain(|voice| voice.start + voice.samples.len() > end);
        }
        out.flush()
    }
}

fn sound(start: usize, wav: &Wav, resampler: &mut Resampler) -> Sounding {
    Sounding { start, samples: resampler.convert(&wav.samples, wav.rate, RATE) }
}

fn add(voice: &Sounding, begin: usize, block: &mut [f32]) {
    let skipped = begin.saturating_sub(voice.start).min(voice.samples.len());
    let ahead = voice.start.saturating_sub(begin).min(block.len());
    for (mixed, sample) in block[ahead..].iter_mut().zip(&voice.samples[skipped..]) {
        *mixed += sample;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn voice(folder: &Path, name: &str, samples: &[i16], start_ms: Millis) -> PlacedVoice {
        let file = folder.join(name);
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: RATE,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&file, spec).unwrap();
        samples.iter().for_each(|&sample| writer.write_sample(sample).unwrap());
        writer.finalize().unwrap();
        PlacedVoice { file, start_ms }
    }

    fn mixed(voices: &[PlacedVoice], duration_ms: Millis) -> Vec<f32> {
        let out = tempfile::NamedTempFile::new().unwrap();
        Bed::new(voices, duration_ms).unwrap().mix_into(out.reopen().unwrap()).unwrap();
        let bytes = std::fs::read(out.path()).unwrap();
        bytes.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().unwrap())).collect()
    }

    #[test]
    fn voices_lie_where_they_were_placed_and_add_up() {
        let folder = tempfile::tempdir().unwrap();
        // Given out of order, the first across the end of a block.
        let voices = [
            voice(folder.path(), "b.wav", &[8192; 480], 498),
            voice(folder.path(), "a.wav", &[16384; 480], 495),
        ];
        let mix = mixed(&voices, 1000);
        assert_eq!(mix.len(), 48_000);
        let at = |ms: usize| mix[ms * 48];
        assert_eq!([at(494), at(495), at(500), at(507)], [0.0, 0.5, 0.75, 0.25]);
        assert_eq!(mix.iter().filter(|&&sample| sample != 0.0).count(), 480 + 144);
    }

    #[test]
    fn a_voice_that_is_too_long_ends_with_the_cut() {
        let folder = tempfile::tempdir().unwrap();
        let mix = mixed(&[voice(folder.path(), "a.wav", &[1000; 96_000], 900)], 1000);
        assert_eq!(mix.len(), 48_000);
    }

    #[test]
    fn a_file_that_is_no_voice_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("broken.wav");
        std::fs::write(&file, b"RIFF").unwrap();
        let error = Bed::new(&[PlacedVoice { file, start_ms: 0 }], 1000).unwrap_err();
        assert!(error.message.contains("broken.wav"), "{error}");
    }
}
