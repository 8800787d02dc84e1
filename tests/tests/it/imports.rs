//! Which file takes names from which other, read from the sources of a crate without compiling it.

mod graph;
mod names;
mod tokens;

pub(super) use graph::Graph;
pub(super) use names::of_crate;

/// A module by its path from the root of its crate, which is the empty one.
type Module = Vec<String>;

#[cfg(test)]
mod tests;
