//! Where and when a stretch of a story plays, from its words.

use super::lexicon::{RowList, Words, places, sky};
use xinggen_domain::{
    scene::{TimeOfDay, Weather},
    script::Language,
};

/// A place that the text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) place: String,
    pub(crate) interior: bool,
    /// Somebody is or comes there; otherwise it is only named.
    pub(crate) there: bool,
}

/// The first place where somebody is, or else the first one named.
pub(crate) fn spot(told: &str, language: Language) -> Option<Spot> {
    let (inside, outside, distant, lower) = match language {
        Language::Chinese => (&places::INSIDE_ZH, &places::OUTSIDE_ZH, &places::DISTANT_ZH, told.to_owned()),
        Language::English => {
            (&places::INSIDE_EN, &places::OUTSIDE_EN, &places::DISTANT_EN, told.to_lowercase())
        }
    };
    let mut hits: Vec<(usize, usize, bool)> = Vec::new();
    for (words, interior) in [(inside, true), (outside, false)] {
        let whole = words.finder().hits(&lower).filter(|hit| whole(&lower, hit.start, hit.end, language));
        hits.extend(whole.map(|hit| (hit.start, hit.end - hit.start, interior)));
    }
    // Of two words at one place the longer one counts, of equal ones the one inside.
    hits.sort_by_key(|&(at, length, interior)| (at, std::cmp::Reverse(length), !interior));
    let mut before = Before::of(&lower, distant);
    let mut named: Option<Spot> = None;
    let mut covered = 0;
    for (at, length, interior) in hits {
        if at < covered {
            continue;
        }
        covered = at + length;
        let clause = before.clause(at);
        if before.is_distant(at, clause) {
            continue;
        }
        let there = there(&lower[clause..at], &lower[covered..], language);
        if there || named.is_none() {
            named = Some(Spot { place: lower[at..covered].to_owned(), interior, there });
        }
        if there {
            break;
        }
    }
    named
}

/// What stands before the places of a text, which are asked for from left to right.
struct Before {
    /// Where clauses end, from right to left.
    stops: Vec<usize>,
    stop: usize,
    /// Words that keep a place at a distance: where each ends and begins, from right to left.
    distant: Vec<(usize, usize)>,
    /// The last such word, by where it begins.
    last: Option<usize>,
}

impl Before {
    fn of(text: &str, distant: &Words) -> Self {
        let stops =
            text.match_indices(['，', '。', '！', '？', '；', '\n', ',', '.', ';', '“']).map(|(at, _)| at);
        let mut before = Self {
            stops: stops.collect(),
            stop: 0,
            distant: distant.finder().hits(text).map(|hit| (hit.end, hit.start)).collect(),
            last: None,
        };
        before.stops.reverse();
        before.distant.reverse();
        before
    }

    /// Where the clause of this place begins.
    fn clause(&mut self, at: usize) -> usize {
        while let Some(stop) = self.stops.pop_if(|stop| *stop < at) {
            self.stop = stop;
        }
        self.stop
    }

    /// Whether its clause has such a word before it.
    fn is_distant(&mut self, at: usize, clause: usize) -> bool {
        while let Some((_, start)) = self.distant.pop_if(|(end, _)| *end <= at) {
            self.last = self.last.max(Some(start));
        }
        self.last.is_some_and(|start| start >= clause)
    }
}

fn whole(text: &str, start: usize, end: usize, language: Language) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    language == Language::Chinese
        || (edge(text[..start].chars().next_back()) && edge(text[end..].chars().next()))
}

fn there(before: &str, after: &str, language: Language) -> bool {
    if language == Language::English {
        let mut words = before.split_whitespace().rev().take(4);
        return words.any(|word| places::AT_EN.contains(word.trim_matches(|c: char| !c.is_alphanumeric())));
    }
    // 在老旧的, 推开了那间: up to six characters may stand between the verb and the place.
    let near: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    places::AT_ZH.is_in(&near) || places::WITHIN_ZH.begins(after)
}

/// Whether a place is inside, by its words.
pub(crate) fn is_interior(place: &str) -> Option<bool> {
    let lower = place.to_lowercase();
    let longest = |lists: [&Words; 2]| {
        let hits = lists.into_iter().flat_map(|words| words.finder().hits(&lower));
        hits.map(|hit| (hit.start, hit.end - hit.start)).max()
    };
    let inside = longest([&places::INSIDE_ZH, &places::INSIDE_EN]);
    let outside = longest([&places::OUTSIDE_ZH, &places::OUTSIDE_EN]);
    match (inside, outside) {
        (None, None) => None,
        (inside, outside) => Some(inside >= outside),
    }
}

/// The first word of the text that one of the rows has.
fn first<T: Copy>(rows: &RowList<T>, text: &str, language: Language) -> Option<T> {
    rows.first(text, |start, end| whole(text, start, end, language))
}

/// The time of day that the text names first.
pub(crate) fn time_of_day(told: &str, language: Language) -> Option<TimeOfDay> {
    match language {
        Language::Chinese => first(&sky::TIMES_ZH, told, language),
        Language::English => first(&sky::TIMES_EN, &told.to_lowercase(), language),
    }
}

/// The weather that the text names first; that it stopped raining counts as clear.
pub(crate) fn weather(told: &str, language: Language) -> Option<Weather> {
    match language {
        Language::Chinese => first(&sky::WEATHER_ZH, told, language),
        Language::English => first(&sky::WEATHER_EN, &told.to_lowercase(), language),
    }
}

/// More characters than a word has that moves a story to another time.
const LONGER_THAN_JUMPS: usize = 40;

/// Whether time has passed before this paragraph of prose.
pub(crate) fn jumps(told: &str, language: Language) -> bool {
    let start: String = told.trim_start().chars().take(LONGER_THAN_JUMPS).collect();
    let lower = start.to_lowercase();
    match language {
        Language::Chinese => sky::JUMPS_ZH.begins(&lower),
        Language::English => sky::JUMPS_EN.begins(&lower),
    }
}
