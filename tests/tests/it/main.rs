//! One binary for all tests of the whole, so that it links once.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod binary;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod media;
#[cfg(test)]
mod produce;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod tidy;
