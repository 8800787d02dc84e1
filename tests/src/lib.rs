//! Tests of the whole: what the binary does, and what the tree must look like. The code is in `tests/it`.
