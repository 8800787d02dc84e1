//! `Range`, as far as one range of bytes is served (RFC 9110, section 14).

use std::ops::Range;

/// Which bytes of a file somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All: no range is named, several are, or what is named cannot be read. A server may ignore such headers.
    Whole,
    /// These.
    Part(Range<u64>),
    /// None that the file has.
    Nothing,
}

impl Wanted {
    /// What the header says of a file of so many bytes.
    pub(super) fn read(header: &str, bytes: u64) -> Self {
        let Some((unit, range)) = header.split_once('=') else {
            return Self::Whole;
        };
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return Self::Whole;
        }
        match range.trim().split_once('-') {
            Some(("", last)) => number(last).map_or(Self::Whole, |count| Self::last(count, bytes)),
            Some((first, "")) => {
                number(first).map_or(Self::Whole, |first| Self::within(first, u64::MAX, bytes))
            }
            Some((first, last)) => match (number(first), number(last)) {
                (Some(first), Some(last)) if first <= last => Self::within(first, last, bytes),
                _ => Self::Whole,
            },
            None => Self::Whole,
        }
    }

    fn within(first: u64, last: u64, bytes: u64) -> Self {
        if first < bytes { Self::Part(first..last.saturating_add(1).min(bytes)) } else { Self::Nothing }
    }

    fn last(count: u64, bytes: u64) -> Self {
        if count > 0 && bytes > 0 { Self::Part(bytes.saturating_sub(count)..bytes) } else { Self::Nothing }
    }
}

/// Digits only; more than fit count as the most that do.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_served() {
        assert_eq!(Wanted::read("bytes=0-0", 10), Wanted::Part(0..1));
        assert_eq!(Wanted::read("bytes=2-5", 10), Wanted::Part(2..6));
        assert_eq!(Wanted::read("Bytes = 9-99999999999999999999", 10), Wanted::Part(9..10));
        assert_eq!(Wanted::read("bytes=4-", 10), Wanted::Part(4..10));
        assert_eq!(Wanted::read("bytes=-3", 10), Wanted::Part(7..10));
        assert_eq!(Wanted::read("bytes=-30", 10), Wanted::Part(0..10));
    }

    #[test]
    fn what_the_file_does_not_have_is_nothing() {
        for range in ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(Wanted::read(range, 10), Wanted::Nothing, "{range}");
        }
        assert_eq!(Wanted::read("bytes=0-", 0), Wanted::Nothing);
        assert_eq!(Wanted::read("bytes=-1", 0), Wanted::Nothing);
    }

    #[test]
    fn several_ranges_and_nonsense_mean_the_whole() {
        for range in [
            "bytes=0-1,4-5",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=1",
            "bytes=-",
            "bytes=+1-2",
            "items=0-1",
            "0-1",
            "",
        ] {
            assert_eq!(Wanted::read(range, 10), Wanted::Whole, "{range}");
        }
    }
}
