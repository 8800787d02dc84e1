use super::Pools;
use crate::{DatabaseSettings, error::store_error, home::Pool};
use sea_orm::{ConnectOptions, Database};
use xinggen_domain::error::StoreError;

pub(super) async fn pools(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    let mut options = ConnectOptions::new(&settings.url);
    options.max_connections(settings.max_connections).record_stmt_in_spans(false).sqlx_logging(false);
    let pool = Pool::at_home(Database::connect(options).await.map_err(store_error)?);
    Ok(Pools { writer: pool.clone(), reader: pool })
}
