use std::str::FromStr;
use xinggen_domain::episode::Episode;

/// Which episodes of a story to make, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EpisodeChoice {
    /// From the first to the last of these.
    Range(u32, u32),
    /// All of them.
    All,
}

impl EpisodeChoice {
    /// Whether this can be more than one episode.
    pub(crate) fn is_several(self) -> bool {
        !matches!(self, Self::Range(first, last) if first == last)
    }

    /// The chosen ones.
    pub(crate) fn pick(self, episodes: Vec<Episode>) -> Result<Vec<Episode>, String> {
        let Self::Range(first, last) = self else {
            return Ok(episodes);
        };
        let count = episodes.len();
        if last as usize > count {
            return Err(format!(
                "the story has only {count} episodes; choose among 1-{count} with --episodes"
            ));
        }
        Ok(episodes.into_iter().filter(|episode| (first..=last).contains(&episode.number)).collect())
    }
}

impl FromStr for EpisodeChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || "must be a number, a range like 2-4, or all".to_owned();
        if text == "all" {
            return Ok(Self::All);
        }
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let first: u32 = first.trim().parse().map_err(|_| refuse())?;
        let last: u32 = last.trim().parse().map_err(|_| refuse())?;
        if first == 0 || last < first { Err(refuse()) } else { Ok(Self::Range(first, last)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ranges_and_all_are_understood() {
        assert_eq!("3".parse(), Ok(EpisodeChoice::Range(3, 3)));
        assert_eq!("2-4".parse(), Ok(EpisodeChoice::Range(2, 4)));
        assert_eq!("all".parse(), Ok(EpisodeChoice::All));
        for wrong in ["0", "4-2", "", "-", "1-", "x", "-1"] {
            assert!(wrong.parse::<EpisodeChoice>().is_err(), "{wrong}");
        }
    }
}
