use super::Pools;
use crate::{DatabaseSettings, error::store_error};
use sea_orm::Database;
use std::time::Duration;
use xinggen_domain::error::StoreError;

/// For so long after its last use a connection is taken to be alive; after that, asking it first costs a round trip
/// that nobody will miss.
const TRUSTED: Duration = Duration::from_secs(1);

pub(super) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    let mut options = super::options(&settings.url, settings.max_connections);
    options.test_before_acquire_if_idle_for(TRUSTED);
    let pool = Database::connect(options).await.map_err(store_error)?;
    Ok(Pools { writer: pool.clone(), reader: pool })
}
