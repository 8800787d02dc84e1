//! Connection pools for a URL. PostgreSQL has one; SQLite has one connection that writes and a few that read.

mod postgres;
mod sqlite;

use crate::{DatabaseSettings, error::store_error, home::Pool};
use xinggen_domain::error::StoreError;

/// The pools of a database.
pub(crate) struct Pools {
    /// For transactions that write.
    pub(crate) writer: Pool,
    /// For those that only read.
    pub(crate) reader: Pool,
}

pub(crate) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    let scheme = settings.url.split(':').next().unwrap_or_default();
    match scheme {
        "postgres" | "postgresql" => postgres::pools(settings).await,
        "sqlite" => sqlite::pools(settings).await,
        _ => Err(unusable("a database URL begins with postgres:// or sqlite://")),
    }
}

/// The file behind an SQLite URL.
pub(crate) use sqlite::file_of;

fn unusable(why: &str) -> StoreError {
    store_error(sea_orm::DbErr::Custom(why.to_owned()))
}
