//! Cuts what is too long for a beat where ranks are highest.

use super::{LONGEST, MOST_ROUNDS, Passage, REACH, SHORTEST, count, rank};
use std::{collections::VecDeque, ops::Range};
use xinggen_domain::{
    fuel::{Fuel, OutOfFuel},
    script::Language,
};

/// All passages: how many utterances stand before each, and how well a beat begins with it.
pub(super) struct Stretch {
    before: Vec<usize>,
    ranks: Vec<u64>,
}

impl Stretch {
    pub(super) fn of(passages: &[Passage], language: Language, fuel: &Fuel) -> Result<Self, OutOfFuel> {
        let mut before = vec![0];
        for (at, passage) in passages.iter().enumerate() {
            fuel.burn(1)?;
            before.push(before[at] + count(passage, language, fuel));
        }
        let ranks =
            std::iter::once(0).chain(passages.windows(2).map(|pair| rank(&pair[0], &pair[1]))).collect();
        Ok(Self { before, ranks })
    }

    /// How many utterances there are.
    pub(super) fn count(&self, range: Range<usize>) -> usize {
        self.before[range.end] - self.before[range.start]
    }

    /// Cuts a stretch until no part is too long.
    pub(super) fn cut(
        &self,
        range: Range<usize>,
        fuel: &Fuel,
        found: &mut Vec<Range<usize>>,
    ) -> Result<(), OutOfFuel> {
        // The last one is the next: parts stay in order.
        let mut waiting = vec![(range, 0)];
        while let Some((range, round)) = waiting.pop() {
            fuel.burn(range.len())?;
            let cuts = if self.count(range.clone()) <= LONGEST {
                Vec::new()
            } else if round < MOST_ROUNDS {
                self.peaks(&range)
            } else {
                self.evenly(&range)
            };
            if cuts.is_empty() {
                found.push(range);
                continue;
            }
            let ends = cuts.iter().copied().chain([range.end]);
            let starts = std::iter::once(range.start).chain(cuts.iter().copied());
            let mut parts: Vec<_> = starts.zip(ends).map(|(start, end)| (start..end, round + 1)).collect();
            if round >= MOST_ROUNDS {
                found.extend(parts.into_iter().map(|(part, _)| part));
            } else {
                parts.reverse();
                waiting.extend(parts);
            }
        }
        Ok(())
    }

    /// Where a beat may begin: neither part gets too short.
    fn inner(&self, range: &Range<usize>) -> Range<usize> {
        let (first, last) =
            (self.before[range.start] + SHORTEST, self.before[range.end].saturating_sub(SHORTEST));
        let start = self.before.partition_point(|before| *before < first).clamp(range.start + 1, range.end);
        let end = self.before.partition_point(|before| *before <= last).clamp(start, range.end);
        start..end
    }

    /// The places whose rank is the highest within reach, or else the best one.
    fn peaks(&self, range: &Range<usize>) -> Vec<usize> {
        let places = self.inner(range);
        let mut found = Vec::new();
        let mut reach = places.start;
        // The places within reach that no later one outranks, by falling ranks.
        let mut best: VecDeque<usize> = VecDeque::new();
        for place in places.clone() {
            while reach < places.end && self.before[reach] - self.before[place.min(reach)] <= REACH {
                while best.back().is_some_and(|&last| self.ranks[last] < self.ranks[reach]) {
                    best.pop_back();
                }
                best.push_back(reach);
                reach += 1;
            }
            while best
                .front()
                .is_some_and(|&first| self.before[place] - self.before[first.min(place)] > REACH)
            {
                best.pop_front();
            }
            let alone = best.get(1).is_none_or(|&next| self.ranks[next] < self.ranks[place]);
            if best.front() == Some(&place) && alone {
                found.push(place);
            }
        }
        if found.is_empty() {
            found.extend(places.max_by_key(|&place| self.ranks[place]));
        }
        found
    }

    /// A cut wherever a part would get too long.
    fn evenly(&self, range: &Range<usize>) -> Vec<usize> {
        let mut start = range.start;
        let mut cuts = Vec::new();
        for place in self.inner(range) {
            if self.count(start..place + 1) > LONGEST && self.count(start..place) >= SHORTEST {
                cuts.push(place);
                start = place;
            }
        }
        cuts
    }
}
