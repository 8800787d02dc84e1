//! Pitch, brightness and silence of samples at 24 kHz.

const RATE: usize = 24_000;

pub(super) fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|s| s * s).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

pub(super) fn decibels(size: f32) -> f32 {
    20.0 * size.max(1e-9).log10()
}

/// The loudness of the frames that are not silent, in dB under full scale.
pub(super) fn loudness(samples: &[f32]) -> f32 {
    let spoken: Vec<f32> = samples.chunks(480).filter(|f| rms(f) > 0.01).flatten().copied().collect();
    decibels(rms(&spoken))
}

/// The median pitch of the voiced frames in Hz, by autocorrelation.
pub(super) fn pitch(samples: &[f32]) -> f32 {
    let mut pitches: Vec<f32> =
        samples.chunks_exact(RATE / 20).step_by(2).filter_map(pitch_of_frame).collect();
    pitches.sort_by(f32::total_cmp);
    pitches[pitches.len() / 2]
}

fn pitch_of_frame(frame: &[f32]) -> Option<f32> {
    if rms(frame) < 0.03 {
        return None;
    }
    let alike = |lag: usize| {
        let (early, late) = (&frame[..frame.len() - lag], &frame[lag..]);
        let product: f32 = early.iter().zip(late).map(|(a, b)| a * b).sum();
        product / (early.len() as f32 * rms(early) * rms(late)).max(1e-9)
    };
    let lags: Vec<(usize, f32)> = (RATE / 480..RATE / 60).map(|lag| (lag, alike(lag))).collect();
    let best = lags.iter().map(|&(_, alike)| alike).fold(0.0, f32::max);
    // The first peak nearly as good as the best one, so that no octave below is taken.
    let peak = lags.windows(3).find(|w| w[1].1 > 0.9 * best && w[1].1 >= w[0].1 && w[1].1 >= w[2].1)?;
    (best > 0.5).then(|| RATE as f32 / peak[1].0 as f32)
}

/// How much of the sound lies high: the size of its slope against its own, as a frequency in Hz.
pub(super) fn brightness(samples: &[f32]) -> f32 {
    let slope: Vec<f32> = samples.windows(2).map(|w| w[1] - w[0]).collect();
    rms(&slope) / rms(samples) * RATE as f32 / std::f32::consts::TAU
}

/// Stretches of at least `least_ms` below −50 dB: (start, end) in milliseconds.
pub(super) fn silences(samples: &[f32], least_ms: usize) -> Vec<(usize, usize)> {
    let quiet: Vec<bool> = samples.chunks(24).map(|ms| rms(ms) < 0.003).collect();
    let mut found = Vec::new();
    let mut start = None;
    for (ms, quiet) in quiet.iter().copied().chain([false]).enumerate() {
        match (quiet, start) {
            (true, None) => start = Some(ms),
            (false, Some(from)) => {
                if ms - from >= least_ms {
                    found.push((from, ms));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}
