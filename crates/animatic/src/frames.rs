//! Storyboard frames, drawn: what the built-in vendor shows before anyone pays for pictures.
//!
//! A frame is composed like a shot: [`place`] reads which environment the words mean, [`light`] its time and weather,
//! [`framing`] sets a camera in a world in metres by shot size and angle, [`backdrop`] builds the environment on the
//! [`stage`], [`figure`] puts the people in, [`weather`] falls in front of them, [`caption`] says what it is. Everything
//! that varies follows from a [`seed`] of the names, so people and places are the same in every shot.
mod backdrop;
mod blur;
mod canvas;
mod caption;
mod colour;
mod compose;
mod figure;
mod framing;
mod lettering;
mod light;
mod pixels;
mod place;
mod portrait;
mod print;
mod prop;
mod seed;
mod shape;
mod stage;
#[cfg(test)]
mod tests;
mod tone;
mod weather;
mod words;

pub use print::AnimaticImages;
