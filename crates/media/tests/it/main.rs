//! The ports as their users see them, with the real programs. Pictures are small, so that it does not take long.
#![cfg(test)]

mod camera;
mod cut;
mod failures;
mod labels;
mod loudness;
mod smooth;
mod support;
mod words;
