//! Redemption codes: made in batches by admins, each good for one grant of credits, once.

use crate::{BatchId, Credits, UserId, limits::Problem, provenance::Digest, time::Timestamp};
use chrono::Duration;

/// What one code may be worth, in credits.
pub const CODE_CREDITS: std::ops::RangeInclusive<u32> = 1..=1_000_000;
/// How many codes a batch may have.
pub const BATCH_CODES: std::ops::RangeInclusive<u32> = 1..=10_000;
/// How many days redeemed credits may last.
pub const CODE_DAYS: std::ops::RangeInclusive<u32> = 1..=3_650;

/// Codes that were made together and are worth the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedemptionBatch {
    /// Its id.
    pub id: BatchId,
    /// What it is for, for admins.
    pub name: String,
    /// What each code is worth.
    pub credits: Credits,
    /// How many codes there are.
    pub count: u32,
    /// For how many days the credits last from when a code is redeemed; for ever, when none.
    pub lasts_days: Option<u32>,
    /// Until when codes can be redeemed; always, when none.
    pub redeem_until: Option<Timestamp>,
    /// The admin who made it.
    pub made_by: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the codes that were not redeemed by then became worthless.
    pub revoked_at: Option<Timestamp>,
}

/// One code, as it is stored: without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedemptionCode {
    /// [`digest`] of its text.
    pub digest: Digest,
    /// Its batch.
    pub batch_id: BatchId,
    /// Who redeemed it, and when.
    pub redeemed: Option<(UserId, Timestamp)>,
}

/// Why a code is worth nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Worthless {
    /// It was redeemed by somebody, maybe by the same user.
    #[error("the code was redeemed before")]
    Redeemed,
    /// Its time is over.
    #[error("the code could be redeemed until {0}")]
    Over(Timestamp),
    /// Its batch was revoked.
    #[error("the code was revoked")]
    Revoked,
}

impl RedemptionBatch {
    /// Each field whose value is not possible, and what is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<(&'static str, Problem)> {
        let mut faults = Vec::new();
        let credits = u32::try_from(self.credits.get()).unwrap_or_default();
        let days = self.lasts_days.unwrap_or(*CODE_DAYS.start());
        for (field, value, range) in [
            ("credits", credits, CODE_CREDITS),
            ("count", self.count, BATCH_CODES),
            ("lasts_days", days, CODE_DAYS),
        ] {
            if !range.contains(&value) {
                faults.push((field, Problem::Range { least: *range.start(), most: *range.end() }));
            }
        }
        if self.redeem_until.is_some_and(|until| until <= self.created_at) {
            faults.push(("redeem_until", Problem::Past));
        }
        faults
    }

    /// What a code of this batch is worth now: until when the credits last, none for ever.
    ///
    /// # Errors
    /// See [`Worthless`].
    pub fn redeem(&self, code: &RedemptionCode, now: Timestamp) -> Result<Option<Timestamp>, Worthless> {
        if code.redeemed.is_some() {
            return Err(Worthless::Redeemed);
        }
        if self.revoked_at.is_some() {
            return Err(Worthless::Revoked);
        }
        match self.redeem_until {
            Some(until) if until <= now => Err(Worthless::Over(until)),
            _ => Ok(self.lasts_days.map(|days| now + Duration::days(i64::from(days)))),
        }
    }
}

/// Digits and letters that are not mistaken for each other (Crockford's Base32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code, without the dashes: 80 bits.
const CHARACTERS: usize = 16;

/// The text of a code from random bits: four groups of four characters.
#[must_use]
pub fn text(random: &[u8; 10]) -> String {
    let bits = random.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let place = |at: usize| usize::try_from((bits >> (5 * (CHARACTERS - 1 - at))) & 31).unwrap_or_default();
    let mut text = String::with_capacity(CHARACTERS + 3);
    for at in 0..CHARACTERS {
        if at > 0 && at % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[place(at)]));
    }
    text
}

/// What is stored of a code that somebody typed: case, dashes and spaces do not count, and O is 0, I and L are 1.
/// None when it cannot be one.
#[must_use]
pub fn digest(typed: &str) -> Option<Digest> {
    let plain = typed.chars().filter(|c| !(c.is_whitespace() || *c == '-'));
    let mut normal = String::with_capacity(CHARACTERS);
    for c in plain {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        let known = u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte));
        if !known || normal.len() == CHARACTERS {
            return None;
        }
        normal.push(c);
    }
    (normal.len() == CHARACTERS).then(|| Digest::of(normal.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use uuid::Uuid;

    fn at(days: i64) -> Timestamp {
        chrono::DateTime::UNIX_EPOCH + Duration::days(20_000 + days)
    }

    fn batch() -> RedemptionBatch {
        RedemptionBatch {
            id: BatchId::from_uuid(Uuid::from_u128(1)),
            name: "春节".to_owned(),
            credits: Credits::new(100),
            count: 10,
            lasts_days: Some(30),
            redeem_until: Some(at(7)),
            made_by: UserId::from_uuid(Uuid::from_u128(2)),
            created_at: at(0),
            revoked_at: None,
        }
    }

    fn code(redeemed: Option<(UserId, Timestamp)>) -> RedemptionCode {
        RedemptionCode { digest: Digest::of(b"code"), batch_id: batch().id, redeemed }
    }

    #[test]
    fn a_code_reads_as_it_is_written_and_as_people_type_it() {
        let text = text(&[0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        assert_eq!(text, "0123-4567-89AB-CDEF");
        let stored = digest(&text);
        assert!(stored.is_some());
        for typed in
            ["0123456789abcdef", " o1 23-4567 89AB CDEF\n", "0L23-4567-89ab-cdef", "OI23456789ABCDEF"]
        {
            assert_eq!(digest(typed), stored, "{typed}");
        }
        for typed in
            ["", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEFG", "0123-4567-89AB-CDEU", "０123456789ABCDEF"]
        {
            assert_eq!(digest(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_code_is_worth_something_once_and_in_time() {
        assert_eq!(batch().redeem(&code(None), at(6)), Ok(Some(at(36))));
        let forever = RedemptionBatch { lasts_days: None, redeem_until: None, ..batch() };
        assert_eq!(forever.redeem(&code(None), at(600)), Ok(None));
        assert_eq!(batch().redeem(&code(None), at(7)), Err(Worthless::Over(at(7))));
        let redeemed = code(Some((batch().made_by, at(1))));
        assert_eq!(batch().redeem(&redeemed, at(2)), Err(Worthless::Redeemed));
        let revoked = RedemptionBatch { revoked_at: Some(at(1)), ..batch() };
        assert_eq!(revoked.redeem(&code(None), at(2)), Err(Worthless::Revoked));
    }

    #[test]
    fn a_batch_with_impossible_numbers_is_told_apart() {
        assert_eq!(batch().faults(), []);
        let field =
            |batch: RedemptionBatch| batch.faults().iter().map(|(field, _)| *field).collect::<Vec<_>>();
        assert_eq!(field(RedemptionBatch { credits: Credits::ZERO, ..batch() }), ["credits"]);
        assert_eq!(field(RedemptionBatch { credits: Credits::new(1_000_001), ..batch() }), ["credits"]);
        assert_eq!(field(RedemptionBatch { count: 0, ..batch() }), ["count"]);
        assert_eq!(field(RedemptionBatch { count: 10_001, ..batch() }), ["count"]);
        assert_eq!(field(RedemptionBatch { lasts_days: Some(0), ..batch() }), ["lasts_days"]);
        let many = RedemptionBatch { count: 0, lasts_days: Some(0), redeem_until: Some(at(0)), ..batch() };
        assert_eq!(field(many), ["count", "lasts_days", "redeem_until"], "each is told");
        assert_eq!(field(RedemptionBatch { redeem_until: Some(at(0)), ..batch() }), ["redeem_until"]);
    }
}
