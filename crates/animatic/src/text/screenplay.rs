//! Screenplays: scene headings, cues, action.
//!
//! [`heading`] reads scene headings, [`cue`] reads who speaks and how, [`line`] tells what a line is; here the
//! lines become passages. A form that people write and this does not read belongs into one of the three.

mod cue;
mod heading;
mod line;
mod people;

use crate::text::{
    cast::Cast,
    paragraph::{Paragraph, Role},
    passage::{Heading, Passage, Piece, Reading},
    prose,
    sentence::{finished, is_spoken},
};
use cue::Cue;
use line::{Line, Style};
use xinggen_domain::{
    character::Character,
    fuel::{Fuel, OutOfFuel},
    script::{Language, LineMode},
};

/// How often a line is gone over to tell what it is.
const COST: usize = 8;

/// Whether a text is a screenplay: scene headings with cues, or mostly cues.
pub(crate) fn is_screenplay(
    paragraphs: &[Paragraph],
    language: Language,
    fuel: &Fuel,
) -> Result<bool, OutOfFuel> {
    let style = Style::of(paragraphs, language, fuel)?;
    let (headings, cues) = (style.headings, style.cues());
    Ok((headings >= 1 && cues >= 2)
        || headings >= 2 && cues >= 1
        || (cues >= 4 && cues * 10 >= paragraphs.len() * 3))
}

/// Whether a line is a scene heading.
pub(crate) fn is_heading(line: &str) -> bool {
    heading::read(line).is_some()
}

/// What has been read so far.
struct Reader {
    language: Language,
    style: Style,
    cast: Cast,
    passages: Vec<Passage>,
    heading: Option<Heading>,
    /// Words that are shown, not spoken, for the next piece.
    shown: String,
    /// Who goes on speaking in the lines below a cue.
    speaking: Option<Cue>,
    listed: Vec<usize>,
}

/// Reads a screenplay.
pub(crate) fn read(
    paragraphs: &[Paragraph],
    language: Language,
    known: &[Character],
    fuel: &Fuel,
) -> Result<Reading, OutOfFuel> {
    let style = Style::of(paragraphs, language, fuel)?;
    let cast = prose::known_cast(known, fuel)?;
    let mut reader = Reader {
        language,
        style,
        cast,
        passages: Vec::new(),
        heading: None,
        shown: String::new(),
        speaking: None,
        listed: Vec::new(),
    };
    for (at, paragraph) in paragraphs.iter().enumerate() {
        fuel.burn(COST * paragraph.text.len())?;
        reader.take(paragraph, paragraphs.get(at + 1));
    }
    reader.finish()
}

impl Reader {
    fn take(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) {
        let goes_on = self.speaking.is_some() && paragraph.gap == 0;
        if paragraph.role != Role::Body && heading::read(&paragraph.text).is_none() {
            self.speaking = None;
            self.push(vec![Piece::narrated(&paragraph.text)], String::new(), true);
            if let Some(last) = self.passages.last_mut() {
                last.title = true;
            }
            return;
        }
        match line::read(&paragraph.text, &self.style, goes_on, next.is_some_and(|next| next.gap == 0)) {
            Line::Heading(heading) => {
                self.speaking = None;
                self.listed.clear();
                self.heading = Some(heading);
            }
            Line::Setting(heading) => self.refine(heading),
            Line::Cast(names) => self.list(&names),
            Line::Cue(cue) => self.cue(cue),
            Line::Speech(text) => self.speech(&text),
            Line::Manner(text) => self.shown.push_str(&text),
            Line::Action(text) => self.action(&text),
            Line::Sound(text) => self.shown.push_str(&text),
            Line::Technical => self.speaking = None,
        }
    }

    fn refine(&mut self, more: Heading) {
        let heading = self.heading.get_or_insert_default();
        heading.place = more.place.or_else(|| heading.place.take());
        heading.interior = more.interior.or(heading.interior);
        heading.time_of_day = more.time_of_day.or(heading.time_of_day);
        heading.weather = more.weather.or(heading.weather);
    }

    fn list(&mut self, names: &[String]) {
        for name in names {
            let known = people::listed(&mut self.cast, name, &self.style.names);
            self.cast.people[known].established = true;
            self.listed.push(known);
        }
    }

    fn cue(&mut self, cue: Cue) {
        if cue.text.is_empty() && cue.action.is_empty() {
            self.speaking = Some(cue);
            return;
        }
        if cue.text.is_empty() {
            // Somebody does something at their cue and says nothing.
            let told = format!("{}{}", people::shown(&cue.name), cue.action);
            return self.action(&told);
        }
        self.speak(&cue, &cue.text.clone(), &cue.action.clone());
        self.speaking = Some(Cue { text: String::new(), action: String::new(), ..cue });
    }

    fn speech(&mut self, text: &str) {
        if let Some(cue) = self.speaking.clone() {
            let (text, action) = cue::without_manner(text);
            if text.is_empty() { self.shown.push_str(&action) } else { self.speak(&cue, &text, &action) }
        }
    }

    fn speak(&mut self, cue: &Cue, text: &str, action: &str) {
        let speaker = if cue.narrator { None } else { Some(people::cast(&mut self.cast, &cue.name)) };
        let mode = if speaker.is_none() { LineMode::VoiceOver } else { cue.mode };
        let mut shown = std::mem::take(&mut self.shown);
        shown.push_str(action);
        let text = finished(&cue::unquoted(text), self.language);
        let piece = Piece { speaker, mode, text, action: shown };
        self.push(vec![piece], String::new(), false);
        let present: Vec<usize> = speaker.filter(|_| cue.mode == LineMode::Dialogue).into_iter().collect();
        if let Some(last) = self.passages.last_mut() {
            last.present.extend(present);
        }
    }

    fn action(&mut self, text: &str) {
        self.speaking = None;
        if is_spoken(text) {
            self.push(vec![Piece::narrated(text)], text.to_owned(), false);
        }
    }

    fn push(&mut self, mut pieces: Vec<Piece>, told: String, opens: bool) {
        let heading = self.heading.take();
        if let Some(first) = pieces.first_mut().filter(|_| !self.shown.is_empty()) {
            first.action = std::mem::take(&mut self.shown);
        }
        let present = if heading.is_some() { std::mem::take(&mut self.listed) } else { Vec::new() };
        self.passages.push(Passage {
            opens: opens || heading.is_some(),
            title: false,
            heading,
            pieces,
            told,
            present,
        });
    }

    fn finish(mut self) -> Result<Reading, OutOfFuel> {
        let told: Vec<String> = self.passages.iter().map(|passage| passage.told.clone()).collect();
        people::learn(&mut self.cast, &told, self.language)?;
        for passage in &mut self.passages {
            self.cast.burn(1)?;
            for mention in self.cast.mentions(&passage.told) {
                passage.present.push(mention.person);
            }
        }
        Ok(Reading { language: self.language, cast: self.cast, passages: self.passages })
    }
}
