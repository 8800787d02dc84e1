//! A tenant's transaction, and the only way to the database inside it.
//!
//! Every repository method takes one [`Call`]: [`SqlTx::read`] or [`SqlTx::write`] opens it, [`Call::done`] closes it.
//! A call that is not closed (an error, a dropped future) leaves the transaction poisoned, so no method has to
//! remember to poison it. Calls hand out only statements that are already limited to the owner.

mod call;

pub(crate) use call::Call;

use crate::{error::store_error, repositories as repo};
use async_trait::async_trait;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use xinggen_domain::{
    error::StoreError,
    ports::{
        Assets, Characters, CreditAccounts, Cuts, Dramas, Episodes, Jobs, Productions, Props, Scenes,
        Scripts, Shots, Takes, TenantTx,
    },
};

/// One tenant's transaction; rolls back when it is dropped.
pub(crate) struct SqlTx {
    tx: DatabaseTransaction,
    owner: Uuid,
    read_only: bool,
    poisoned: bool,
}

impl SqlTx {
    pub(crate) fn writing(tx: DatabaseTransaction, owner: Uuid) -> Self {
        Self { tx, owner, read_only: false, poisoned: false }
    }

    pub(crate) fn reading(tx: DatabaseTransaction, owner: Uuid) -> Self {
        Self { read_only: true, ..Self::writing(tx, owner) }
    }

    /// Opens a call that only reads.
    pub(crate) fn read(&mut self) -> Result<Call<'_>, StoreError> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        self.poisoned = true;
        Ok(Call::new(&self.tx, self.owner, &mut self.poisoned))
    }

    /// Opens a call that writes or locks.
    pub(crate) fn write(&mut self) -> Result<Call<'_>, StoreError> {
        if self.read_only && !self.poisoned {
            self.poisoned = true;
            return Err(StoreError::ReadOnly);
        }
        self.read()
    }
}

#[async_trait]
impl TenantTx for SqlTx {
    fn credits(&mut self) -> Box<dyn CreditAccounts + '_> {
        Box::new(repo::SqlCredits(self))
    }
    fn jobs(&mut self) -> Box<dyn Jobs + '_> {
        Box::new(repo::SqlJobs(self))
    }
    fn assets(&mut self) -> Box<dyn Assets + '_> {
        Box::new(repo::SqlAssets(self))
    }
    fn dramas(&mut self) -> Box<dyn Dramas + '_> {
        Box::new(repo::SqlDramas(self))
    }
    fn episodes(&mut self) -> Box<dyn Episodes + '_> {
        Box::new(repo::SqlEpisodes(self))
    }
    fn characters(&mut self) -> Box<dyn Characters + '_> {
        Box::new(repo::SqlCharacters(self))
    }
    fn scenes(&mut self) -> Box<dyn Scenes + '_> {
        Box::new(repo::SqlScenes(self))
    }
    fn props(&mut self) -> Box<dyn Props + '_> {
        Box::new(repo::SqlProps(self))
    }
    fn scripts(&mut self) -> Box<dyn Scripts + '_> {
        Box::new(repo::SqlScripts(self))
    }
    fn shots(&mut self) -> Box<dyn Shots + '_> {
        Box::new(repo::SqlShots(self))
    }
    fn takes(&mut self) -> Box<dyn Takes + '_> {
        Box::new(repo::SqlTakes(self))
    }
    fn cuts(&mut self) -> Box<dyn Cuts + '_> {
        Box::new(repo::SqlCuts(self))
    }
    fn productions(&mut self) -> Box<dyn Productions + '_> {
        Box::new(repo::SqlProductions(self))
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        if self.poisoned {
            // Not a commit: PostgreSQL would answer Ok and keep nothing, SQLite would keep what came before the
            // failure. The rollback may itself fail when the database has rolled back already.
            let _ = self.tx.rollback().await;
            return Err(StoreError::Poisoned);
        }
        self.tx.commit().await.map_err(store_error)
    }
}
