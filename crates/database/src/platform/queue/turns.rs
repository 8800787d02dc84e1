//! Whose turn it is.

use crate::error::store_error;
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use uuid::Uuid;
use xinggen_domain::{error::StoreError, time::Timestamp};

/// A user with a due job.
pub(super) struct Waiting {
    pub(super) user: Uuid,
    /// How many jobs of the user are running.
    running: i64,
    /// When the user last had a turn.
    last_start: Option<Timestamp>,
    /// From when on the oldest of the due jobs could be claimed.
    oldest: Timestamp,
}

/// The users with a queued job. They are found one after the other along an index, each by one look behind the one
/// before, so that it does not matter how many jobs each has queued.
const WAITING: &str = "
    WITH RECURSIVE queued(user_id) AS (
        SELECT * FROM (SELECT user_id FROM jobs WHERE state = 'queued' ORDER BY user_id LIMIT 1) AS one
        UNION ALL
        SELECT (SELECT j.user_id FROM jobs j WHERE j.state = 'queued' AND j.user_id > q.user_id
                ORDER BY j.user_id LIMIT 1)
        FROM queued q WHERE q.user_id IS NOT NULL
    )
    SELECT q.user_id AS user_id, s.claimed_at AS claimed_at,
           (SELECT j.run_at FROM jobs j WHERE j.state = 'queued' AND j.user_id = q.user_id
            ORDER BY j.run_at LIMIT 1) AS oldest,
           (SELECT COUNT(*) FROM jobs j WHERE j.user_id = q.user_id AND j.state = 'running') AS running
    FROM queued q LEFT JOIN event_streams s ON s.user_id = q.user_id
    WHERE q.user_id IS NOT NULL";

pub(super) async fn waiting(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Waiting>, StoreError> {
    let query = Statement::from_string(db.get_database_backend(), WAITING);
    let rows = db.query_all_raw(query).await.map_err(store_error)?;
    let queued: Result<Vec<Waiting>, _> = rows.iter().map(Waiting::of).collect();
    Ok(queued.map_err(store_error)?.into_iter().filter(|user| user.oldest <= now).collect())
}

impl Waiting {
    fn of(row: &QueryResult) -> Result<Self, sea_orm::DbErr> {
        Ok(Self {
            user: row.try_get("", "user_id")?,
            running: row.try_get("", "running")?,
            last_start: row.try_get("", "claimed_at")?,
            oldest: row.try_get("", "oldest")?,
        })
    }

    /// Counts a job that begins to run.
    pub(super) fn starts(&mut self, now: Timestamp) {
        self.running += 1;
        self.last_start = Some(now);
    }
}

/// The place of the user who is next: with the fewest running jobs, fewer than `per_user`; of several, the one whose
/// last turn is the longest ago, and of those the one whose job is the oldest.
pub(super) fn next(waiting: &[Waiting], per_user: u32) -> Option<usize> {
    let able = waiting.iter().enumerate().filter(|(_, user)| user.running < i64::from(per_user));
    able.min_by_key(|(_, user)| (user.running, user.last_start, user.oldest, user.user))
        .map(|(place, _)| place)
}
