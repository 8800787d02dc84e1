//! The API over the testkit.

#[cfg(test)]
mod document;
