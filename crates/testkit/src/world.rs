//! The whole house in memory: every use case over memory adapters and fake vendors.

use crate::{
    Build, ManualClock, MemoryBlobs, MemoryEventBus, MemoryStore, TestScratch,
    fakes::{
        FakeCamera, FakeCodes, FakeComposer, FakeImages, FakeLabeller, FakeLinks, FakeMeter,
        FakeOneTimeCodes, FakePasswords, FakePostbox, FakeRates, FakeReadings, FakeSecretBox, FakeSecrets,
        FakeText, FakeTokens, FakeVendors, FakeVoices, RecordingDispatcher,
    },
};
use chrono::Duration;
use std::sync::Arc;
use xinggen_application::{Actor, Ended, JobRunner, Operators, Ports, Vendors};
use xinggen_domain::{
    Credits, UserId,
    error::StoreError,
    ledger::Description,
    plan::{Plans, RunningCaps},
    ports::{Clock as _, IdSource, JobQueue as _, LedgerAudit as _, Silent, UnitOfWork as _, Violation},
    rate::Rate,
    session::Session,
    user::{Role, User},
};

/// A house for one test: what the use cases need, and a hand on everything behind it.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use xinggen_application::{ImportStory, Productions, StartProduction, Stories};
/// use xinggen_domain::{drama::{AspectRatio, Style}, production::ProductionState};
/// use xinggen_testkit::TestWorld;
///
/// let world = TestWorld::new().await;
/// let user = world.user(500).await;
/// let story = ImportStory {
///     import_key: None, title: "雨夜".into(), story: "林晚：你回来了？\n".repeat(30),
///     style: Style::Ink, aspect: AspectRatio::Portrait,
/// };
/// let episode = Stories::new(world.ports()).import(user, story).await.unwrap().episodes.remove(0);
/// let start = StartProduction { episode_id: episode.id, auto_approve: true, burn_subtitles: true };
/// let productions = Productions::new(world.ports());
/// let id = productions.start(user, start).await.unwrap();
/// productions.advance(user.user_id, id).await.unwrap();
/// world.work().await;
/// assert_eq!(productions.view(user, id).await.unwrap().unwrap().production.state, ProductionState::Done);
/// # });
/// ```
#[derive(Debug, Clone)]
pub struct TestWorld {
    /// The database.
    pub store: MemoryStore,
    /// Object storage.
    pub blobs: MemoryBlobs,
    /// The time; it stands until it is moved.
    pub clock: ManualClock,
    /// Builds entities, and is where the ids come from.
    pub build: Arc<Build>,
    /// Wakes listeners; every commit that has news tells it.
    pub events: MemoryEventBus,
    /// Issues tokens that anybody could.
    pub tokens: FakeTokens,
    /// Random bits that can be foreseen.
    pub secrets: FakeSecrets,
    /// Makes codes that can be foreseen.
    pub codes: FakeCodes,
    /// What each plan allows: everything, until a test says otherwise.
    pub plans: Plans,
    /// Counts requests, and stories that are read for requests.
    pub requests: FakeRates,
    /// Lets requests have texts read.
    pub readings: FakeReadings,
    /// How often one user may have a story read: as often as they like, until a test says otherwise.
    pub story_rate: Rate,
    /// What was sent.
    pub postbox: FakePostbox,
    /// Seals secrets with keys that anybody knows.
    pub secret_box: FakeSecretBox,
    /// What was dispatched.
    pub dispatcher: RecordingDispatcher,
    /// Writes scripts and storyboards.
    pub text: Arc<FakeText>,
    /// Makes pictures.
    pub images: Arc<FakeImages>,
    /// Speaks.
    pub voices: Arc<FakeVoices>,
    /// Makes clips.
    pub camera: Arc<FakeCamera>,
    /// Composes.
    pub composer: Arc<FakeComposer>,
    /// Vendors behind an address and a key.
    pub connector: Arc<FakeVendors>,
    /// Labels.
    pub labeller: Arc<FakeLabeller>,
}

impl TestWorld {
    /// A house with the first price list and nobody in it.
    #[expect(clippy::expect_used, reason = "a test that cannot be set up has to stop")]
    pub async fn new() -> Self {
        let clock = ManualClock::default();
        let store = MemoryStore::with_clock(&clock);
        let world = Self {
            events: store.event_bus(),
            store,
            blobs: MemoryBlobs::default(),
            clock,
            tokens: FakeTokens::default(),
            secrets: FakeSecrets::default(),
            codes: FakeCodes::default(),
            plans: Plans::default(),
            requests: FakeRates::default(),
            readings: FakeReadings::default(),
            story_rate: Rate::new(0, 1),
            postbox: FakePostbox::default(),
            secret_box: FakeSecretBox::default(),
            build: Arc::default(),
            dispatcher: RecordingDispatcher::default(),
            text: Arc::default(),
            images: Arc::default(),
            voices: Arc::default(),
            camera: Arc::default(),
            composer: Arc::default(),
            labeller: Arc::default(),
            connector: Arc::default(),
        };
        Operators::new(world.ports()).seed_prices().await.expect("the memory store takes prices");
        world
    }

    /// Every port, as the use cases take them.
    #[must_use]
    pub fn ports(&self) -> Ports {
        Ports {
            store: Arc::new(self.store.clone()),
            accounts: Arc::new(self.store.clone()),
            sessions: Arc::new(self.store.clone()),
            api_keys: Arc::new(self.store.clone()),
            second_factors: Arc::new(self.store.clone()),
            tickets: Arc::new(self.store.clone()),
            verifications: Arc::new(self.store.clone()),
            codes: Arc::new(self.codes.clone()),
            rates: Arc::new(self.store.clone()),
            requests: Arc::new(self.requests.clone()),
            plans: self.plans,
            plan_book: Arc::new(self.store.clone()),
            readings: Arc::new(self.readings.clone()),
            story_rate: self.story_rate,
            postbox: Arc::new(self.postbox.clone()),
            meter: Arc::new(FakeMeter),
            passwords: Arc::new(FakePasswords),
            tokens: Arc::new(self.tokens.clone()),
            secrets: Arc::new(self.secrets.clone()),
            links: Arc::new(FakeLinks),
            one_time: Arc::new(FakeOneTimeCodes),
            secret_box: Arc::new(self.secret_box.clone()),
            queue: Arc::new(self.store.clone()),
            all_jobs: Arc::new(self.store.clone()),
            prices: Arc::new(self.store.clone()),
            batches: Arc::new(self.store.clone()),
            audit: Arc::new(self.store.clone()),
            expiry: Arc::new(self.store.clone()),
            housekeeping: Arc::new(self.store.clone()),
            blobs: Arc::new(self.blobs.clone()),
            scratch: Arc::new(TestScratch),
            dispatcher: Arc::new(self.dispatcher.clone()),
            events: Arc::new(self.events.clone()),
            clock: Arc::new(self.clock.clone()),
            ids: Arc::new(WorldIds(Arc::clone(&self.build))),
            platform_ai_configs: Arc::new(self.store.clone()),
            connector: Arc::clone(&self.connector) as _,
            vendors: self.vendors(),
        }
    }

    fn vendors(&self) -> Vendors {
        Vendors {
            divider: Arc::clone(&self.text) as _,
            text: Arc::clone(&self.text) as _,
            image: Arc::clone(&self.images) as _,
            speech: Arc::clone(&self.voices) as _,
            video: Arc::clone(&self.camera) as _,
            composer: Arc::clone(&self.composer) as _,
            labeller: Arc::clone(&self.labeller) as _,
            producer: Some("Xinggen".to_owned()),
        }
    }

    /// A user with so many credits.
    #[expect(clippy::expect_used, reason = "a test that cannot be set up has to stop")]
    pub async fn user(&self, credits: i64) -> Actor {
        let user = User { role: Role::User, ..self.build.user() };
        let id = user.id;
        let mut tx = self.store.begin(id).await.expect("the memory store begins");
        tx.profile().open(user, None).await.expect("the e-mail is new");
        tx.commit().await.expect("the memory store commits");
        self.top_up(id, credits).await;
        Actor::new(id, Role::User)
    }

    /// Adds a session of its user, as if it had been opened by a login.
    #[expect(clippy::expect_used, reason = "a test that cannot be set up has to stop")]
    pub async fn add_session(&self, session: Session) {
        let mut tx = self.store.begin(session.user_id).await.expect("the memory store begins");
        tx.sessions().add(session).await.expect("the user is there");
        tx.commit().await.expect("the memory store commits");
    }

    /// Gives a user more credits (or, below zero, takes some away).
    #[expect(clippy::expect_used, reason = "a test that cannot be set up has to stop")]
    pub async fn top_up(&self, user: UserId, credits: i64) {
        let mut tx = self.store.begin(user).await.expect("the memory store begins");
        let mut ledger = tx.credits().lock().await.expect("the user is there");
        let (amount, now) = (Credits::new(credits), self.clock.now());
        let adjusted = ledger.adjust(amount, Description::Plain, Some(user), now, self.build.ids());
        adjusted.expect("there is enough to take");
        tx.credits().save(&mut ledger).await.expect("the memory store saves");
        tx.commit().await.expect("the memory store commits");
    }

    /// Does what workers do until no job can be claimed, moving the clock over the waits before further attempts.
    /// Returns how the jobs ended, in order.
    pub async fn work(&self) -> Vec<Ended> {
        let mut ended = self.work_once().await;
        for _ in 0..8 {
            self.clock.advance(Duration::minutes(10));
            let more = self.work_once().await;
            if more.is_empty() {
                break;
            }
            ended.extend(more);
        }
        ended
    }

    /// Does what can be claimed now and what follows from it, one job after the other.
    #[expect(clippy::expect_used, reason = "the memory store does not fail by itself")]
    pub async fn work_once(&self) -> Vec<Ended> {
        let runner = JobRunner::new(self.ports());
        let mut ended = Vec::new();
        loop {
            let now = self.clock.now();
            let token = self.build.id();
            let (caps, until) = (RunningCaps::NONE, now + Duration::minutes(1));
            let beside = self.store.claim(&[token], caps, now, until).await;
            let claimed = match beside.expect("the memory store claims").pop() {
                Some(claimed) => Some(claimed),
                None => self.store.claim_alone(token, caps, now, until).await.expect("the same"),
            };
            let Some(claimed) = claimed else { return ended };
            ended.push(runner.run(&claimed, &Silent).await.expect("the memory store records"));
            runner.follow_up(&claimed).await;
        }
    }

    /// Every broken invariant of the ledger.
    ///
    /// # Errors
    /// The memory store does not fail by itself.
    pub async fn audit(&self) -> Result<Vec<Violation>, StoreError> {
        self.store.check().await
    }
}

/// The ids of a world come from its builder, so that built and made entities never clash.
struct WorldIds(Arc<Build>);

impl IdSource for WorldIds {
    fn next(&self) -> uuid::Uuid {
        self.0.ids().next()
    }
}
