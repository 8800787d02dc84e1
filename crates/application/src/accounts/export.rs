use super::{Accounts, Throttled};
use crate::{Actor, noted::note};
use xinggen_domain::{audit::AuditAct, error::StoreError};

/// Why nothing was taken along.
#[derive(Debug, thiserror::Error)]
pub enum BeginExportError {
    /// That was done a moment ago.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

super::throttled::from_take_error!(BeginExportError);

impl Accounts {
    /// Notes that the actor takes everything along. Reading all of it is much work, so nobody may do it all the time.
    ///
    /// # Errors
    /// See [`BeginExportError`].
    pub async fn begin_export(&self, actor: Actor) -> Result<(), BeginExportError> {
        self.count_export_of(actor.user_id).await?;
        let act = AuditAct::DataExported;
        note(&self.ports, actor.user_id, Some(actor), act, String::new(), String::new()).await?;
        Ok(())
    }
}
