//! A change between reading and writing, as databases allow it whose transactions run side by side.

use crate::{
    house::{House, story},
    studio::Studio,
};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_application::{
    Cast, DeleteElementError, DramaChange, Dramas, Ports, PropChange, RestoreDramaError, TrashDramaError,
    UpdateError,
};
use xinggen_domain::{
    DramaId, PropId, UserId,
    drama::{Drama, Style},
    error::StoreError,
    idempotency::IdempotencyKey,
    job::JobState,
    ports::{self, Page, TenantTx, UnitOfWork},
    scene::Prop,
};

/// What somebody has read.
#[derive(Clone)]
struct Read {
    drama: Drama,
    prop: Option<Prop>,
}

/// A store whose writing transactions have read this before somebody else changed it.
struct Late {
    store: Arc<dyn UnitOfWork>,
    read: Read,
}

struct LateTx {
    tx: Box<dyn TenantTx>,
    read: Read,
}

struct LateDramas<'a> {
    dramas: Box<dyn ports::Dramas + 'a>,
    read: Drama,
}

struct LateProps<'a> {
    props: Box<dyn ports::Props + 'a>,
    read: Option<Prop>,
}

#[async_trait]
impl UnitOfWork for Late {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        Ok(Box::new(LateTx { tx: self.store.begin(owner).await?, read: self.read.clone() }))
    }

    async fn begin_once(
        &self,
        owner: UserId,
        key: &IdempotencyKey,
    ) -> Result<Option<Box<dyn TenantTx>>, StoreError> {
        self.store.begin_once(owner, key).await
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
        Box::new(LateDramas { dramas: self.tx.dramas(), read: self.read.drama.clone() })
    }

    fn props(&mut self) -> Box<dyn ports::Props + '_> {
        Box::new(LateProps { props: self.tx.props(), read: self.read.prop.clone() })
    }

    pass_on! {
        profile, Profile;
        sessions, Sessions;
        second_factors, SecondFactors;
        erasure, Erasure;
        credits, CreditAccounts;
        jobs, Jobs;
        assets, Assets;
        episodes, Episodes;
        characters, Characters;
        scenes, Scenes;
        scripts, Scripts;
        shots, Shots;
        takes, Takes;
        cuts, Cuts;
        productions, Productions;
        events, Events;
        spending, SpendingBooks;
        quotes, Quotes;
        requests, DoneRequests;
        memberships, Memberships;
        audit, AuditLog;
        redemptions, Redemptions;
        ai_configs, AiConfigs;
        vendor_calls, VendorCalls;
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
    async fn count(&mut self) -> Result<u64, StoreError> {
        self.dramas.count().await
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

#[async_trait]
impl ports::Props for LateProps<'_> {
    async fn add(&mut self, prop: Prop) -> Result<(), StoreError> {
        self.props.add(prop).await
    }
    async fn delete(&mut self, id: PropId) -> Result<bool, StoreError> {
        self.props.delete(id).await
    }
    async fn get(&mut self, _: PropId) -> Result<Option<Prop>, StoreError> {
        Ok(self.read.clone())
    }
    async fn save(&mut self, prop: &mut Prop) -> Result<(), StoreError> {
        self.props.save(prop).await
    }
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Prop>, StoreError> {
        self.props.of_drama(drama).await
    }
    async fn count(&mut self, drama: DramaId) -> Result<u64, StoreError> {
        self.props.count(drama).await
    }
}

/// The ports of somebody who read this.
fn late(ports: Ports, drama: &Drama, prop: Option<&Prop>) -> Ports {
    let read = Read { drama: drama.clone(), prop: prop.cloned() };
    let store = Late { store: Arc::clone(&ports.store), read };
    Ports { store: Arc::new(store), ..ports }
}

fn noir() -> DramaChange {
    DramaChange { style: Some(Style::Noir), ..DramaChange::default() }
}

#[tokio::test]
async fn whoever_is_late_sees_what_the_other_one_did() {
    let studio = Studio::new().await;
    let (user, id) = (studio.user, studio.drama.id);
    let dramas = Dramas::new(studio.world.ports());
    let late = Dramas::new(self::late(studio.world.ports(), &studio.drama, None));
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
    let again = Dramas::new(self::late(studio.world.ports(), &trashed, None)).restore_drama(user, id).await;
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
    let late = Dramas::new(late(house.world.ports(), &imported.drama, None));
    match late.trash_drama(user, id, Some(1)).await {
        Err(TrashDramaError::Stale { current }) => assert_eq!(*current, changed),
        other => panic!("{other:?}"),
    }
    let after = house.view(production).await;
    assert_eq!(after.jobs, held.jobs);
    assert!(after.jobs.iter().any(|job| job.state == JobState::Queued));
    assert_eq!(house.world.audit().await.expect("read"), []);
}

#[tokio::test]
async fn a_late_deletion_deletes_nothing_that_was_changed() {
    let studio = Studio::new().await;
    let (user, id) = (studio.user, studio.watch.id);
    let cast = Cast::new(studio.world.ports());
    let name = PropChange { name: Some("金表".to_owned()), ..PropChange::default() };
    let changed = cast.update_prop(user, id, None, name).await.expect("changed");
    let late = Cast::new(late(studio.world.ports(), &studio.drama, Some(&studio.watch)));
    match late.delete_prop(user, id, Some(1)).await {
        Err(DeleteElementError::Stale { current }) => assert_eq!(*current, changed),
        other => panic!("{other:?}"),
    }
    assert_eq!(cast.get_prop(user, id).await.expect("read"), Some(changed));
    late.delete_prop(user, id, None).await.expect("whichever version");
    assert_eq!(cast.get_prop(user, id).await.expect("read"), None);
}
