//! A tenant's transaction, and the only way to the database inside it.
//!
//! Every repository method takes one [`Call`]: [`SqlTx::read`] or [`SqlTx::write`] opens it, [`Call::done`] closes it.
//! A call that is not closed (an error, a dropped future) leaves the transaction poisoned, so no method has to
//! remember to poison it. Calls hand out only statements that are already limited to the owner.

mod call;
mod scope;

pub(crate) use call::Call;

use crate::{
    events::{News, Outlet},
    flights::Flight,
    home::OpenTx,
    repositories as repo,
};
use async_trait::async_trait;
use std::collections::BTreeMap;
use uuid::Uuid;
use xinggen_domain::{
    error::StoreError,
    ports::{
        AiConfigs, Assets, AuditLog, Characters, CreditAccounts, Cuts, DoneRequests, Dramas, Episodes,
        Erasure, Events, Jobs, Memberships, Productions, Profile, Props, Quotes, Redemptions, Scenes,
        Scripts, SecondFactors, Sessions, Shots, SpendingBooks, Takes, TenantTx, VendorCalls,
    },
};

/// One tenant's transaction; rolls back when it is dropped.
pub(crate) struct SqlTx {
    tx: OpenTx,
    owner: Uuid,
    outlet: Outlet,
    news: News,
    read_only: bool,
    poisoned: bool,
    _flight: Option<Flight>,
}

impl SqlTx {
    pub(crate) fn writing(tx: OpenTx, owner: Uuid, outlet: Outlet) -> Self {
        Self { tx, owner, outlet, news: News::default(), read_only: false, poisoned: false, _flight: None }
    }

    pub(crate) fn reading(tx: OpenTx, owner: Uuid, outlet: Outlet) -> Self {
        Self { read_only: true, ..Self::writing(tx, owner, outlet) }
    }

    /// The same, keeping others under its key out until it ends.
    pub(crate) fn in_flight(self, flight: Flight) -> Self {
        Self { _flight: Some(flight), ..self }
    }

    /// Opens a call that only reads.
    pub(crate) fn read(&mut self) -> Result<Call<'_>, StoreError> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let tx = self.tx.open()?;
        self.poisoned = true;
        Ok(Call::new(tx, self.owner, &mut self.news, &mut self.poisoned))
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
    fn profile(&mut self) -> Box<dyn Profile + '_> {
        Box::new(repo::SqlProfile(self))
    }
    fn sessions(&mut self) -> Box<dyn Sessions + '_> {
        Box::new(repo::SqlSessions(self))
    }
    fn second_factors(&mut self) -> Box<dyn SecondFactors + '_> {
        Box::new(repo::SqlSecondFactors(self))
    }
    fn erasure(&mut self) -> Box<dyn Erasure + '_> {
        Box::new(repo::SqlErasure(self))
    }
    fn credits(&mut self) -> Box<dyn CreditAccounts + '_> {
        Box::new(repo::SqlCredits(self))
    }
    fn spending(&mut self) -> Box<dyn SpendingBooks + '_> {
        Box::new(repo::SqlSpending(self))
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
    fn events(&mut self) -> Box<dyn Events + '_> {
        Box::new(repo::SqlEvents(self))
    }
    fn quotes(&mut self) -> Box<dyn Quotes + '_> {
        Box::new(repo::SqlQuotes(self))
    }
    fn requests(&mut self) -> Box<dyn DoneRequests + '_> {
        Box::new(repo::SqlRequests(self))
    }
    fn memberships(&mut self) -> Box<dyn Memberships + '_> {
        Box::new(repo::SqlMemberships(self))
    }
    fn audit(&mut self) -> Box<dyn AuditLog + '_> {
        Box::new(repo::SqlAuditLog(self))
    }
    fn redemptions(&mut self) -> Box<dyn Redemptions + '_> {
        Box::new(repo::SqlRedemptions(self))
    }
    fn ai_configs(&mut self) -> Box<dyn AiConfigs + '_> {
        Box::new(repo::SqlAiConfigs(self))
    }
    fn vendor_calls(&mut self) -> Box<dyn VendorCalls + '_> {
        Box::new(repo::SqlVendorCalls(self))
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        if self.poisoned {
            // Not a commit: PostgreSQL would answer Ok and keep nothing, SQLite would keep what came before the
            // failure. The rollback may itself fail when the database has rolled back already.
            let _ = self.tx.rollback().await;
            return Err(StoreError::Poisoned);
        }
        self.outlet.commit(self.tx, BTreeMap::from([(self.owner, self.news)]), None).await
    }
}
