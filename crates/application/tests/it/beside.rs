//! What others commit between two reads of one transaction, as databases allow it that show each statement the newest.

use crate::{
    ai_configs::pictures,
    house::{House, key, story},
};
use async_trait::async_trait;
use chrono::Duration;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use xinggen_application::{AiConfigs, GenerationOrder, Generations, Ports, Productions, StartProduction};
use xinggen_domain::{
    AiConfigId, Credits, EpisodeId, UserId,
    ai_config::{AiConfig, Offer},
    error::StoreError,
    idempotency::IdempotencyKey,
    job::{Job, Operation},
    ports::{self, Clock, Page, TenantTx, UnitOfWork},
    production::ProductionState,
    take::Target,
    time::Timestamp,
    vendor::ServiceKind,
};
use xinggen_testkit::ManualClock;

/// A store of which a neighbouring session deletes the configurations as soon as a transaction has read them once.
struct Vanishing(Arc<dyn UnitOfWork>);

struct VanishingTx {
    tx: Box<dyn TenantTx>,
    read: AtomicBool,
}

struct VanishingConfigs<'a> {
    configs: Box<dyn ports::AiConfigs + 'a>,
    read: &'a AtomicBool,
}

fn vanishing(tx: Box<dyn TenantTx>) -> Box<dyn TenantTx> {
    Box::new(VanishingTx { tx, read: AtomicBool::new(false) })
}

#[async_trait]
impl UnitOfWork for Vanishing {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        self.0.begin(owner).await.map(vanishing)
    }
    async fn begin_once(
        &self,
        owner: UserId,
        key: &IdempotencyKey,
    ) -> Result<Option<Box<dyn TenantTx>>, StoreError> {
        Ok(self.0.begin_once(owner, key).await?.map(vanishing))
    }
    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        self.0.begin_read(owner).await.map(vanishing)
    }
}

macro_rules! pass_on {
    ($($name:ident, $repository:ident;)*) => {$(
        fn $name(&mut self) -> Box<dyn ports::$repository + '_> { self.tx.$name() }
    )*};
}

#[async_trait]
impl TenantTx for VanishingTx {
    fn ai_configs(&mut self) -> Box<dyn ports::AiConfigs + '_> {
        Box::new(VanishingConfigs { configs: self.tx.ai_configs(), read: &self.read })
    }

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
        spending, SpendingBooks;
        quotes, Quotes;
        requests, DoneRequests;
        memberships, Memberships;
        audit, AuditLog;
        redemptions, Redemptions;
        vendor_calls, VendorCalls;
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.tx.commit().await
    }
}

#[async_trait]
impl ports::AiConfigs for VanishingConfigs<'_> {
    async fn add(&mut self, config: AiConfig) -> Result<(), StoreError> {
        self.configs.add(config).await
    }
    async fn get(&mut self, id: AiConfigId) -> Result<Option<AiConfig>, StoreError> {
        self.configs.get(id).await
    }
    async fn list(&mut self, page: Page<AiConfigId>) -> Result<Vec<AiConfig>, StoreError> {
        self.configs.list(page).await
    }
    async fn save(&mut self, config: &mut AiConfig) -> Result<(), StoreError> {
        self.configs.save(config).await
    }
    async fn delete(&mut self, id: AiConfigId, version: i64) -> Result<bool, StoreError> {
        self.configs.delete(id, version).await
    }
    async fn active(&mut self, kind: ServiceKind) -> Result<Vec<Offer>, StoreError> {
        if self.read.swap(true, Ordering::SeqCst) {
            return Ok(Vec::new());
        }
        self.configs.active(kind).await
    }
    async fn offered(&mut self, kind: ServiceKind) -> Result<Vec<Offer>, StoreError> {
        self.configs.offered(kind).await
    }
}

/// A clock on which time goes by from one look to the next.
struct Ticking(ManualClock);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        self.0.advance(Duration::milliseconds(100));
        self.0.now()
    }
}

impl House {
    /// An episode whose pictures come next.
    async fn drawn_next(&self) -> EpisodeId {
        let episode = self.episode(story()).await;
        self.make(Operation::Script, Target::Episode(episode)).await;
        self.make(Operation::Storyboard, Target::Episode(episode)).await;
        episode
    }

    /// The same ports, beside a session that deletes configurations.
    fn vanishing(&self) -> Ports {
        let ports = self.world.ports();
        Ports { store: Arc::new(Vanishing(Arc::clone(&ports.store))), ..ports }
    }

    async fn own(&self) -> AiConfigId {
        AiConfigs::new(self.world.ports()).create(self.user, pictures("我的")).await.expect("made").id
    }

    async fn pictures(&self) -> Vec<Job> {
        let jobs = self.jobs().await;
        let pictures: Vec<Job> = jobs.into_iter().filter(|job| job.operation == Operation::Image).collect();
        assert!(!pictures.is_empty(), "pictures come next");
        pictures
    }
}

const fn whole(episode_id: EpisodeId) -> StartProduction {
    StartProduction { episode_id, auto_approve: true, burn_subtitles: true }
}

#[tokio::test]
async fn pictures_are_held_by_what_was_checked() {
    let house = House::with_credits(2000).await;
    let (episode, own) = (house.drawn_next().await, house.own().await);
    let quote = house.quotes().keep_production(house.user, episode, true).await.expect("quoted").id;
    let productions = Productions::new(house.vanishing());
    let started = productions.request_quoted(house.user, whole(episode), quote, key("a")).await;
    let started = started.expect("as it was quoted").production;
    assert_eq!(started.state, ProductionState::Running, "{}", started.message);
    for job in house.pictures().await {
        assert_eq!(job.engine.and_then(|engine| engine.config), Some(own));
        let hold = house.desk().hold_of(house.user, job.id).await.expect("read");
        assert_eq!(hold, None, "the own key costs nothing");
    }
}

#[tokio::test]
async fn one_picture_is_held_by_what_was_checked() {
    let house = House::with_credits(2000).await;
    let (episode, own) = (house.drawn_next().await, house.own().await);
    let scene = house.look(episode).await.scenes[0].id;
    let order = GenerationOrder { operation: Operation::Image, target: Target::Scene(scene) };
    let quote = house.quotes().keep_generation(house.user, episode, order).await.expect("quoted").id;
    let generations = Generations::new(house.vanishing());
    let asked = generations.request_quoted(house.user, order, quote, key("a")).await.expect("as quoted");
    assert_eq!((asked.job.engine.and_then(|engine| engine.config), asked.quoted), (Some(own), Credits::ZERO));
}

#[tokio::test]
async fn what_is_approved_is_compared_by_one_look() {
    let house = House::with_credits(2000).await;
    house.own().await;
    let id = house.start(house.drawn_next().await, false).await;
    assert_eq!(house.state(id).await, ProductionState::AwaitingApproval);
    Productions::new(house.vanishing()).approve(house.user, id).await.expect("what it waits with");
    assert_eq!(house.state(id).await, ProductionState::Running);
}

#[tokio::test]
async fn a_price_that_begins_meanwhile_is_not_held() {
    let house = House::with_credits(2000).await;
    let episode = house.drawn_next().await;
    let quote = house.quotes().keep_production(house.user, episode, true).await.expect("quoted");
    let clock = house.world.clock.clone();
    let soon = clock.now() + Duration::milliseconds(250);
    let dear = house.reprice(Operation::Image, 6, Some(soon)).await.expect("added");
    let ports = Ports { clock: Arc::new(Ticking(clock)), ..house.world.ports() };
    let productions = Productions::new(ports);
    let started = productions.request_quoted(house.user, whole(episode), quote.id, key("a")).await;
    assert_eq!(started.expect("as it was quoted").production.state, ProductionState::Running);
    for job in house.pictures().await {
        let hold = house.desk().hold_of(house.user, job.id).await.expect("read").expect("a hold");
        assert_ne!(hold.price_id, dear.id);
    }
}
