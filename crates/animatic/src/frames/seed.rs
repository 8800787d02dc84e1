//! Choices that look random and never change: everything follows from a text by FNV-1a and SplitMix64.

/// A stream of choices that a text decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seed(u64);

impl Seed {
    /// The stream of a text. FNV-1a, because the standard hasher may change with the compiler.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    /// An independent stream of the same text for another purpose.
    pub(crate) fn salted(self, salt: &str) -> Self {
        Self(self.0 ^ Self::of(salt).0.rotate_left(17))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next choice, 0 to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// The next choice between two values.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Whether a thing of this probability happens next.
    pub(crate) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// The next choice of an index below `count`; 0 when there is nothing to choose from.
    pub(crate) fn index(&mut self, count: usize) -> usize {
        match count {
            0 => 0,
            count => (self.next() % count as u64) as usize,
        }
    }

    /// The next choice from a list of at least one.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        from[self.index(N)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_decides_for_good() {
        // Fixed values: pictures of finished episodes must come out the same after any upgrade.
        assert_eq!(Seed::of("林晚").index(1000), Seed::of("林晚").index(1000));
        assert_eq!(Seed::of("a").0, 0xaf63_dc4c_8601_ec8c);
        assert_ne!(Seed::of("林晚").salted("hair"), Seed::of("林晚").salted("skin"));
    }
}
