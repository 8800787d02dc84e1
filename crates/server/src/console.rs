//! What the binary says to whoever started it: results on standard output, everything else on standard error.

/// A line of the result.
#[expect(clippy::print_stdout, reason = "the one place that writes results")]
pub(crate) fn say(line: impl std::fmt::Display) {
    println!("{line}");
}

/// A line about what is going on or went wrong.
#[expect(clippy::print_stderr, reason = "the one place that writes messages")]
pub(crate) fn tell(line: impl std::fmt::Display) {
    eprintln!("{line}");
}
