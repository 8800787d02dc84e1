//! Accepting a job: its hold and its row in one transaction, through the adapter and by a bare loop of the same
//! statements over a pool of the same size. Each side has a fresh database that was filled alike, both do the same
//! number of jobs in a round, and the rounds alternate. Beside them stands what pgbench gets out of the same
//! statements: the server's own measure.

pub(crate) mod bare;
mod bare_postgres;
mod bare_sqlite;
mod books;
mod ours;
mod pgbench;
pub(crate) mod statements;

use crate::{
    Failure,
    databases::{FreshDatabase, PostgresServer},
    report::{Goal, Row, doing, median},
};
use bare_postgres::BarePostgres;
use bare_sqlite::BareSqlite;
use books::Books;
use ours::Ours;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

const TASKS: usize = 16;
/// How many accounts the jobs are spread over: many, and the one that everybody waits for.
const USERS: [usize; 2] = [1_000, 1];
const ROUNDS: usize = 5;
/// About how long a round of the bare loop takes.
const ROUND: Duration = Duration::from_secs(2);
/// So many jobs are accepted before anything is measured.
const WARM_UP: usize = 300;

/// One way to accept a job.
trait Side: Clone + Send + 'static {
    /// Accepts a job of the user with these books.
    fn accept(&self, books: &Books) -> impl Future<Output = Result<(), Failure>> + Send;
}

pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut rows = on_sqlite().await?;
        rows.extend(on_postgres().await?);
        Ok(rows)
    })
}

async fn on_sqlite() -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for users in USERS {
        let ours = FreshDatabase::sqlite().await?;
        let bare = FreshDatabase::sqlite().await?;
        let pool = BareSqlite::open(&bare.settings).await?;
        rows.extend(compare("SQLite", users, &ours, &bare, pool).await?);
    }
    Ok(rows)
}

async fn on_postgres() -> Result<Vec<Row>, Failure> {
    let server = PostgresServer::of_environment()?;
    let mut rows = Vec::new();
    for users in USERS {
        let ours = FreshDatabase::postgres(&server, "ours").await?;
        let bare = FreshDatabase::postgres(&server, "bare").await?;
        let pool = BarePostgres::open(&bare.settings).await?;
        rows.extend(compare("PostgreSQL", users, &ours, &bare, pool.clone()).await?);
        pool.close().await;
        rows.push(pgbench::measure(&bare.settings, users).await?);
        server.remove(ours).await?;
        server.remove(bare).await?;
    }
    Ok(rows)
}

async fn compare(
    name: &str,
    users: usize,
    ours: &FreshDatabase,
    bare: &FreshDatabase,
    pool: impl Side,
) -> Result<Vec<Row>, Failure> {
    let accounts = if users == 1 { "one account".to_owned() } else { format!("{users} accounts") };
    doing(format_args!("holds and jobs on {name}, {accounts}"))?;
    let our_books = Books::open(&ours.database, users).await?;
    let bare_books = Books::open(&bare.database, users).await?;
    let adapter = Ours::new(&ours.database);
    round(&adapter, &our_books, WARM_UP).await?;
    let a_second = round(&pool, &bare_books, WARM_UP).await?;
    let jobs = (a_second * ROUND.as_secs_f64()) as usize;
    let (mut through, mut without, mut ratios) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let adapted = round(&adapter, &our_books, jobs).await?;
        let unadapted = round(&pool, &bare_books, jobs).await?;
        through.push(adapted);
        without.push(unadapted);
        // Of neighbours, so that what else the machine does in the meantime weighs on both.
        ratios.push(adapted / unadapted);
    }
    ours.check_books().await?;
    bare.check_books().await?;
    Ok(vec![
        Row::judged(
            format!("hold and job on {name}, {accounts}, against bare sqlx"),
            median(ratios),
            "",
            Goal::AtLeast(0.7),
        ),
        Row::fact(
            format!("  a second, {TASKS} tasks: through the adapter, bare"),
            format!("{:.0}, {:.0}", median(through), median(without)),
        ),
    ])
}

/// Accepts so many jobs, over all users in turn; how many a second.
async fn round<S: Side>(side: &S, books: &Arc<[Books]>, jobs: usize) -> Result<f64, Failure> {
    let turn = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let mut tasks: JoinSet<Result<(), Failure>> = JoinSet::new();
    for _ in 0..TASKS {
        let (side, books, turn) = (side.clone(), books.clone(), turn.clone());
        tasks.spawn(async move {
            loop {
                let at = turn.fetch_add(1, Ordering::Relaxed);
                if at >= jobs {
                    return Ok(());
                }
                side.accept(&books[at % books.len()]).await?;
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(jobs as f64 / started.elapsed().as_secs_f64())
}
