//! One binary for all tests of the whole, so that it links once.

mod architecture;
mod binary;
mod kill;
mod media;
mod produce;
mod refusals;
mod stories;
mod tidy;
