//! The scenes of a draft: what a heading or the words tell, and otherwise what was before.

use super::{cast::Cast, lexicon::places, passage::Passage, setting};
use std::collections::HashMap;
use xinggen_domain::{
    fuel::OutOfFuel,
    scene::{TimeOfDay, Weather},
    script::{Language, SceneDraft},
};

const LONGEST_DESCRIPTION: usize = 60;

/// The scenes so far, and where and when the story is now.
pub(crate) struct Scenes {
    language: Language,
    place: Option<(String, bool)>,
    time: Option<TimeOfDay>,
    weather: Weather,
    /// There are headings that tell the place.
    headed: bool,
    pub(crate) found: Vec<SceneDraft>,
    /// Where each scene stands in `found`.
    index: HashMap<(String, bool, TimeOfDay, Weather), usize>,
    /// The weather of the last scene found by place and time.
    skies: HashMap<(String, TimeOfDay), Weather>,
}

impl Scenes {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            language,
            place: None,
            time: None,
            weather: Weather::Clear,
            headed: false,
            found: Vec::new(),
            index: HashMap::new(),
            skies: HashMap::new(),
        }
    }

    /// The index of the scene in which these passages play.
    pub(crate) fn of(&mut self, passages: &[Passage], cast: &Cast) -> Result<usize, OutOfFuel> {
        let told = passages.iter().map(|passage| passage.told.as_str()).collect::<Vec<_>>().join("\n");
        // Places, times and weather are looked for in one pass each.
        cast.burn(told.len() * 4 + passages.len())?;
        let heading = passages.iter().find_map(|passage| passage.heading.clone()).unwrap_or_default();
        let jumped =
            passages.first().is_some_and(|first| setting::jumps(&first.told, self.language) || first.title);
        self.go(&told, heading.place.clone(), heading.interior);
        self.time = heading.time_of_day.or_else(|| setting::time_of_day(&told, self.language)).or(self.time);
        let headed = heading.place.is_some();
        self.weather = match heading.weather.or_else(|| setting::weather(&told, self.language)) {
            Some(weather) => weather,
            None if headed => self.as_before(),
            None if jumped => Weather::Clear,
            None => self.weather,
        };
        let (place, interior) = self.place.clone().unwrap_or_else(|| self.nowhere(&told));
        let scene = SceneDraft {
            place,
            interior,
            time_of_day: self.time.unwrap_or(TimeOfDay::Day),
            weather: self.weather,
            description: describe(passages, cast),
        };
        let key = (scene.place.clone(), scene.interior, scene.time_of_day, scene.weather);
        if let Some(&known) = self.index.get(&key) {
            return Ok(known);
        }
        self.skies.insert((scene.place.clone(), scene.time_of_day), scene.weather);
        self.index.insert(key, self.found.len());
        self.found.push(scene);
        Ok(self.found.len() - 1)
    }

    /// The weather in which this place was seen at this time before.
    fn as_before(&self) -> Weather {
        let here = self.place.as_ref().map(|(place, _)| place.clone()).zip(self.time);
        here.and_then(|here| self.skies.get(&here).copied()).unwrap_or(Weather::Clear)
    }

    fn go(&mut self, told: &str, named: Option<String>, interior: Option<bool>) {
        if let Some(place) = named {
            self.headed = true;
            let inside = interior.or_else(|| setting::is_interior(&place)).unwrap_or(true);
            self.place = Some((place, inside));
            return;
        }
        // A screenplay says where it plays; below its headings a place that is named is only a corner of it.
        let spot = setting::spot(told, self.language).filter(|_| !self.headed);
        let vague = |spot: &setting::Spot| places::VAGUE.contains(&spot.place);
        if let Some(spot) = spot.filter(|spot| self.place.is_none() || spot.there && !vague(spot)) {
            self.place = Some((shown(&spot.place, self.language), spot.interior));
        }
        if let (Some(place), Some(interior)) = (&mut self.place, interior) {
            place.1 = interior;
        }
    }

    /// A place for a story that names none: outside when its words are about the sky.
    fn nowhere(&self, told: &str) -> (String, bool) {
        let (inside, outside) = match self.language {
            Language::Chinese => places::NOWHERE_ZH,
            Language::English => places::NOWHERE_EN,
        };
        let open = setting::weather(told, self.language).is_some();
        if open { (outside.to_owned(), false) } else { (inside.to_owned(), true) }
    }
}

fn shown(place: &str, language: Language) -> String {
    if place.starts_with('回') {
        return "家里".to_owned();
    }
    let mut chars = place.chars();
    match (language, chars.next()) {
        (Language::English, Some(first)) => first.to_uppercase().chain(chars).collect(),
        _ => place.to_owned(),
    }
}

/// The first sentences that are about no person.
fn describe(passages: &[Passage], cast: &Cast) -> String {
    let all =
        passages.iter().filter(|passage| !passage.title).flat_map(|passage| cast.sentences(&passage.told));
    let empty = |sentence: &&str| {
        let pronoun = sentence.contains(['他', '她', '我', '你'])
            || sentence.split(|c: char| !c.is_alphabetic()).any(|word| {
                matches!(word.to_lowercase().as_str(), "he" | "she" | "they" | "i" | "her" | "his")
            });
        !pronoun && cast.mentions(sentence).is_empty() && sentence.chars().count() <= LONGEST_DESCRIPTION
    };
    all.take(4).find(empty).unwrap_or_default().to_owned()
}
