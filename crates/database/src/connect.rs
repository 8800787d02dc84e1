//! Connection pools for a URL. PostgreSQL has one per role; SQLite has one connection that writes and a few that read.

mod postgres;
mod sqlite;

use crate::{DatabaseSettings, error::store_error, home::Pool};
use log::LevelFilter;
use sea_orm::ConnectOptions;
use std::time::Duration;
use xinggen_domain::error::StoreError;

/// The pools of a database.
pub(crate) struct Pools {
    /// For transactions that write.
    pub(crate) writer: Pool,
    /// For those that only read.
    pub(crate) reader: Pool,
    /// For tenants' transactions, where they have a role of their own; the others are then the ports' across tenants.
    pub(crate) tenants: Option<Pool>,
}

pub(crate) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    let scheme = settings.url.split(':').next().unwrap_or_default();
    match scheme {
        "postgres" | "postgresql" => postgres::pools(settings).await,
        "sqlite" => sqlite::pools(settings).await,
        _ => Err(unusable("a database URL begins with postgres:// or sqlite://")),
    }
}

/// Options for a pool of so many connections. Statements, without their values, are logged for whoever asks for
/// `sqlx::query=debug`, slow ones no louder than others.
fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .record_stmt_in_spans(false)
        .sqlx_logging_level(LevelFilter::Debug)
        .sqlx_slow_statements_logging_settings(LevelFilter::Debug, Duration::from_secs(1));
    options
}

/// The file behind an SQLite URL.
pub(crate) use sqlite::file_of;

fn unusable(why: &str) -> StoreError {
    store_error(sea_orm::DbErr::Custom(why.to_owned()))
}
