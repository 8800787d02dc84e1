//! What a style does to every colour and line.

use super::{
    canvas::Wash,
    colour::{Rgb, hex},
};
use xinggen_domain::drama::Style;

/// The tone of a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tone(pub(crate) Style);

/// How contours are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contour {
    ink: Rgb,
    own: f32,
    /// In pen widths.
    pub(crate) width: f32,
    /// How far the line lies aside, in its own widths: a brush is not even.
    pub(crate) swell: f32,
    pub(crate) alpha: f32,
}

impl Contour {
    /// The colour of the contour around a fill: the style's ink with a share of the fill's own dark.
    pub(crate) fn colour(&self, around: &Wash) -> Rgb {
        self.ink.mix(around.leading().scale(0.35), self.own)
    }
}

const PAPER: Rgb = hex(0xf4_ea_d6);
const SEPIA: Rgb = hex(0xd8_a8_6a);

impl Tone {
    /// A colour as this style prints it.
    pub(crate) fn apply(self, colour: Rgb) -> Rgb {
        match self.0 {
            Style::Ink => colour.saturate(0.72).under(PAPER.mix(hex(0xff_ff_ff), 0.25)).mix(PAPER, 0.10),
            Style::Guoman => colour.saturate(1.32).contrast(1.06),
            Style::Urban => colour.saturate(1.04).mix(hex(0xee_f5_ff), 0.05),
            Style::Nostalgia => {
                let aged = SEPIA.scale(colour.luma() * 1.05 + 0.16);
                colour.saturate(0.62).mix(aged, 0.48).mix(hex(0xe8_c8_98), 0.08)
            }
            Style::Noir => colour.saturate(0.14).contrast(1.42).under(hex(0xe4_ea_f4)).scale(0.92),
        }
    }

    /// How this style draws contours, if it does.
    pub(crate) fn contour(self) -> Option<Contour> {
        let (ink, own, width, swell, alpha) = match self.0 {
            Style::Ink => (hex(0x1d_1a_1c), 0.12, 1.15, 0.42, 0.88),
            Style::Guoman => (hex(0x2a_1a_2e), 0.55, 0.72, 0.0, 0.85),
            Style::Urban => return None,
            Style::Nostalgia => (hex(0x5a_3a_22), 0.35, 0.6, 0.2, 0.6),
            Style::Noir => (hex(0x05_05_08), 0.1, 0.7, 0.3, 0.8),
        };
        Some(Contour { ink, own, width, swell, alpha })
    }
}
