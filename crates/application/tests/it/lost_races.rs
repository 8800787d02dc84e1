//! A change between reading and writing, as databases allow it whose transactions run side by side.

use crate::{
    house::{House, story},
    studio::Studio,
};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_application::{DramaChange, Dramas, Ports, RestoreDramaError, TrashDramaError, UpdateError};
use xinggen_domain::{
    DramaId, UserId,
    drama::{Drama, Style},
    error::StoreError,
    job::JobState,
    ports::{self, Page, TenantTx, UnitOfWork},
};

/// A store whose writing transactions have read this drama before somebody else changed it.
struct Late {
    store: Arc<dyn UnitOfWork>,
    read: Drama,
}

struct LateTx {
    tx: Box<dyn TenantTx>,
    read: Drama,
}

struct LateDramas<'a> {
    dramas: Box<dyn ports::Dramas + 'a>,
    read: Drama,
}

#[async_trait]
impl UnitOfWork for Late {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        Ok(Box::new(LateTx { tx: self.store.begin(owner).await?, read: self.read.clone() }))
    }

    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        self.store.begin_read(owner).await
    }
}

macro_rules! pass_on {
    ($($name:ident, $repository:ident;)*) => {$(
        fn $name(&mut self) -> Box<dyn ports::$repository + '_> { self.tx.$name() }
    )*};
}

#[async_trait]
impl TenantTx for LateTx {
    fn dramas(&mut self) -> Box<dyn ports::Dramas + '_> {
        Box::new(LateDramas { dramas: self.tx.dramas(), read: self.read.clone() })
    }

    pass_on! {
        profile, Profile;
        credits, CreditAccounts;
        jobs, Jobs;
        assets, Assets;
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
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.tx.commit().await
    }
}

#[async_trait]
impl ports::Dramas for LateDramas<'_> {
    async fn add(&mut self, drama: Drama) -> Result<(), StoreError> {
        self.dramas.add(drama).await
    }
    async fn get(&mut self, _: DramaId) -> Result<Option<Drama>, StoreError> {
        Ok(Some(self.read.clone()))
    }
    async fn get_trashed(&mut self, _: DramaId) -> Result<Option<Drama>, StoreError> {
        Ok(Some(self.read.clone()))
    }
    async fn find_imported(&mut self, import_key: &str) -> Result<Option<Drama>, StoreError> {
        self.dramas.find_imported(import_key).await
    }
    async fn save(&mut self, drama: &mut Drama) -> Result<(), StoreError> {
        self.dramas.save(drama).await
    }
    async fn list(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>, StoreError> {
        self.dramas.list(page).await
    }
    async fn list_trashed(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>, StoreError> {
        self.dramas.list_trashed(page).await
    }
    async fn purge(&mut self, id: DramaId) -> Result<(), StoreError> {
        self.dramas.purge(id).await
    }
}

/// The use cases of somebody who read the drama like this.
fn late(ports: Ports, read: &Drama) -> Dramas {
    let store = Late { store: Arc::clone(&ports.store), read: read.clone() };
    Dramas::new(Ports { store: Arc::new(store), ..ports })
}

fn noir() -> DramaChange {
    DramaChange { style: Some(Style::Noir), ..DramaChange::default() }
}

#[tokio::test]
async fn whoever_is_late_sees_what_the_other_one_did() {
    let studio = Studio::new().await;
    let (user, id) = (studio.user, studio.drama.id);
    let dramas = Dramas::new(studio.world.ports());
    let late = late(studio.world.ports(), &studio.drama);
    let first = dramas.update_drama(user, id, Some(1), noir()).await.expect("changed");
    let urban = DramaChange { style: Some(Style::Urban), ..DramaChange::default() };
    for expected in [Some(1), None] {
        match late.update_drama(user, id, expected, urban.clone()).await {
            Err(UpdateError::Stale { current }) => assert_eq!(*current, first),
            other => panic!("{other:?}"),
        }
    }
    dramas.trash_drama(user, id, None).await.expect("trashed");
    let gone = late.update_drama(user, id, Some(1), urban).await;
    assert!(matches!(gone, Err(UpdateError::NotFound)), "{gone:?}");
    let restored = dramas.restore_drama(user, id).await.expect("restored");
    let trashed = Drama { deleted_at: Some(restored.updated_at), version: 3, ..restored };
    let again = self::late(studio.world.ports(), &trashed).restore_drama(user, id).await;
    assert!(matches!(again, Err(RestoreDramaError::NotFound)), "{again:?}");
}

#[tokio::test]
async fn a_late_deletion_cancels_nothing() {
    let house = House::with_credits(2000).await;
    let imported = house.import(story()).await;
    let production = house.start(imported.episodes[0].id, true).await;
    let held = house.view(production).await;
    let (user, id) = (house.user, imported.drama.id);
    let changed =
        Dramas::new(house.world.ports()).update_drama(user, id, None, noir()).await.expect("changed");
    match late(house.world.ports(), &imported.drama).trash_drama(user, id, Some(1)).await {
        Err(TrashDramaError::Stale { current }) => assert_eq!(*current, changed),
        other => panic!("{other:?}"),
    }
    let after = house.view(production).await;
    assert_eq!(after.jobs, held.jobs);
    assert!(after.jobs.iter().any(|job| job.state == JobState::Queued));
    assert_eq!(house.world.audit().await.expect("read"), []);
}
