//! A database as the first migration left it, with a row in every table that the second one touches.

use crate::support::TestDatabase;
use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;
use xinggen_migrations::Migrator;

pub(crate) const USER: u128 = 1;
pub(crate) const DRAMA: u128 = 2;
pub(crate) const EPISODE: u128 = 3;
pub(crate) const PRODUCTION: u128 = 4;
pub(crate) const JOB: u128 = 5;
pub(crate) const WAITING: u128 = 6;

/// Runs the first migration and adds the rows.
pub(crate) async fn make(test: &TestDatabase) {
    let db = test.raw().await;
    Migrator::up(&db, Some(1)).await.expect("the first migration");
    let id = |id: u128| literal(test.backend(), Uuid::from_u128(id));
    let (user, drama, episode, production) = (id(USER), id(DRAMA), id(EPISODE), id(PRODUCTION));
    let rows = [
        format!(
            "INSERT INTO users (id, email, name, role, credits, credits_held, statement_entries, created_at)
             VALUES ({user}, 'lin@example.com', '林晚', 'user', 7, 0, 0, {NOW})"
        ),
        format!(
            "INSERT INTO dramas (user_id, id, title, style, aspect, import_key, version, created_at, updated_at)
             VALUES ({user}, {drama}, '旧信', 'ink', '9:16', 'story', 3, {NOW}, {NOW})"
        ),
        format!(
            "INSERT INTO episodes (user_id, id, drama_id, number, title, source, version, created_at, updated_at)
             VALUES ({user}, {episode}, {drama}, 1, '雨夜', '文', 1, {NOW}, {NOW})"
        ),
        format!(
            "INSERT INTO productions (user_id, id, drama_id, episode_id, state, burn_subtitles, label, auto_approve,
                                      approved, message, version, created_at, updated_at)
             VALUES ({user}, {production}, {drama}, {episode}, 'running', TRUE, TRUE, FALSE, 0, '', 1, {NOW}, {NOW})"
        ),
        job(&user, &id(JOB), &drama, &episode, &production, "script"),
        job(&user, &id(WAITING), &drama, &episode, &production, "storyboard"),
        format!(
            "INSERT INTO job_waits (user_id, job_id, after_id) VALUES ({user}, {}, {})",
            id(WAITING),
            id(JOB)
        ),
    ];
    for row in rows {
        db.execute_unprepared(&row).await.expect(&row);
    }
}

pub(super) const NOW: &str = "'2026-01-05T08:00:00.123456+00:00'";

fn job(user: &str, id: &str, drama: &str, episode: &str, production: &str, operation: &str) -> String {
    format!(
        "INSERT INTO jobs (user_id, id, production_id, drama_id, episode_id, operation, target_kind, target_id,
                           state, attempt, max_attempts, run_at, progress, message, dead, cancel_requested,
                           created_at)
         VALUES ({user}, {id}, {production}, {drama}, {episode}, '{operation}', 'episode', {episode}, 'queued', 0,
                 3, {NOW}, 0, '', FALSE, FALSE, {NOW})"
    )
}

pub(super) fn literal(backend: DbBackend, id: Uuid) -> String {
    match backend {
        DbBackend::Sqlite => format!("X'{}'", id.simple()),
        _ => format!("'{id}'"),
    }
}
