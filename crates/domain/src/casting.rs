//! Casting voices: every character gets a voice of its own as long as there are enough, and keeps it.

use crate::{
    character::{Age, Character, Gender, VoiceId},
    script::Language,
};
use std::collections::HashMap;

/// A voice that a speech vendor offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The vendor's name for it.
    pub id: VoiceId,
    /// What to show, in Chinese.
    pub name: String,
    /// Which languages it speaks.
    pub languages: Vec<Language>,
    /// How it sounds.
    pub gender: Gender,
    /// How old it sounds.
    pub age: Age,
    /// Whether it suits a narrator.
    pub narrator: bool,
}

/// The narrator's voice: the first that is meant for it, or just the first.
#[must_use]
pub fn cast_narrator(voices: &[Voice], language: Language) -> Option<VoiceId> {
    let mut fitting = voices.iter().filter(|voice| voice.languages.contains(&language));
    let first = fitting.clone().next();
    fitting.find(|voice| voice.narrator).or(first).map(|voice| voice.id.clone())
}

/// Gives a voice to every character that has none. The least used voice wins, of those the one that fits
/// gender and age best, of those the first; the narrator's voice is left to the narrator while others fit.
pub fn cast_voices(
    characters: &mut [Character],
    narrator: Option<&VoiceId>,
    voices: &[Voice],
    language: Language,
) {
    let mut used: HashMap<VoiceId, u32> = HashMap::new();
    for voice in characters.iter().filter_map(|character| character.voice.clone()) {
        *used.entry(voice).or_default() += 1;
    }
    for character in characters.iter_mut().filter(|character| character.voice.is_none()) {
        let fits = |voice: &&Voice| voice.languages.contains(&language);
        let best = voices.iter().filter(fits).min_by_key(|voice| {
            let uses = used.get(&voice.id).copied().unwrap_or(0);
            let wrong_gender = character.gender != Gender::Unknown && voice.gender != character.gender;
            let taken = uses + u32::from(narrator == Some(&voice.id));
            (wrong_gender, taken, voice.age != character.age)
        });
        if let Some(voice) = best {
            character.voice = Some(voice.id.clone());
            *used.entry(voice.id.clone()).or_default() += 1;
        }
    }
}
