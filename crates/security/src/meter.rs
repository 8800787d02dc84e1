use crate::gate::Gate;
use async_trait::async_trait;
use std::num::NonZeroUsize;
use xinggen_domain::ports::{HashingBusy, PasswordMeter};
use zxcvbn::zxcvbn;

/// How many characters are looked at at most: what follows makes no password easier.
const CHARACTERS: usize = 100;
/// How much work an estimate may be: its [`readings`] times the square of its length. This many are some 20 ms.
const WORK: usize = 160_000;
/// How many characters of what a user is called are looked at.
const ABOUT_CHARACTERS: usize = 100;

/// The signs that the estimator reads as letters: it tries every way to choose a sign for each letter, so one
/// password can be hundreds. The same table as zxcvbn's.
const SIGNS: [(char, &str); 12] = [
    ('a', "4@"),
    ('b', "8"),
    ('c', "({[<"),
    ('e', "3"),
    ('g', "69"),
    ('i', "1!|"),
    ('l', "1|7"),
    ('o', "0"),
    ('s', "$5"),
    ('t', "+7"),
    ('x', "%"),
    ('z', "2"),
];

/// Estimates how many guesses a password stands, as zxcvbn does: common passwords, names, words, dates, rows of keys,
/// repetitions and sequences are all guessed early.
#[derive(Debug, Clone)]
pub struct ZxcvbnMeter {
    gate: Gate,
}

impl ZxcvbnMeter {
    /// Estimates at most so many passwords at once, each on a thread of its own.
    #[must_use]
    pub fn new(at_once: NonZeroUsize) -> Self {
        Self { gate: Gate::new(at_once) }
    }
}

#[async_trait]
impl PasswordMeter for ZxcvbnMeter {
    async fn score(&self, password: &str, about: &[&str]) -> Result<u8, HashingBusy> {
        let password = looked_at(password);
        let about: Vec<String> =
            about.iter().map(|name| name.chars().take(ABOUT_CHARACTERS).collect()).collect();
        let estimate = move || {
            let about: Vec<&str> = about.iter().map(String::as_str).collect();
            zxcvbn(&password, &about).score().into()
        };
        // A password that made the estimator panic counts as weak.
        Ok(self.gate.run(estimate).await.map_err(|_| HashingBusy)?.unwrap_or(0))
    }
}

/// The part of a password that can be estimated within [`WORK`]. One that can be read in hundreds of ways has so many
/// different signs that its beginning alone is hard to guess.
fn looked_at(password: &str) -> String {
    let longest: String = password.chars().take(CHARACTERS).collect();
    let most = (WORK / readings(&longest)).isqrt();
    longest.chars().take(most).collect()
}

/// In how many ways the estimator reads a password.
fn readings(password: &str) -> usize {
    let choices =
        SIGNS.iter().map(|(_, signs)| signs.chars().filter(|sign| password.contains(*sign)).count());
    choices.map(|signs| signs.max(1)).product()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::tests::{all_begun_is_done, one_free_thread};
    use futures_util::{FutureExt, future::join_all};

    /// Every sign that can be read as a letter.
    const ALL: &str = "4@8({[<3691!|7$50+%2";

    fn work(password: &str) -> usize {
        let looked_at = looked_at(password);
        readings(&looked_at) * looked_at.chars().count().pow(2)
    }

    #[test]
    fn no_password_costs_more_than_is_allowed() {
        for unit in [ALL, "a", "4", "1|7!", "4@({[<69", "p4$$w0rd", "雪夜", "qwerty", "👩\u{200d}🚒", "aB3$"]
        {
            for length in [8, 16, 50, 100, 256, 100_000] {
                let password: String = unit.chars().cycle().take(length).collect();
                assert!(work(&password) <= WORK, "{unit} {length}: {}", work(&password));
                assert!(looked_at(&password).chars().count() >= length.min(12), "{unit} {length}");
            }
        }
        assert_eq!(looked_at(&"correct horse ".repeat(20)).chars().count(), CHARACTERS, "as before");
    }

    #[test]
    fn passwords_are_estimated_behind_a_gate_of_their_own() {
        one_free_thread().block_on(async {
            let meter = ZxcvbnMeter::new(NonZeroUsize::MIN);
            let (finish, finished) = std::sync::mpsc::channel::<()>();
            let mut busy = Box::pin(meter.gate.run(move || finished.recv()));
            assert!(busy.as_mut().now_or_never().is_none(), "it has begun");
            let mut waiting: Vec<_> =
                (0..crate::gate::LINE).map(|_| meter.score("correct horse battery", &[])).collect();
            for _ in 0..2 {
                assert!(waiting.iter_mut().all(|score| score.as_mut().now_or_never().is_none()));
                all_begun_is_done().await;
            }
            assert_eq!(meter.score("correct horse battery", &[]).await, Err(HashingBusy), "the line is full");
            finish.send(()).expect("it still listens");
            busy.await.expect("room").expect("no panic").expect("sent");
            assert!(join_all(waiting).await.iter().all(|score| *score == Ok(4)));
        });
    }
}
