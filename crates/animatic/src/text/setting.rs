//! Where and when a stretch of a story plays, from its words.

use super::lexicon::{places, sky};
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
    let (lists, lower) = match language {
        Language::Chinese => ([(&places::INSIDE_ZH, true), (&places::OUTSIDE_ZH, false)], told.to_owned()),
        Language::English => {
            ([(&places::INSIDE_EN, true), (&places::OUTSIDE_EN, false)], told.to_lowercase())
        }
    };
    let mut hits: Vec<(usize, usize, bool)> = Vec::new();
    for (words, interior) in lists {
        for word in words.iter() {
            hits.extend(
                lower
                    .match_indices(word)
                    .filter(|(at, _)| whole(&lower, *at, word, language))
                    .map(|(at, _)| (at, word.len(), interior)),
            );
        }
    }
    hits.sort_by_key(|&(at, length, _)| (at, std::cmp::Reverse(length)));
    let mut spots: Vec<Spot> = Vec::new();
    let mut covered = 0;
    for (at, length, interior) in hits {
        if at < covered {
            continue;
        }
        covered = at + length;
        let (before, after) = (clause_before(&lower[..at]), &lower[covered..]);
        if distant(before, language) {
            continue;
        }
        let place = lower[at..covered].to_owned();
        spots.push(Spot { place, interior, there: there(before, after, language) });
    }
    let at = spots.iter().position(|spot| spot.there).unwrap_or(0);
    (at < spots.len()).then(|| spots.swap_remove(at))
}

fn whole(text: &str, at: usize, word: &str, language: Language) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    language == Language::Chinese
        || (edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next()))
}

fn clause_before(text: &str) -> &str {
    let stop = text.rfind(['，', '。', '！', '？', '；', '\n', ',', '.', ';', '“']);
    stop.map_or(text, |at| &text[at..])
}

fn distant(before: &str, language: Language) -> bool {
    let words = if language == Language::Chinese { &places::DISTANT_ZH } else { &places::DISTANT_EN };
    words.iter().any(|word| before.contains(word))
}

fn there(before: &str, after: &str, language: Language) -> bool {
    if language == Language::English {
        let mut words = before.split_whitespace().rev().take(4);
        return words.any(|word| places::AT_EN.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())));
    }
    // 在老旧的, 推开了那间: up to six characters may stand between the verb and the place.
    let near: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    places::AT_ZH.iter().any(|word| near.contains(word))
        || places::WITHIN_ZH.iter().any(|word| after.starts_with(word))
}

/// Whether a place is inside, by its words.
pub(crate) fn is_interior(place: &str) -> Option<bool> {
    let lower = place.to_lowercase();
    let longest = |lists: &[&[&str]]| {
        lists
            .iter()
            .flat_map(|words| words.iter())
            .filter(|word| lower.contains(*word))
            .map(|word| (lower.rfind(*word), word.len()))
            .max()
    };
    let inside = longest(&[&places::INSIDE_ZH, &places::INSIDE_EN]);
    let outside = longest(&[&places::OUTSIDE_ZH, &places::OUTSIDE_EN]);
    match (inside, outside) {
        (None, None) => None,
        (inside, outside) => Some(inside >= outside),
    }
}

/// The first word of the text that one of the rows has.
fn first<T: Copy>(rows: &[(T, Vec<&'static str>)], text: &str, english: bool) -> Option<T> {
    let found = rows.iter().flat_map(|(value, words)| {
        words.iter().filter_map(|word| {
            let language = if english { Language::English } else { Language::Chinese };
            let (at, _) = text.match_indices(word).find(|(at, _)| whole(text, *at, word, language))?;
            Some((at, std::cmp::Reverse(word.len()), *value))
        })
    });
    found.min_by_key(|&(at, length, _)| (at, length)).map(|(_, _, value)| value)
}

/// The time of day that the text names first.
pub(crate) fn time_of_day(told: &str, language: Language) -> Option<TimeOfDay> {
    match language {
        Language::Chinese => first(&sky::TIMES_ZH, told, false),
        Language::English => first(&sky::TIMES_EN, &told.to_lowercase(), true),
    }
}

/// The weather that the text names first; that it stopped raining counts as clear.
pub(crate) fn weather(told: &str, language: Language) -> Option<Weather> {
    match language {
        Language::Chinese => first(&sky::WEATHER_ZH, told, false),
        Language::English => first(&sky::WEATHER_EN, &told.to_lowercase(), true),
    }
}

/// Whether time has passed before this paragraph of prose.
pub(crate) fn jumps(told: &str, language: Language) -> bool {
    let lower = told.trim_start().to_lowercase();
    match language {
        Language::Chinese => sky::JUMPS_ZH.iter().any(|word| lower.starts_with(word)),
        Language::English => sky::JUMPS_EN.iter().any(|word| lower.starts_with(word)),
    }
}
