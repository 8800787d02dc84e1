//! The habit of speakers to take turns.

use super::Voice;
use crate::text::prose::speech::{Speech, Strength};

/// The step from one quotation to the next, as far as it does not depend on who speaks.
pub(super) struct Turn {
    /// The last quotation is not over.
    goes_on: bool,
    /// Paragraphs between.
    gap: usize,
    /// The turn before the last is near enough to be answered to.
    near: bool,
    /// Both stand in one paragraph.
    pub(super) together: bool,
    attributed: bool,
    opens: bool,
    asks: bool,
}

impl Turn {
    /// All steps, from the first quotation on.
    pub(super) fn all(speeches: &[Speech]) -> impl Iterator<Item = Self> {
        // The paragraph of the turn before the last.
        let mut earlier: Option<usize> = None;
        speeches.windows(2).map(move |pair| {
            let (last, this) = (&pair[0], &pair[1]);
            let gap = this.paragraph - last.paragraph;
            let turn = Self {
                goes_on: last.open && this.paragraph == last.paragraph + 1,
                gap: if this.led && gap == 1 { 2 } else { gap },
                near: !last.opens && earlier.is_some_and(|earlier| last.paragraph - earlier <= 2),
                together: gap == 0,
                attributed: this.hints.iter().any(|hint| hint.strength == Strength::Said),
                opens: this.opens,
                asks: last.asks,
            };
            if gap > 0 {
                earlier = Some(last.paragraph);
            }
            turn
        })
    }

    /// What it is worth that `now` follows `pair`: the speakers of the turn before the last, and of the last.
    pub(super) fn worth(&self, pair: (Option<Voice>, Voice), now: Voice) -> f32 {
        let (before, previous) = pair;
        if self.goes_on {
            return if now == previous { 12.0 } else { 0.0 };
        }
        if now == Voice::Narrator || previous == Voice::Narrator {
            return 0.0;
        }
        let same = now == previous;
        let two_back = self.near && before == Some(now);
        let asked = if self.asks { 1.0 } else { 0.0 };
        match (self.gap, self.opens) {
            (0, _) if same => {
                if self.attributed {
                    2.0
                } else {
                    6.0
                }
            }
            (0, _) => -1.0,
            (_, true) => 0.0,
            (1, _) => match (same, two_back) {
                (true, _) => -4.0 - asked,
                (_, true) => 2.0,
                _ => 0.0,
            },
            (2, _) => match (same, two_back) {
                (true, _) => -1.5 - asked,
                (_, true) => 1.6,
                _ => 0.0,
            },
            _ => {
                if two_back {
                    0.4
                } else {
                    0.0
                }
            }
        }
    }
}
