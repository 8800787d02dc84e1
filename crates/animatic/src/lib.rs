//! The built-in vendor that needs no key and no network: from any story a watchable preview of the whole episode,
//! before anyone pays. [`AnimaticText`] writes script and storyboard by rules, [`AnimaticImages`] draws frames,
//! [`AnimaticVoices`] speaks with a separate speech program. What it makes is labelled as a preview.
//!
//! The same request always gives the same result: no clock, no chance, no network.
#![warn(missing_docs)]

pub mod frames;
pub mod text;
pub mod voice;

pub use frames::AnimaticImages;
pub use text::AnimaticText;
pub use voice::AnimaticVoices;
