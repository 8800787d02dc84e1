//! From what was made to how much of it a price counts.

use crate::code::coded;

coded! {
    /// What a price counts.
    pub enum PriceUnit {
        /// One run, whatever its size.
        Run = "run",
        /// One image.
        Image = "image",
        /// One second; quantities are in milliseconds.
        Second = "second",
        /// A thousand characters; quantities are in characters.
        ThousandCharacters = "thousand_characters",
    }
}

impl PriceUnit {
    /// How many of the counted things make one unit.
    #[must_use]
    pub const fn divisor(self) -> i64 {
        match self {
            Self::Run | Self::Image => 1,
            Self::Second | Self::ThousandCharacters => 1000,
        }
    }

    /// How much of a measure this unit counts, in its own counting.
    #[must_use]
    pub const fn quantity(self, measure: Measure) -> i64 {
        match self {
            Self::Run => measure.runs,
            Self::Image => measure.images,
            Self::Second => measure.ms,
            Self::ThousandCharacters => measure.characters,
        }
    }
}

/// How much there is to make, or how much was made, in every counting that a price can use. The quote of a job, the
/// ceiling of a production and the charge for what was delivered all come from [`PriceUnit::quantity`] of one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Runs.
    pub runs: i64,
    /// Images.
    pub images: i64,
    /// Milliseconds made.
    pub ms: i64,
    /// Characters read or spoken.
    pub characters: i64,
}

impl Measure {
    /// One job of which nothing else is counted. A price per image counts each job as one image, whatever it makes.
    pub const ONE: Self = Self::jobs(1);

    /// So many jobs of which nothing else is counted.
    #[must_use]
    pub const fn jobs(number: i64) -> Self {
        Self { runs: number, images: number, ms: 0, characters: 0 }
    }

    /// One job that makes this many milliseconds.
    #[must_use]
    pub const fn of_ms(ms: i64) -> Self {
        Self { ms, ..Self::ONE }
    }

    /// One job that reads or speaks this many characters.
    #[must_use]
    pub const fn of_characters(characters: i64) -> Self {
        Self { characters, ..Self::ONE }
    }

    /// One job that makes what both of these made.
    #[must_use]
    pub const fn within_one_job(self, other: Self) -> Self {
        Self { ms: self.ms + other.ms, characters: self.characters + other.characters, ..Self::ONE }
    }
}
