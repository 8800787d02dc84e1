//! Voices: lines spoken by espeak-ng, a separate program that is started for every clause and never linked.
//!
//! A line is cut into [`clause`]s; each is [`normalise`]d into segments of one language; Chinese is spelled in
//! [`pinyin`] here, because the program knows characters only one by one; [`espeak`] speaks the segments; the
//! [`sound`] is trimmed, brought to the voice's size of throat, joined with pauses and levelled; [`wav`] writes
//! it. The [`roster`] says which voices there are. To add a voice, add a row there; the tests ask it to differ
//! from all others.

mod clause;
mod espeak;
mod model;
mod normalise;
mod pinyin;
mod roster;
mod sound;
mod wav;

pub use model::AnimaticVoices;

#[cfg(test)]
mod tests;
