//! The same statements sent by pgbench, which comes with the server: how much the server itself can take.

use super::TASKS;
use crate::{Failure, report::Row};
use sqlx::{Connection as _, PgConnection};
use std::{
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;
use xinggen_database::DatabaseSettings;

const SECONDS: u32 = 5;

/// Where each account's rows are, by numbers that pgbench can draw.
const PLACES: &str = "CREATE TABLE bench_places AS
    SELECT row_number() OVER () AS n, l.user_id, l.id AS lot_id, d.id AS drama_id, p.id AS price_id
    FROM credit_lots l JOIN dramas d ON d.user_id = l.user_id CROSS JOIN prices p;
    ALTER TABLE bench_places ADD PRIMARY KEY (n);
    GRANT SELECT ON bench_places TO xinggen_app";

const SCRIPT: &str = r#"\set n random(1, :accounts)
SELECT user_id, lot_id, drama_id, price_id, gen_random_uuid() AS hold_id, gen_random_uuid() AS job_id FROM bench_places WHERE n = :n \gset
BEGIN;
SET LOCAL ROLE xinggen_app;
SELECT set_config('xinggen.user_id', :user_id, true);
SELECT * FROM users WHERE id = :user_id LIMIT 1 FOR NO KEY UPDATE;
SELECT * FROM credit_lots WHERE user_id = :user_id AND live;
UPDATE users SET credits_held = credits_held + 5 WHERE id = :user_id;
UPDATE credit_lots SET remaining = remaining - 5, held = held + 5 WHERE user_id = :user_id AND id = :lot_id;
INSERT INTO credit_holds (user_id, id, price_id, amount, captured, credited_back, state, quantity, created_at, job_id) VALUES (:user_id, :hold_id, :price_id, 5, 0, 0, 'open', 1, now(), :job_id);
INSERT INTO credit_hold_lots (user_id, hold_id, lot_id, position, amount, captured, credited_back) VALUES (:user_id, :hold_id, :lot_id, 0, 5, 0, 0);
INSERT INTO jobs (user_id, id, drama_id, operation, target_kind, target_id, state, attempt, max_attempts, deaths, run_at, progress, message, dead, cancel_requested, created_at) VALUES (:user_id, :job_id, :drama_id, 'image', 'shot', gen_random_uuid(), 'queued', 0, 3, 0, now(), 0, '', false, false, now());
INSERT INTO event_streams AS s (user_id, last_number) VALUES (:user_id, 2) ON CONFLICT (user_id) DO UPDATE SET last_number = s.last_number + 2 RETURNING last_number \gset
INSERT INTO events (user_id, number, kind, body, created_at) VALUES (:user_id, :last_number - 1, 'credits', '{"credits": 1000000000, "held": 5}', now()), (:user_id, :last_number, 'job', '{"state": "queued", "progress": 0, "message": ""}', now());
COMMIT;
"#;

/// What it says of this database, in which every account has one lot and one drama.
pub(super) async fn measure(settings: &DatabaseSettings, accounts: usize) -> Result<Row, Failure> {
    let what = format!("  a second, {TASKS} clients of pgbench");
    let Some(program) = program() else { return Ok(Row::fact(what, "pgbench is not here")) };
    let mut connection = PgConnection::connect(&settings.url).await?;
    sqlx::raw_sql(PLACES).execute(&mut connection).await?;
    connection.close().await?;
    let folder = TempDir::new()?;
    let script = folder.path().join("hold.sql");
    std::fs::write(&script, SCRIPT)?;
    let said = Command::new(program)
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
        .args([format!("--client={TASKS}"), format!("--time={SECONDS}")])
        .args([format!("--define=accounts={accounts}"), format!("--file={}", script.display())])
        .arg(&settings.url)
        .output()?;
    let text = String::from_utf8_lossy(&said.stdout);
    let rate = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    let rate: f64 = rate.ok_or_else(|| String::from_utf8_lossy(&said.stderr).into_owned())?;
    Ok(Row::fact(what, format!("{rate:.0}")))
}

/// The program on the path, or beside the newest server.
fn program() -> Option<PathBuf> {
    let on_path = Command::new("pgbench").arg("--version").output().is_ok();
    if on_path {
        return Some("pgbench".into());
    }
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .map(|(version, folder)| (version, folder.join("bin/pgbench")))
        .filter(|(_, program): &(u32, PathBuf)| Path::is_file(program))
        .collect();
    versions.sort();
    versions.pop().map(|(_, program)| program)
}
