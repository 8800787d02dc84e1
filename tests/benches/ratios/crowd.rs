//! A page of dramas over HTTP on PostgreSQL, where other tenants have a thousand dramas and where they have a million:
//! what a tenant waits for must not grow with what the others have.

use crate::{
    Failure,
    databases::PostgresServer,
    http::{Lister, Place, metrics, on_server, remove},
    report::{Goal, Row, doing, median},
};
use sqlx::{Connection as _, PgConnection};
use std::time::{Duration, Instant};

/// How many others there are.
const OTHERS: usize = 1_000;
const ROUNDS: usize = 7;
/// Requests of a round, in turns.
const REQUESTS: usize = 2_000;
const WARM_UP: usize = 500;

pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(ratio())
}

async fn ratio() -> Result<Vec<Row>, Failure> {
    let server = PostgresServer::of_environment()?;
    let metrics = metrics()?;
    doing("filling a small and a large database")?;
    let (few, many) = on_server(&server).await?;
    let quiet = Lister::open(&few, &metrics).await?;
    let crowded = Lister::open(&many, &metrics).await?;
    fill(&few, 1).await?;
    fill(&many, 1_000).await?;
    doing("a list over HTTP among few and among many")?;
    let (mut quiet_tail, mut crowded_tail, mut ratios) = (vec![], vec![], vec![]);
    times(&quiet, &crowded, WARM_UP).await?;
    for _ in 0..ROUNDS {
        let (few, many) = times(&quiet, &crowded, REQUESTS).await?;
        let (few, many) = (percentile(few), percentile(many));
        quiet_tail.push(few);
        crowded_tail.push(many);
        ratios.push(many / few);
    }
    quiet.close().await?;
    crowded.close().await?;
    remove(&server, few, many).await?;
    Ok(vec![
        Row::judged(
            "p99 of a list over HTTP, others having 1,000,000 against 1,000 rows",
            median(ratios),
            "",
            Goal::AtMost(1.3),
        ),
        Row::fact(
            "  milliseconds: among a million, among a thousand",
            format!("{:.2}, {:.2}", median(crowded_tail), median(quiet_tail)),
        ),
    ])
}

/// Gives each of the others so many dramas, behind the service's back: a million would take it a while.
async fn fill(place: &Place, each: usize) -> Result<(), Failure> {
    let mut connection = PgConnection::connect(place.database_url()).await?;
    let users = "INSERT INTO users (id, name, role, status, credits, credits_held, statement_entries, email, created_at)
        SELECT gen_random_uuid(), '', 'user', 'active', 0, 0, 0, 'other' || n || '@example.com', now()
        FROM generate_series(1, $1) n";
    sqlx::query(users).bind(i64::try_from(OTHERS)?).execute(&mut connection).await?;
    let dramas =
        "INSERT INTO dramas (user_id, id, title, style, aspect, version, created_at, updated_at, purged)
        SELECT u.id, gen_random_uuid(), '别人的戏', d.style, d.aspect, 1, now(), now(), false
        FROM users u CROSS JOIN generate_series(1, $1) n
        CROSS JOIN (SELECT style, aspect FROM dramas LIMIT 1) d
        WHERE u.email LIKE 'other%'";
    sqlx::query(dramas).bind(i64::try_from(each)?).execute(&mut connection).await?;
    sqlx::raw_sql("ANALYZE; CHECKPOINT").execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// How long each request took, in milliseconds, one of each side after the other.
async fn times(quiet: &Lister, crowded: &Lister, count: usize) -> Result<(Vec<f64>, Vec<f64>), Failure> {
    let (mut few, mut many) = (quiet.connect().await?, crowded.connect().await?);
    let (mut of_few, mut of_many) = (vec![], vec![]);
    for _ in 0..count {
        let started = Instant::now();
        few.ask(0).await?;
        of_few.push(milliseconds(started.elapsed()));
        let started = Instant::now();
        many.ask(0).await?;
        of_many.push(milliseconds(started.elapsed()));
    }
    Ok((of_few, of_many))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The time that one in a hundred exceeds.
fn percentile(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * 99 / 100]
}
