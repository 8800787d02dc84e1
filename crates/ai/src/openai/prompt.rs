//! A picture in words.

use super::references;
use crate::wording;
use xinggen_domain::ports::{Frame, ImageRequest, ImageSubject, Person, Place, Reference};

/// The most characters of a prompt; `dall-e-3` takes 4,000.
const CHARACTERS: usize = 3_500;

/// What is to be drawn, from the most important to the least; `shown` are the references that go along.
pub(crate) fn of(request: &ImageRequest, shown: &[Reference]) -> String {
    let mut parts = match &request.subject {
        ImageSubject::Character(who) => vec![wording::ALONE.to_owned(), person(who)],
        ImageSubject::Scene(where_) => vec![wording::EMPTY_PLACE.to_owned(), place(where_)],
        ImageSubject::Prop { name, description } => {
            vec![wording::THING.to_owned(), join(&[name.as_str(), description.as_str()])]
        }
        ImageSubject::Shot(shot) => frame(shot),
    };
    parts.extend(references::named(shown));
    parts.push(request.prompt.clone());
    parts.push(wording::style(request.style).to_owned());
    parts.push(wording::shape(request.size).to_owned());
    parts.push(wording::NO_LETTERS.to_owned());
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join("。").chars().take(CHARACTERS).collect()
}

fn frame(shot: &Frame) -> Vec<String> {
    let mut parts = vec![
        format!("{}，{}", wording::shot_size(shot.size), wording::angle(shot.angle)),
        shot.action.clone(),
        place(&shot.place),
    ];
    for figure in &shot.cast {
        let speaking = if figure.speaking { wording::SPEAKING } else { "" };
        parts.push(join(&[&person(&figure.person), speaking]));
    }
    if !shot.props.is_empty() {
        parts.push(format!("{}{}", wording::PROPS, shot.props.join("、")));
    }
    parts
}

fn person(who: &Person) -> String {
    join(&[&who.name, wording::gender(who.gender), wording::age(who.age), &who.description])
}

fn place(place: &Place) -> String {
    let inside = if place.interior { wording::INSIDE } else { wording::OUTSIDE };
    let (light, sky) = (wording::light(place.time_of_day), wording::weather(place.weather));
    join(&[&place.place, inside, light, sky, &place.description])
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join("，")
}
