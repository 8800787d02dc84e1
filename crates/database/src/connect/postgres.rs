use super::Pools;
use crate::{DatabaseSettings, error::store_error, roles};
use sea_orm::{ConnectOptions, Database};
use xinggen_domain::error::StoreError;

pub(super) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    let tenants = options(&settings.url, settings.max_connections);
    let tenants = Database::connect(tenants).await.map_err(store_error)?;
    let mut system = options(settings.system(), settings.max_connections.div_ceil(2));
    // Opened at the first use: the role may still be missing, and the migrations make it.
    system.connect_lazy(true);
    if settings.system_url.is_none() {
        roles::across_tenants(&mut system);
    }
    let system = Database::connect(system).await.map_err(store_error)?;
    Ok(Pools { writer: system.clone(), reader: system, tenants: Some(tenants) })
}

fn options(url: &str, max_connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(max_connections).record_stmt_in_spans(false).sqlx_logging(false);
    options
}
