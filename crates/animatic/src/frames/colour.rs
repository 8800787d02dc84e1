//! Colours and what light does to them.

/// A colour, 0 to 1 per channel, as the screen shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rgb {
    pub(crate) r: f32,
    pub(crate) g: f32,
    pub(crate) b: f32,
}

pub(crate) const WHITE: Rgb = hex(0xff_ff_ff);
pub(crate) const BLACK: Rgb = hex(0);

/// A colour as designers write it: `0xrrggbb`.
pub(crate) const fn hex(code: u32) -> Rgb {
    Rgb {
        r: ((code >> 16) & 0xff) as f32 / 255.0,
        g: ((code >> 8) & 0xff) as f32 / 255.0,
        b: (code & 0xff) as f32 / 255.0,
    }
}

impl Rgb {
    fn map(self, f: impl Fn(f32) -> f32) -> Self {
        Self { r: f(self.r), g: f(self.g), b: f(self.b) }
    }

    /// This colour with a share of another, 0 to 1.
    pub(crate) fn mix(self, other: Self, share: f32) -> Self {
        let share = share.clamp(0.0, 1.0);
        Self {
            r: self.r + (other.r - self.r) * share,
            g: self.g + (other.g - self.g) * share,
            b: self.b + (other.b - self.b) * share,
        }
    }

    /// This surface under a coloured light.
    pub(crate) fn under(self, light: Self) -> Self {
        Self {
            r: (self.r * light.r).clamp(0.0, 1.0),
            g: (self.g * light.g).clamp(0.0, 1.0),
            b: (self.b * light.b).clamp(0.0, 1.0),
        }
    }

    /// Brighter (above 1) or darker (below 1).
    pub(crate) fn scale(self, factor: f32) -> Self {
        self.map(|channel| (channel * factor).clamp(0.0, 1.0))
    }

    /// Lightness as the eye weighs it.
    pub(crate) fn luma(self) -> f32 {
        0.2126f32.mul_add(self.r, 0.7152f32.mul_add(self.g, 0.0722 * self.b))
    }

    /// More (above 1) or less colourful.
    pub(crate) fn saturate(self, factor: f32) -> Self {
        let grey = self.luma();
        self.map(|channel| (grey + (channel - grey) * factor).clamp(0.0, 1.0))
    }

    /// Steeper (above 1) or flatter around middle grey.
    pub(crate) fn contrast(self, factor: f32) -> Self {
        self.map(|channel| ((channel - 0.5) * factor + 0.5).clamp(0.0, 1.0))
    }

    /// The colour of its own shadow: darker and a little cooler.
    pub(crate) fn shadow(self) -> Self {
        self.under(hex(0xb3_a6_bd))
    }

    /// A lighter tint of it.
    pub(crate) fn tint(self, share: f32) -> Self {
        self.mix(WHITE, share)
    }

    /// How far two colours are apart, 0 to about 1.7.
    pub(crate) fn distance(self, other: Self) -> f32 {
        let Self { r, g, b } = other;
        ((self.r - r).powi(2) + (self.g - g).powi(2) + (self.b - b).powi(2)).sqrt()
    }
}
