use super::{Spending, SpendingFilter};
use crate::{Credits, DramaId, code::coded, time::Timestamp};
use chrono::{Duration, FixedOffset, NaiveTime, TimeZone as _, Utc};

/// The highest cap that somebody can set.
pub const MOST_CAP: u32 = 1_000_000_000;

/// Hours that the day of a cap is ahead of UTC: China has one time.
const DAY_AHEAD: i64 = 8;

coded! {
    /// What a cap is on.
    pub enum CapScope {
        /// All that is spent on a drama.
        Drama = "drama",
        /// What a user spends in a day.
        Day = "day",
    }
}

/// A limit that a user has set to what may be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpendingCap {
    /// What it is on.
    pub scope: CapScope,
    /// How much may be spent.
    pub limit: Credits,
    /// Which spending counts.
    pub counts: SpendingFilter,
}

/// A hold would go beyond a cap; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{needed} credits are needed, {spent} are spent and {held} held of a cap of {limit} per {scope}")]
pub struct CapReached {
    /// What the cap is on.
    pub scope: CapScope,
    /// How much may be spent.
    pub limit: Credits,
    /// What is spent already.
    pub spent: Credits,
    /// What is held already.
    pub held: Credits,
    /// How much was to be held.
    pub needed: Credits,
    /// When the counting begins anew; never for a drama.
    pub resets_at: Option<Timestamp>,
}

impl CapReached {
    /// How much higher the cap would have to be.
    #[must_use]
    pub fn missing(&self) -> Credits {
        self.spent + self.held + self.needed - self.limit
    }
}

impl SpendingCap {
    /// On a drama, for all time.
    #[must_use]
    pub fn of_drama(limit: Credits, drama: DramaId) -> Self {
        let counts = SpendingFilter { drama: Some(drama), ..SpendingFilter::default() };
        Self { scope: CapScope::Drama, limit, counts }
    }

    /// On the day that it is now.
    #[must_use]
    pub fn of_day(limit: Credits, now: Timestamp) -> Self {
        let (from, to) = day_of(now);
        let counts = SpendingFilter { from: Some(from), to: Some(to), ..SpendingFilter::default() };
        Self { scope: CapScope::Day, limit, counts }
    }

    /// When the counting begins anew; never for a drama.
    #[must_use]
    pub const fn resets_at(&self) -> Option<Timestamp> {
        self.counts.to
    }

    /// Whether so much more may be held after all that counts. What was returned today of an older charge does not
    /// make room beyond the cap.
    ///
    /// # Errors
    /// [`CapReached`] when charges less what was returned, open holds and the new hold together are above the cap.
    pub fn allow(&self, needed: Credits, counted: Spending) -> Result<(), CapReached> {
        let (spent, held) = (counted.net().or_zero(), counted.held);
        if !needed.is_positive() || spent + held + needed <= self.limit {
            return Ok(());
        }
        let Self { scope, limit, .. } = *self;
        Err(CapReached { scope, limit, spent, held, needed, resets_at: self.resets_at() })
    }
}

/// From when to when it is today: a calendar day of UTC+8.
#[must_use]
pub fn day_of(now: Timestamp) -> (Timestamp, Timestamp) {
    let ahead = Duration::hours(DAY_AHEAD);
    let midnight = (now + ahead).date_naive().and_time(NaiveTime::MIN);
    let from = Utc.from_utc_datetime(&midnight) - ahead;
    (from, from + Duration::days(1))
}

/// The same moment on a clock of UTC+8, for people.
#[must_use]
pub fn local_time(moment: Timestamp) -> String {
    let zone = FixedOffset::east_opt((DAY_AHEAD * 3600) as i32);
    zone.map_or_else(String::new, |zone| moment.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn counted(charged: i64, back: i64, held: i64) -> Spending {
        let [charged, credited_back, held] = [charged, back, held].map(Credits::new);
        Spending { charged, credited_back, held, jobs: 1 }
    }

    #[test]
    fn a_day_is_a_calendar_day_of_china() {
        let (from, to) = (at("2026-11-21T16:00:00Z"), at("2026-11-22T16:00:00Z"));
        assert_eq!(day_of(from), (from, to));
        assert_eq!(day_of(at("2026-11-22T15:59:59.999999Z")), (from, to));
        assert_eq!(day_of(to).0, to);
        assert_eq!(local_time(to), "2026-11-23 00:00");
    }

    #[test]
    fn charges_less_returns_and_holds_count() {
        let cap = SpendingCap::of_day(Credits::new(100), at("2026-11-22T01:00:00Z"));
        assert_eq!(cap.allow(Credits::new(40), counted(60, 10, 10)), Ok(()));
        assert_eq!(cap.allow(Credits::new(50), counted(60, 10, 0)), Ok(()), "just up to the cap");
        let refused = cap.allow(Credits::new(41), counted(60, 10, 10)).expect_err("one too much");
        assert_eq!((refused.spent, refused.held), (Credits::new(50), Credits::new(10)));
        assert_eq!((refused.missing(), refused.scope), (Credits::new(1), CapScope::Day));
        assert_eq!(refused.resets_at, Some(at("2026-11-22T16:00:00Z")));
    }

    #[test]
    fn returns_make_no_room_beyond_the_cap_and_nothing_needs_none() {
        let cap = SpendingCap::of_drama(Credits::new(10), crate::Id::from_uuid(uuid::Uuid::nil()));
        assert!(cap.allow(Credits::new(11), counted(0, 50, 0)).is_err());
        assert_eq!(cap.allow(Credits::ZERO, counted(70, 0, 0)), Ok(()), "what is free stays possible");
        let refused = cap.allow(Credits::new(1), counted(10, 0, 0)).expect_err("it is used up");
        assert_eq!(refused.resets_at, None);
    }
}
