use chrono::Duration;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use xinggen_domain::{
    SessionId, UserId,
    error::StoreError,
    ports::SessionDirectory,
    session::{ABSOLUTE_DAYS, IDLE_DAYS},
    time::Timestamp,
    user::{Role, UserStatus},
};

/// For how long what was looked up is believed. Less than a second, so that whoever is shut out on another instance
/// is out here a second later, with the time of the look-up itself.
const BELIEVED: Duration = Duration::milliseconds(750);
/// How many sessions are remembered at most. Those that are not are looked up each time, which is slower, not wrong.
const REMEMBERED: usize = 50_000;

/// What holds for a session just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) user_id: UserId,
    pub(super) role: Role,
    /// When the session is over, if nothing happens; in the past when it is.
    pub(super) until: Timestamp,
}

/// Remembers for a moment who may come in, so that not every request has to ask the database.
#[derive(Debug, Default)]
pub(super) struct Door {
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    standings: HashMap<SessionId, (Option<Standing>, Timestamp)>,
    /// Counts what was forgotten, so that an answer that was under way meanwhile is not remembered.
    forgotten: u64,
}

impl Door {
    /// What holds for a session: remembered, or looked up.
    pub(super) async fn standing(
        &self,
        sessions: &dyn SessionDirectory,
        id: SessionId,
        now: Timestamp,
    ) -> Result<Option<Standing>, StoreError> {
        let forgotten = {
            let seen = self.seen();
            if let Some((standing, at)) = seen.standings.get(&id)
                && (*at..*at + BELIEVED).contains(&now)
            {
                return Ok(*standing);
            }
            seen.forgotten
        };
        let found = sessions.standing(id).await?;
        let standing =
            found.filter(|found| found.status == UserStatus::Active && !found.session.is_over(now));
        let standing = standing.map(|found| Standing {
            user_id: found.session.user_id,
            role: found.role_at(now),
            until: (found.session.refreshed_at + Duration::days(IDLE_DAYS))
                .min(found.session.created_at + Duration::days(ABSOLUTE_DAYS)),
        });
        self.remember(id, standing, now, forgotten);
        Ok(standing)
    }

    fn remember(&self, id: SessionId, standing: Option<Standing>, now: Timestamp, forgotten: u64) {
        let mut seen = self.seen();
        if seen.forgotten != forgotten {
            return;
        }
        if seen.standings.len() >= REMEMBERED {
            seen.standings.retain(|_, (_, at)| now < *at + BELIEVED);
        }
        if seen.standings.len() < REMEMBERED {
            seen.standings.insert(id, (standing, now));
        }
    }

    /// Forgets a session of which something has just changed here.
    pub(super) fn forget(&self, id: SessionId) {
        let mut seen = self.seen();
        seen.forgotten += 1;
        seen.standings.remove(&id);
    }

    /// Forgets all sessions.
    pub(super) fn forget_all(&self) {
        let mut seen = self.seen();
        seen.forgotten += 1;
        seen.standings.clear();
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
