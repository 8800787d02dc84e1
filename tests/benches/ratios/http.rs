//! The service over HTTP: reading a list, and having a job accepted, each beside the least that could do it; and how
//! fast the binary starts. Both halves of a ratio serve or write from this process, with pools of the same size over
//! databases that were filled alike, and the rounds alternate.

mod list;
mod load;
mod order;
mod ours;
mod place;
mod rounds;
mod server;
mod start;
mod statements;

use crate::{
    Failure,
    databases::{FreshDatabase, PostgresServer},
    report::{Row, doing},
};
pub(crate) use list::Lister;
pub(crate) use ours::metrics;
pub(crate) use place::Place;
use statements::Statements;
use xinggen_api::MetricsText;

/// Connections of a client, and tasks of a loop.
const LANES: usize = 8;

pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    let mut rows = tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(ratios())?;
    doing("starting")?;
    rows.extend(start::measure()?);
    Ok(rows)
}

/// What is one for the whole process.
struct Bench {
    metrics: MetricsText,
    statements: Statements,
}

async fn ratios() -> Result<Vec<Row>, Failure> {
    let server = PostgresServer::of_environment()?;
    let bench = Bench { metrics: metrics()?, statements: Statements::new()? };
    let mut rows = Vec::new();
    doing("a list over HTTP on SQLite")?;
    let (ours, bare) = (Place::sqlite().await?, Place::sqlite().await?);
    rows.extend(list::on_sqlite(&ours, &bare, &bench).await?);
    doing("a list over HTTP on PostgreSQL")?;
    let (ours, bare) = on_server(&server).await?;
    rows.extend(list::on_postgres(&ours, &bare, &bench).await?);
    remove(&server, ours, bare).await?;
    doing("jobs over HTTP on SQLite")?;
    let (ours, bare) = (Place::sqlite().await?, Place::sqlite().await?);
    rows.extend(order::on_sqlite(&ours, &bare, &bench).await?);
    doing("jobs over HTTP on PostgreSQL")?;
    let (ours, bare) = on_server(&server).await?;
    rows.extend(order::on_postgres(&ours, &bare, &bench).await?);
    remove(&server, ours, bare).await?;
    Ok(rows)
}

/// Two databases that are alike.
pub(crate) async fn on_server(server: &PostgresServer) -> Result<(Place, Place), Failure> {
    let ours = Place::of(FreshDatabase::postgres(server, "ours").await?).await?;
    let bare = Place::of(FreshDatabase::postgres(server, "bare").await?).await?;
    Ok((ours, bare))
}

pub(crate) async fn remove(server: &PostgresServer, ours: Place, bare: Place) -> Result<(), Failure> {
    server.remove(ours.close().await?).await?;
    server.remove(bare.close().await?).await
}
