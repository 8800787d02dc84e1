//! The text side as a whole, on the stories of docs/examples and tests/stories.

mod coverage;
mod division;
mod forms;
mod rough;
mod shots;
mod speakers;
mod stories;
