use super::{Pools, options};
use crate::{DatabaseSettings, error::store_error, home::Pool, roles};
use sea_orm::{ConnectOptions, Database};
use std::time::Duration;
use xinggen_domain::error::StoreError;

/// For so long after its last use a connection is taken to be alive; after that, asking it first costs a round trip
/// that nobody will miss.
const TRUSTED: Duration = Duration::from_secs(1);

pub(super) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    let tenants = trusting(&settings.url, settings.max_connections);
    let tenants = Pool::at_home(Database::connect(tenants).await.map_err(store_error)?);
    let mut system = trusting(settings.system(), settings.max_connections.div_ceil(2));
    // Opened at the first use: the role may still be missing, and the migrations make it.
    system.connect_lazy(true);
    if settings.system_url.is_none() {
        roles::across_tenants(&mut system);
    }
    let system = Pool::at_home(Database::connect(system).await.map_err(store_error)?);
    Ok(Pools { writer: system.clone(), reader: system, tenants: Some(tenants) })
}

fn trusting(url: &str, max_connections: u32) -> ConnectOptions {
    let mut options = options(url, max_connections);
    options.test_before_acquire_if_idle_for(TRUSTED);
    options
}
