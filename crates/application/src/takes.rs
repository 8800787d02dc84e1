//! Takes: what there is to choose from, and choosing.

use crate::{Actor, Ports, targets::is_there};
use xinggen_domain::{
    TakeId,
    asset::Asset,
    error::StoreError,
    job::Operation,
    take::{Take, Target},
};

/// Shows and selects takes.
#[derive(Clone)]
pub struct Takes {
    ports: Ports,
}

/// A take with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeView {
    /// The take.
    pub take: Take,
    /// The file.
    pub asset: Asset,
}

/// Why a take was not selected; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SelectTakeError {
    /// There is no such take.
    #[error("no such take")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Takes {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// The takes of a target for one operation or all, newest first, each with its file; none when there is no
    /// such target.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_takes(
        &self,
        actor: Actor,
        target: Target,
        operation: Option<Operation>,
    ) -> Result<Option<Vec<TakeView>>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        if !is_there(&mut *tx, target).await? {
            return Ok(None);
        }
        let mut takes = tx.takes().of_target(target).await?;
        takes.retain(|take| operation.is_none_or(|operation| take.operation == operation));
        let ids: Vec<_> = takes.iter().map(|take| take.asset_id).collect();
        let assets = tx.assets().get_many(&ids).await?;
        let view = |take: Take| {
            let asset = assets.iter().find(|asset| asset.id == take.asset_id)?.clone();
            Some(TakeView { take, asset })
        };
        Ok(Some(takes.into_iter().filter_map(view).collect()))
    }

    /// Makes a take the one in use. What was made with the one before is stale by its provenance from then on.
    ///
    /// # Errors
    /// See [`SelectTakeError`].
    pub async fn select_take(&self, actor: Actor, id: TakeId) -> Result<Take, SelectTakeError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        if !tx.takes().select(id).await? {
            return Err(SelectTakeError::NotFound);
        }
        let take = tx.takes().get(id).await?.ok_or(SelectTakeError::NotFound)?;
        tx.commit().await?;
        Ok(take)
    }
}
