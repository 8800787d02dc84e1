//! The statement of a database as the twelfth migration leaves it, with words of people in every kind of row.

use super::older::{NOW, literal};
use crate::support::TestDatabase;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;
use xinggen_migrations::Migrator;

/// The migration that puts codes in the place of words.
const WORDS_GO: &str = "m20261130_000013_descriptions";
/// What stands in every description, as a title or a name would.
pub(super) const MARK: &str = "雪夜归人";
pub(super) const USER: u128 = 1;
pub(super) const DRAMA: u128 = 2;
pub(super) const EPISODE: u128 = 3;
pub(super) const SHOT: u128 = 4;
pub(super) const LINE: u128 = 5;
pub(super) const PROP: u128 = 6;
pub(super) const BATCH: u128 = 7;
/// The entries of the audit log behind what an administrator did, and behind what was redeemed.
pub(super) const GIVEN: u128 = 20;
const REDEEMED: u128 = 21;
/// The job of a row is this and its number.
pub(super) const JOBS: u128 = 100;

/// A row of the statement as it was told before.
type Told = (&'static str, &'static str, Option<(&'static str, u128)>);

/// Kind, description, target of the job if there is one, and whether the audit log has an entry for it.
const ROWS: [Told; 10] = [
    ("SIGNUP_BONUS", "雪夜归人 注册赠送", None),
    ("COMPENSATION", "补偿雪夜归人", None),
    ("ADJUST", "雪夜归人 没有记录", None),
    ("REDEEM", "兑换码：雪夜归人", None),
    ("GENERATE_SCRIPT", "剧本 · 《雪夜归人》第 1 集", Some(("episode", EPISODE))),
    ("GENERATE_IMAGE", "画面 · 道具 雪夜归人", Some(("prop", PROP))),
    ("GENERATE_IMAGE", "画面 · 镜头 3 · 《雪夜归人》第 1 集", Some(("shot", SHOT))),
    ("GENERATE_VOICE", "配音 · 镜头 3 台词 · 《雪夜归人》第 1 集", Some(("line", LINE))),
    ("CREDIT_BACK", "雪夜归人 退回", Some(("shot", SHOT))),
    ("EXPIRE", "SIGNUP_BONUS", None),
];

/// Runs the migrations before and adds the rows.
pub(super) async fn make(test: &TestDatabase) -> DatabaseConnection {
    let db = test.raw().await;
    let before = Migrator::migrations().iter().take_while(|one| one.name() != WORDS_GO).count();
    Migrator::up(&db, Some(before as u32)).await.expect("the migrations before");
    for table in ["users", "dramas", "episodes", "scenes", "shots", "shot_lines", "jobs", "audit_log"] {
        lift(test, &db, table).await;
    }
    lift(test, &db, "credit_transactions").await;
    for row in story(test).into_iter().chain(books(test)) {
        db.execute_unprepared(&row).await.expect(&row);
    }
    db
}

/// Lets whoever owns a table write to it on PostgreSQL, whether or not that is a superuser.
async fn lift(test: &TestDatabase, db: &DatabaseConnection, table: &str) {
    if test.backend() == sea_orm::DbBackend::Postgres {
        let lift = format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY");
        db.execute_unprepared(&lift).await.expect(&lift);
    }
}

fn story(test: &TestDatabase) -> Vec<String> {
    let id = |id: u128| literal(test.backend(), Uuid::from_u128(id));
    let (user, drama, episode, shot) = (id(USER), id(DRAMA), id(EPISODE), id(SHOT));
    vec![
        format!(
            "INSERT INTO users (id, email, name, role, credits, credits_held, statement_entries, created_at)
             VALUES ({user}, 'lin@example.com', '林晚', 'user', 955, 0, 10, {NOW})"
        ),
        format!(
            "INSERT INTO dramas (user_id, id, title, style, aspect, version, created_at, updated_at)
             VALUES ({user}, {drama}, '{MARK}', 'ink', '9:16', 3, {NOW}, {NOW})"
        ),
        format!(
            "INSERT INTO episodes (user_id, id, drama_id, number, title, source, version, created_at, updated_at)
             VALUES ({user}, {episode}, {drama}, 1, '雨夜', '文', 1, {NOW}, {NOW})"
        ),
        format!(
            "INSERT INTO scenes (user_id, id, drama_id, place, interior, time_of_day, weather, description, version,
                                 created_at)
             VALUES ({user}, {}, {drama}, '老街', FALSE, 'night', 'snow', '', 1, {NOW})",
            id(8)
        ),
        format!(
            "INSERT INTO shots (user_id, id, episode_id, scene_id, number, beat, size, angle, movement, action,
                                planned_ms, image_prompt, video_prompt, version, created_at)
             VALUES ({user}, {shot}, {episode}, {}, 3, 1, 'close', 'level', 'static', '', 2000, '', '', 1, {NOW})",
            id(8)
        ),
        format!(
            "INSERT INTO shot_lines (user_id, id, shot_id, position, mode, text)
             VALUES ({user}, {}, {shot}, 0, 'dialogue', '你回来了。')",
            id(LINE)
        ),
    ]
}

fn books(test: &TestDatabase) -> Vec<String> {
    let id = |id: u128| literal(test.backend(), Uuid::from_u128(id));
    let (user, drama, episode) = (id(USER), id(DRAMA), id(EPISODE));
    let batch = Uuid::from_u128(BATCH);
    let noted = |entry: u128, act: &str, subject: &str, reason: &str, at: usize| {
        format!(
            "INSERT INTO audit_log (user_id, id, act, subject, reason, created_at)
             VALUES ({user}, {}, '{act}', '{subject}', '{reason}', {})",
            id(entry),
            time(at)
        )
    };
    let mut rows = vec![
        noted(GIVEN, "credits_compensated", "10", "补偿雪夜归人", 2),
        noted(REDEEMED, "code_redeemed", &batch.to_string(), "", 4),
        // The same reason at another moment is another act.
        noted(22, "credits_adjusted", "10", "雪夜归人 没有记录", 9),
    ];
    let mut balance = 0;
    for ((kind, words, target), number) in ROWS.iter().zip(1usize..) {
        let job = target.map(|_| id(JOBS + number as u128));
        if let (Some((target_kind, target)), Some(job)) = (target, &job) {
            let operation = kind.trim_start_matches("GENERATE_").to_lowercase();
            let operation = if *kind == "CREDIT_BACK" { "image" } else { &operation };
            rows.push(format!(
                "INSERT INTO jobs (user_id, id, drama_id, episode_id, operation, target_kind, target_id, state,
                                   attempt, max_attempts, run_at, progress, message, dead, cancel_requested,
                                   created_at, finished_at)
                 VALUES ({user}, {job}, {drama}, {episode}, '{operation}', '{target_kind}', {}, 'succeeded', 1, 3,
                         {NOW}, 100, '', FALSE, FALSE, {NOW}, {NOW})",
                id(*target)
            ));
        }
        let amount = if kind.starts_with("GENERATE") || *kind == "EXPIRE" { -5 } else { 100 };
        balance += amount;
        rows.push(format!(
            "INSERT INTO credit_transactions (user_id, id, number, kind, amount, balance_after, description,
                                              created_at, job_id)
             VALUES ({user}, {}, {number}, '{kind}', {amount}, {balance}, '{words}', {}, {})",
            id(200 + number as u128),
            time(number),
            job.unwrap_or("NULL".to_owned())
        ));
    }
    rows
}

/// The moment of an entry.
fn time(number: usize) -> String {
    format!("'2026-01-05T08:{number:02}:00.123456+00:00'")
}
