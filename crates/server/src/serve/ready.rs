use crate::House;
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_api::ReadyCheck;
use xinggen_database::Database;

/// What the server needs to be ready: the database alone. A file store that is away must not take every server out of
/// service, and a probe that writes would fill it.
pub(super) fn checks(house: &House) -> Vec<Arc<dyn ReadyCheck>> {
    vec![Arc::new(DatabaseCheck(house.database.clone()))]
}

struct DatabaseCheck(Database);

#[async_trait]
impl ReadyCheck for DatabaseCheck {
    fn part(&self) -> &'static str {
        "database"
    }

    async fn check(&self) -> Result<(), String> {
        match self.0.pending_migrations().await {
            Ok(pending) if pending.is_empty() => Ok(()),
            Ok(pending) => Err(format!("{} migrations are to run: xinggen migrate", pending.len())),
            Err(error) => {
                tracing::warn!(%error, "the database is not ready");
                Err("the database cannot be reached".to_owned())
            }
        }
    }
}
