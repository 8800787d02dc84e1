//! A store that fails now and then, as databases do that are restarted or find a deadlock.

use async_trait::async_trait;
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use xinggen_domain::{
    UserId,
    error::StoreError,
    idempotency::IdempotencyKey,
    ports::{
        AiConfigs, Assets, AuditLog, Characters, CreditAccounts, Cuts, DoneRequests, Dramas, Episodes,
        Erasure, Events, Jobs, Memberships, Productions, Profile, Props, Quotes, Redemptions, Scenes,
        Scripts, SecondFactors, Sessions, Shots, SpendingBooks, Takes, TenantTx, UnitOfWork, VendorCalls,
    },
};

/// Passes everything on to a store, but lets commits fail when it is told to. Clones share what they are told.
#[derive(Clone)]
pub struct FaultyStore {
    store: Arc<dyn UnitOfWork>,
    faults: Arc<Faults>,
}

#[derive(Default)]
struct Faults {
    commits: AtomicU32,
    answers: AtomicU32,
}

#[derive(Debug, thiserror::Error)]
#[error("told to fail")]
struct Told;

impl FaultyStore {
    /// A store in front of this one, without faults for now.
    #[must_use]
    pub fn new(store: Arc<dyn UnitOfWork>) -> Self {
        Self { store, faults: Arc::default() }
    }

    /// So many of the next commits keep nothing and answer that the database is unavailable.
    pub fn fail_commits(&self, count: u32) {
        self.faults.commits.store(count, Ordering::SeqCst);
    }

    /// So many of the next commits that are kept answer that the database is unavailable.
    pub fn lose_answers(&self, count: u32) {
        self.faults.answers.store(count, Ordering::SeqCst);
    }

    /// Whether every fault that was asked for has happened.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.faults.commits.load(Ordering::SeqCst) + self.faults.answers.load(Ordering::SeqCst) == 0
    }
}

/// Takes one of the faults that are left.
fn take(left: &AtomicU32) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
}

#[async_trait]
impl UnitOfWork for FaultyStore {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        let tx = self.store.begin(owner).await?;
        Ok(Box::new(FaultyTx { tx, faults: Arc::clone(&self.faults) }))
    }

    async fn begin_once(
        &self,
        owner: UserId,
        key: &IdempotencyKey,
    ) -> Result<Option<Box<dyn TenantTx>>, StoreError> {
        let tx = self.store.begin_once(owner, key).await?;
        Ok(tx.map(|tx| Box::new(FaultyTx { tx, faults: Arc::clone(&self.faults) }) as _))
    }

    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        self.store.begin_read(owner).await
    }
}

struct FaultyTx {
    tx: Box<dyn TenantTx>,
    faults: Arc<Faults>,
}

macro_rules! pass_on {
    ($($name:ident, $repository:ident;)*) => {$(
        fn $name(&mut self) -> Box<dyn $repository + '_> { self.tx.$name() }
    )*};
}

#[async_trait]
impl TenantTx for FaultyTx {
    pass_on! {
        profile, Profile;
        sessions, Sessions;
        second_factors, SecondFactors;
        erasure, Erasure;
        credits, CreditAccounts;
        jobs, Jobs;
        assets, Assets;
        dramas, Dramas;
        episodes, Episodes;
        characters, Characters;
        scenes, Scenes;
        props, Props;
        scripts, Scripts;
        shots, Shots;
        takes, Takes;
        cuts, Cuts;
        productions, Productions;
        events, Events;
        requests, DoneRequests;
        memberships, Memberships;
        audit, AuditLog;
        redemptions, Redemptions;
        quotes, Quotes;
        spending, SpendingBooks;
        ai_configs, AiConfigs;
        vendor_calls, VendorCalls;
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        if take(&self.faults.commits) {
            return Err(StoreError::Unavailable(Told.into()));
        }
        self.tx.commit().await?;
        if take(&self.faults.answers) {
            return Err(StoreError::Unavailable(Told.into()));
        }
        Ok(())
    }
}
