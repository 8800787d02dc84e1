//! Black-box tests through the binary, and the architecture test.
