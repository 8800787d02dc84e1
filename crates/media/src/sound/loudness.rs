//! Loudness by EBU R128, and how to reach it.

use super::bed::RATE;
use crate::ffmpeg::unknown;
use xinggen_domain::error::VendorError;

/// The loudness of a cut in LUFS.
const TARGET: f64 = -16.0;
/// How far from it a cut may be; half of what is promised.
const TOLERANCE: f64 = 0.4;
/// The true peak of a cut in dBTP; a little below what is promised.
const PEAK: f64 = -1.1;
/// Where the limiter starts: encoding adds to peaks.
const FIRST_CEILING: f64 = -2.0;
/// The most that anything is amplified, in dB.
const MOST_GAIN: f64 = 70.0;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Loudness {
    /// Integrated loudness in LUFS; −70 when there is nothing above the gate.
    integrated: f64,
    /// True peak in dBTP; minus infinity for digital silence.
    peak: f64,
}

impl Loudness {
    /// Reads the summary that the meter leaves at the end of the log.
    pub(super) fn in_log(log: &str) -> Result<Self, VendorError> {
        let summary = log.rsplit_once("Summary:").map_or("", |(_, summary)| summary);
        let value = |name: &str| {
            summary
                .lines()
                .find_map(|line| line.trim().strip_prefix(name))
                .and_then(|rest| rest.split_ascii_whitespace().next())
                .and_then(|number| number.parse::<f64>().ok())
        };
        match (value("I:"), value("Peak:")) {
            (Some(integrated), Some(peak)) => Ok(Self { integrated, peak }),
            _ => Err(unknown("the loudness of the sound could not be measured")),
        }
    }

    /// Whether there is nothing at all.
    pub(super) fn is_silent(self) -> bool {
        self.peak == f64::NEG_INFINITY
    }

    /// Whether this is what a cut has to be.
    pub(super) fn has_landed(self) -> bool {
        (self.integrated - TARGET).abs() <= TOLERANCE && self.peak <= PEAK
    }
}

/// What is done to the sound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Level {
    /// Amplification in dB.
    gain: f64,
    /// What no peak may exceed, in dBTP.
    ceiling: f64,
    /// Whether peaks reach the ceiling at all.
    limited: bool,
    /// The true peak of the material in dBTP.
    material: f64,
}

impl Level {
    /// The level that reaches the target if nothing has to be limited.
    pub(super) fn for_material(measured: Loudness) -> Self {
        Self::new(TARGET - measured.integrated, FIRST_CEILING, measured.peak)
    }

    fn new(gain: f64, ceiling: f64, material: f64) -> Self {
        let gain = gain.min(MOST_GAIN);
        Self { gain, ceiling, limited: material + gain > ceiling, material }
    }

    /// A better level, after this one was heard.
    pub(super) fn corrected(self, heard: Loudness) -> Self {
        let over = heard.peak - PEAK;
        let ceiling = if over > 0.0 { self.ceiling - over - 0.2 } else { self.ceiling };
        // A limiter takes a part of what is added, so a little more is added.
        let pull = if self.limited { 1.3 } else { 1.0 };
        Self::new(self.gain + (TARGET - heard.integrated) * pull, ceiling, self.material)
    }

    /// The filters that do it, to be followed by others. The limiter works on four times the rate, where the peaks between
    /// samples can be seen.
    pub(super) fn filter(self) -> String {
        let gain = format!("volume={:.3}dB,", self.gain);
        if !self.limited {
            return gain;
        }
        let limit = 10_f64.powf(self.ceiling / 20.0);
        let over = RATE * 4;
        format!(
            "{gain}aresample={over},alimiter=limit={limit:.5}:attack=2:release=50:level=0,aresample={RATE},"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "[Parsed_ebur128_0 @ 0x1] Summary:\n\n  Integrated loudness:\n    I:         -21.3 LUFS\n    \
                       Threshold: -31.5 LUFS\n\n  Loudness range:\n    LRA:         3.1 LU\n\n  True peak:\n    \
                       Peak:       -4.2 dBFS\n";

    #[test]
    fn the_summary_is_read() {
        let loudness = Loudness::in_log(LOG).unwrap();
        assert_eq!(loudness, Loudness { integrated: -21.3, peak: -4.2 });
        assert!(Loudness::in_log("nothing").is_err());
    }

    #[test]
    fn silence_is_minus_infinity() {
        let log = "Summary:\n I: -70.0 LUFS\n Peak: -inf dBFS\n";
        assert!(Loudness::in_log(log).unwrap().is_silent());
    }

    #[test]
    fn the_limiter_is_used_only_when_peaks_reach_it() {
        let soft = Level::for_material(Loudness { integrated: -30.0, peak: -20.0 });
        assert_eq!(soft.filter(), "volume=14.000dB,");
        let sharp = Level::for_material(Loudness { integrated: -30.0, peak: -10.0 });
        assert!(sharp.filter().contains("alimiter=limit=0.79433"));
    }

    #[test]
    fn what_missed_is_corrected() {
        let level = Level::for_material(Loudness { integrated: -30.0, peak: -10.0 });
        let better = level.corrected(Loudness { integrated: -17.0, peak: -0.5 });
        assert!(better.gain > level.gain + 1.0 && better.ceiling < level.ceiling - 0.6);
    }
}
