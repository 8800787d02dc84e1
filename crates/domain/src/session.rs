//! Sessions: one login each, kept alive by refresh tokens that are used once.
//!
//! A refresh token names its session and carries a secret. Using it makes the next one, which is derived from it,
//! so a client whose answer was lost, or two tabs that refresh at the same moment, get the same next token within
//! [`GRACE_SECONDS`]. A secret that was used longer ago is a stolen or leaked one: its session ends.

use crate::{
    SessionId, UserId,
    provenance::Digest,
    time::Timestamp,
    user::{Role, UserStatus},
};
use chrono::Duration;
use std::net::IpAddr;

/// How long after a refresh the token before it is still answered.
pub const GRACE_SECONDS: i64 = 30;
/// A session that is not refreshed for so many days ends.
pub const IDLE_DAYS: i64 = 30;
/// A session ends after so many days, however often it is refreshed.
pub const ABSOLUTE_DAYS: i64 = 90;

/// One login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// The digest of the secret that refreshes it next.
    pub secret: Digest,
    /// The digest of the secret that was used last.
    pub previous: Option<Digest>,
    /// When that was.
    pub refreshed_at: Timestamp,
    /// When the user signed in.
    pub created_at: Timestamp,
    /// When it was ended: signed out, or ended for a reused secret.
    pub ended_at: Option<Timestamp>,
    /// From where it was opened.
    pub device: Device,
}

/// From where a session was opened, as far as that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// The program, as it names itself; at most [`USER_AGENT_CHARACTERS`].
    pub user_agent: Option<String>,
    /// The address of the network that it came from.
    pub address: Option<IpAddr>,
}

/// How many characters of a program's name are kept.
pub const USER_AGENT_CHARACTERS: usize = 300;

/// A session and what its user may do just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The session.
    pub session: Session,
    /// The user's stored role, without the membership.
    pub role: Role,
    /// Until when the user's membership reaches.
    pub vip_until: Option<Timestamp>,
    /// Whether the user may come in.
    pub status: UserStatus,
}

impl Standing {
    /// What the user may do at a moment.
    #[must_use]
    pub fn role_at(&self, now: Timestamp) -> Role {
        self.role.at(self.vip_until, now)
    }

    /// Whether requests in this session are let in.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.status == UserStatus::Active && !self.session.is_over(now)
    }
}

/// What a presented secret means for its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presented {
    /// The current one: rotate.
    Current,
    /// The one before, within the grace: answer with the current one again.
    JustUsed,
    /// One that was used long ago, or never given: end the session.
    Reused,
    /// The session is over.
    Over,
}

impl Session {
    /// A new session that this secret refreshes.
    #[must_use]
    pub fn new(id: SessionId, user_id: UserId, secret: Digest, now: Timestamp) -> Self {
        Self {
            id,
            user_id,
            secret,
            previous: None,
            refreshed_at: now,
            created_at: now,
            ended_at: None,
            device: Device::default(),
        }
    }

    /// The session, opened from there.
    #[must_use]
    pub fn from_device(self, device: Device) -> Self {
        Self { device, ..self }
    }

    /// Whether the session is over, by its end, by idling or by age.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ended_at.is_some()
            || now >= self.refreshed_at + Duration::days(IDLE_DAYS)
            || now >= self.created_at + Duration::days(ABSOLUTE_DAYS)
    }

    /// What a presented secret means.
    #[must_use]
    pub fn presented(&self, secret: Digest, now: Timestamp) -> Presented {
        if self.is_over(now) {
            Presented::Over
        } else if secret == self.secret {
            Presented::Current
        } else if self.previous == Some(secret) && now < self.refreshed_at + Duration::seconds(GRACE_SECONDS)
        {
            Presented::JustUsed
        } else {
            Presented::Reused
        }
    }

    /// The session after its current secret was used.
    #[must_use]
    pub fn rotated(&self, next: Digest, now: Timestamp) -> Self {
        Self { secret: next, previous: Some(self.secret), refreshed_at: now, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
    }

    fn session() -> Session {
        let (id, user) =
            (SessionId::from_uuid(uuid::Uuid::from_u128(1)), UserId::from_uuid(uuid::Uuid::from_u128(2)));
        Session::new(id, user, Digest::of(b"one"), at(0))
    }

    #[test]
    fn a_secret_refreshes_once_and_is_answered_again_for_a_moment() {
        let used = session().rotated(Digest::of(b"two"), at(10));
        assert_eq!(used.presented(Digest::of(b"two"), at(11)), Presented::Current);
        assert_eq!(used.presented(Digest::of(b"one"), at(39)), Presented::JustUsed);
        assert_eq!(used.presented(Digest::of(b"one"), at(40)), Presented::Reused);
        assert_eq!(used.presented(Digest::of(b"zero"), at(11)), Presented::Reused);
    }

    #[test]
    fn idling_age_and_signing_out_end_a_session() {
        let day = 86_400;
        assert_eq!(session().presented(Digest::of(b"one"), at(IDLE_DAYS * day)), Presented::Over);
        let old = Session { refreshed_at: at(89 * day), ..session() };
        assert!(!old.is_over(at(ABSOLUTE_DAYS * day - 1)) && old.is_over(at(ABSOLUTE_DAYS * day)));
        let out = Session { ended_at: Some(at(1)), ..session() };
        assert_eq!(out.presented(Digest::of(b"one"), at(1)), Presented::Over);
    }
}
