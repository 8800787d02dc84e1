use xinggen_domain::ports::PasswordMeter;
use zxcvbn::zxcvbn;

/// How many characters are looked at: the work grows with their square, and what follows makes no password easier.
const CHARACTERS: usize = 100;

/// Estimates how many guesses a password stands, as zxcvbn does: common passwords, names, words, dates, rows of keys,
/// repetitions and sequences are all guessed early.
#[derive(Debug, Clone, Copy, Default)]
pub struct ZxcvbnMeter;

impl PasswordMeter for ZxcvbnMeter {
    fn score(&self, password: &str, about: &[&str]) -> u8 {
        let looked_at: String = password.chars().take(CHARACTERS).collect();
        zxcvbn(&looked_at, about).score().into()
    }
}
