//! The composition root and the one binary, xinggen.
