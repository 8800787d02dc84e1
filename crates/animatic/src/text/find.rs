//! Many words looked for at once: one pass over a text, however many words there are.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A word where it stands in a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Which word, by its place in the list.
    pub(crate) word: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Looks for all words of a list.
pub(crate) struct Finder {
    /// Nothing is found without one: the words are too many for any automaton.
    automaton: Option<AhoCorasick>,
    /// By word, its number among those that may overlap themselves (说说 in 说说说).
    bordered: Vec<Option<usize>>,
    /// The length of the longest word in bytes.
    longest: usize,
}

impl Finder {
    pub(crate) fn new(words: &[impl AsRef<str>]) -> Self {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(words.iter().map(|word| word.as_ref().as_bytes()))
            .ok();
        let mut number = 0..;
        let mut numbered = |word: &[u8]| if is_bordered(word) { number.next() } else { None };
        let bordered = words.iter().map(|word| numbered(word.as_ref().as_bytes())).collect();
        let longest = words.iter().map(|word| word.as_ref().len()).max().unwrap_or(0);
        Self { automaton, bordered, longest }
    }

    /// Whether a text has one of the words.
    pub(crate) fn any(&self, text: &str) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.is_match(text))
    }

    /// All words in a text by where they end, the longest first where several end. Different words may overlap, one
    /// word does not overlap itself.
    pub(crate) fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let mut ends =
            vec![0; self.bordered.iter().rev().find_map(|number| *number).map_or(0, |last| last + 1)];
        let all = self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text));
        all.filter_map(move |found| {
            let hit = Hit { word: found.pattern().as_usize(), start: found.start(), end: found.end() };
            if let Some(number) = self.bordered[hit.word] {
                if ends[number] > hit.start {
                    return None;
                }
                ends[number] = hit.end;
            }
            Some(hit)
        })
    }

    /// The first word in a text that fits; of two at the same place, the longer one.
    pub(crate) fn first(&self, text: &str, fits: impl Fn(&Hit) -> bool) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        for hit in self.hits(text) {
            // No word that ends here or later starts before the best one.
            if best.is_some_and(|best| hit.end > best.start + self.longest) {
                break;
            }
            let place = |hit: Hit| (hit.start, std::cmp::Reverse(hit.end));
            let better = best.is_none_or(|best| place(hit) < place(best));
            if better && fits(&hit) {
                best = Some(hit);
            }
        }
        best
    }
}

/// Whether a word ends as it begins, so that it may overlap itself.
fn is_bordered(word: &[u8]) -> bool {
    let mut fall = vec![0; word.len()];
    for at in 1..word.len() {
        let mut length: usize = fall[at - 1];
        while length > 0 && word[at] != word[length] {
            length = fall[length - 1];
        }
        fall[at] = length + usize::from(word[at] == word[length]);
    }
    fall.last().is_some_and(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let finder = Finder::new(&["说说", "说", "小说家"]);
        let words = |text| finder.hits(text).map(|hit| (hit.word, hit.start / 3)).collect::<Vec<_>>();
        assert_eq!(words("说说说"), [(1, 0), (0, 0), (1, 1), (1, 2)]);
        assert_eq!(words("说说说说，小说家").iter().filter(|(word, _)| *word == 0).count(), 2);
        assert_eq!(finder.first("他说说", |_| true).map(|hit| (hit.word, hit.start)), Some((0, 3)));
        assert_eq!(finder.first("小说家", |hit| hit.word != 1).map(|hit| hit.word), Some(2));
        assert!(finder.any("小说") && !finder.any("小家"));
    }
}
