use super::Pools;
use crate::{DatabaseSettings, error::store_error};
use sea_orm::{ConnectOptions, Database};
use std::time::Duration;
use xinggen_domain::error::StoreError;

/// For so long after its last use a connection is taken to be alive; after that, asking it first costs a round trip
/// that nobody will miss.
const TRUSTED: Duration = Duration::from_secs(1);

pub(super) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    let mut options = ConnectOptions::new(&settings.url);
    options
        .max_connections(settings.max_connections)
        .test_before_acquire_if_idle_for(TRUSTED)
        .record_stmt_in_spans(false)
        .sqlx_logging(false);
    let pool = Database::connect(options).await.map_err(store_error)?;
    Ok(Pools { writer: pool.clone(), reader: pool })
}
