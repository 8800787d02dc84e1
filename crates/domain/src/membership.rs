//! Memberships: spans of time for which a user was granted a plan.
//!
//! A membership is never written as a role: [`User::vip_until`](crate::user::User::vip_until) is the latest end of the
//! granted terms, written in the same transaction as the terms, and a user counts as `vip` while that lies ahead.
//! Granted terms leave no gap: each begins at once or where another one ends.

use crate::{TermId, UserId, code::coded, time::Timestamp};
use chrono::DateTime;

/// The end of a term without an end: 9999-12-31T00:00:00Z. It is the one value that stands for "never", so ends compare
/// as times everywhere; what is shown to clients has no end instead.
pub const WITHOUT_END: Timestamp = match DateTime::from_timestamp(253_402_214_400, 0) {
    Some(end) => end,
    None => Timestamp::MAX_UTC,
};

coded! {
    /// A plan that can be granted.
    pub enum MembershipPlan {
        /// The membership.
        Vip = "vip",
    }
}

coded! {
    /// What became of a term. Whether a granted one has begun or is over, its times tell.
    pub enum TermState {
        /// It counts.
        Granted = "granted",
        /// It was taken back by an administrator, and counts no more; for good.
        Revoked = "revoked",
    }
}

/// One span of time with a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipTerm {
    /// Its id: that of the audit entry about its grant, where an administrator granted it.
    pub id: TermId,
    /// The plan.
    pub plan: MembershipPlan,
    /// The administrator who granted it; none for those that were roles before there were terms.
    pub actor_id: Option<UserId>,
    /// Why, in the words of who granted it; may be empty.
    pub reason: String,
    /// From when on it counts.
    pub starts_at: Timestamp,
    /// From when on it counts no more; [`WITHOUT_END`] for never.
    pub ends_at: Timestamp,
    /// What became of it.
    pub state: TermState,
}

impl MembershipTerm {
    /// When it ends; none for never.
    #[must_use]
    pub fn end(&self) -> Option<Timestamp> {
        (self.ends_at < WITHOUT_END).then_some(self.ends_at)
    }
}

/// Until when these terms reach: the latest end of those that are granted; none when none is.
#[must_use]
pub fn granted_until(terms: &[MembershipTerm]) -> Option<Timestamp> {
    terms.iter().filter(|term| term.state == TermState::Granted).map(|term| term.ends_at).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id as _;
    use uuid::Uuid;

    fn term(ends_at: i64, state: TermState) -> MembershipTerm {
        MembershipTerm {
            id: TermId::from_uuid(Uuid::from_u128(1)),
            plan: MembershipPlan::Vip,
            actor_id: None,
            reason: String::new(),
            starts_at: Timestamp::UNIX_EPOCH,
            ends_at: Timestamp::UNIX_EPOCH + chrono::Duration::days(ends_at),
            state,
        }
    }

    #[test]
    fn the_sentinel_is_the_last_day_that_four_digits_write() {
        assert_eq!(WITHOUT_END.to_rfc3339(), "9999-12-31T00:00:00+00:00");
        let for_ever = MembershipTerm { ends_at: WITHOUT_END, ..term(1, TermState::Granted) };
        assert_eq!(for_ever.end(), None);
        assert!(term(1, TermState::Granted).end().is_some());
    }

    #[test]
    fn only_granted_terms_count() {
        let [short, long] = [3, 9].map(|end| term(end, TermState::Granted));
        let revoked = term(20, TermState::Revoked);
        assert_eq!(granted_until(&[short.clone(), long.clone(), revoked.clone()]), Some(long.ends_at));
        assert_eq!(granted_until(std::slice::from_ref(&short)), Some(short.ends_at));
        assert_eq!(granted_until(&[revoked]), None);
    }
}
