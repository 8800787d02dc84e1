//! Whose turn it is.

use crate::{error::store_error, rows::convert::read};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use uuid::Uuid;
use xinggen_domain::{error::StoreError, plan::RunningCaps, time::Timestamp, user::Role};

/// A user with a due job.
pub(super) struct Waiting {
    pub(super) user: Uuid,
    /// What the user may do.
    role: Role,
    /// How many jobs of the user are running.
    running: i64,
    /// When the user last had a turn.
    last_start: Option<Timestamp>,
    /// From when on the oldest of the due jobs could be claimed.
    oldest: Timestamp,
}

/// Which of the queued jobs are meant: those that run alone, or those that do not. Each is word for word the end of a
/// condition that an index has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Beside,
    Alone,
}

impl Kind {
    /// The condition of its jobs.
    pub(super) const fn condition(self) -> &'static str {
        match self {
            Self::Beside => "state = 'queued' AND deaths = 0",
            Self::Alone => "state = 'queued' AND deaths > 0",
        }
    }
}

/// The active users with a queued job. They are found one after the other along an index, each by one look behind the
/// one before, so that it does not matter how many jobs each has queued.
const WAITING: &str = "
    WITH RECURSIVE queued(user_id) AS (
        SELECT * FROM (SELECT user_id FROM jobs WHERE {queued} ORDER BY user_id LIMIT 1) AS one
        UNION ALL
        SELECT (SELECT j.user_id FROM jobs j WHERE {queued} AND j.user_id > q.user_id
                ORDER BY j.user_id LIMIT 1)
        FROM queued q WHERE q.user_id IS NOT NULL
    )
    SELECT q.user_id AS user_id, u.role AS role, u.vip_until AS vip_until, s.claimed_at AS claimed_at,
           (SELECT j.run_at FROM jobs j WHERE {queued} AND j.user_id = q.user_id
            ORDER BY j.run_at LIMIT 1) AS oldest,
           (SELECT COUNT(*) FROM jobs j WHERE j.user_id = q.user_id AND j.state = 'running') AS running
    FROM queued q JOIN users u ON u.id = q.user_id LEFT JOIN event_streams s ON s.user_id = q.user_id
    WHERE q.user_id IS NOT NULL AND u.status = 'active'";

pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    kind: Kind,
    now: Timestamp,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = WAITING.replace("{queued}", kind.condition());
    let query = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(query).await.map_err(store_error)?;
    let queued: Result<Vec<Waiting>, StoreError> = rows.iter().map(|row| Waiting::of(row, now)).collect();
    Ok(queued?.into_iter().filter(|user| user.oldest <= now).collect())
}

impl Waiting {
    fn of(row: &QueryResult, now: Timestamp) -> Result<Self, StoreError> {
        let role: String = row.try_get("", "role").map_err(store_error)?;
        let vip_until: Option<Timestamp> = row.try_get("", "vip_until").map_err(store_error)?;
        Ok(Self {
            user: row.try_get("", "user_id").map_err(store_error)?,
            role: read::<Role>(&role)?.at(vip_until, now),
            running: row.try_get("", "running").map_err(store_error)?,
            last_start: row.try_get("", "claimed_at").map_err(store_error)?,
            oldest: row.try_get("", "oldest").map_err(store_error)?,
        })
    }

    /// Counts a job that begins to run.
    pub(super) fn starts(&mut self, now: Timestamp) {
        self.running += 1;
        self.last_start = Some(now);
    }
}

/// The place of the user who is next: with the fewest running jobs, fewer than the cap says; of several, the one whose
/// last turn is the longest ago, and of those the one whose job is the oldest.
pub(super) fn next(waiting: &[Waiting], caps: RunningCaps) -> Option<usize> {
    let able = waiting.iter().enumerate().filter(|(_, user)| user.running < i64::from(caps.of(user.role)));
    able.min_by_key(|(_, user)| (user.running, user.last_start, user.oldest, user.user))
        .map(|(place, _)| place)
}
