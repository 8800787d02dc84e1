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

use crate::{
    Failure,
    databases::{FreshDatabase, PostgresServer},
    report::{Row, doing},
};
use place::Place;
use tracing_subscriber::EnvFilter;

/// Connections of a client, and tasks of a loop.
const LANES: usize = 8;

pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    // As the binary has it unless told otherwise.
    let log = tracing_subscriber::fmt().with_env_filter(EnvFilter::new("warn"));
    let _ = log.with_writer(std::io::stderr).try_init();
    let mut rows = tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(ratios())?;
    doing("starting")?;
    rows.extend(start::measure()?);
    Ok(rows)
}

async fn ratios() -> Result<Vec<Row>, Failure> {
    let server = PostgresServer::of_environment()?;
    let metrics = ours::metrics()?;
    let mut rows = Vec::new();
    doing("a list over HTTP on SQLite")?;
    let (ours, bare) = (Place::sqlite().await?, Place::sqlite().await?);
    rows.extend(list::on_sqlite(&ours, &bare, &metrics).await?);
    doing("a list over HTTP on PostgreSQL")?;
    let (ours, bare) = on_server(&server).await?;
    rows.extend(list::on_postgres(&ours, &bare, &metrics).await?);
    remove(&server, ours, bare).await?;
    doing("jobs over HTTP on SQLite")?;
    let (ours, bare) = (Place::sqlite().await?, Place::sqlite().await?);
    rows.extend(order::on_sqlite(&ours, &bare, &metrics).await?);
    doing("jobs over HTTP on PostgreSQL")?;
    let (ours, bare) = on_server(&server).await?;
    rows.extend(order::on_postgres(&ours, &bare, &metrics).await?);
    remove(&server, ours, bare).await?;
    Ok(rows)
}

async fn on_server(server: &PostgresServer) -> Result<(Place, Place), Failure> {
    let ours = Place::of(FreshDatabase::postgres(server, "ours").await?).await?;
    let bare = Place::of(FreshDatabase::postgres(server, "bare").await?).await?;
    Ok((ours, bare))
}

async fn remove(server: &PostgresServer, ours: Place, bare: Place) -> Result<(), Failure> {
    server.remove(ours.close().await?).await?;
    server.remove(bare.close().await?).await
}
