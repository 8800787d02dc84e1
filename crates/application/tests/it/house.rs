//! A house with one story in it.

use xinggen_application::{
    AccountsSettings, Actor, CreditBooks, EventStream, GenerationOrder, Generations, ImportStory,
    ImportedStory, JobDesk, ProductionView, Productions, Quotes, Registration, RequestGenerationError,
    RequestedJob, SignUp, StartProduction, StatementEntry, Stories, Throttles, load_episode,
};
use xinggen_domain::{
    Credits, EpisodeId, JobId, ProductionId,
    drama::{AspectRatio, Style},
    idempotency::IdempotencyKey,
    job::{ClaimedJob, Job, JobState, Operation},
    ledger::CreditTransaction,
    plan::RunningCaps,
    ports::{Clock as _, JobFilter, JobQueue as _, Page, UnitOfWork as _},
    production::{EpisodeState, ProductionState},
    provenance::Digest,
    take::Target,
};
use xinggen_testkit::TestWorld;

/// Eight lines of two speakers, and narration.
pub(crate) fn story() -> String {
    let mut rows = vec!["雪下了一夜，老街上没有一个人，只有一盏灯还亮着，灯下放着一只【怀表】。".to_owned()];
    for at in 1..=8 {
        let name = if at % 2 == 0 { "陈默" } else { "林晚" };
        rows.push(format!("{name}：这是第{at}句话，说给雪夜里还没有睡的人听，请你记住它。"));
    }
    rows.join("\n")
}

/// How accounts are opened.
pub(crate) fn settings(registration: Registration) -> AccountsSettings {
    let sign_up = SignUp { bonus: Credits::new(500), bonus_days: Some(30) };
    let throttles = Throttles::default();
    AccountsSettings { sign_up, registration, admins_need_second_factor: false, throttles }
}

/// A client's key, sent with the same request each time.
pub(crate) fn key(text: &str) -> IdempotencyKey {
    key_for(text, "{}")
}

/// A client's key, sent with this request.
pub(crate) fn key_for(text: &str, body: &str) -> IdempotencyKey {
    let request = Digest::of(body.as_bytes());
    IdempotencyKey { operation: "create_test".to_owned(), key: text.to_owned(), request }
}

pub(crate) struct House {
    pub(crate) world: TestWorld,
    pub(crate) user: Actor,
    pub(crate) productions: Productions,
}

impl House {
    pub(crate) async fn with_credits(credits: i64) -> Self {
        let world = TestWorld::new().await;
        let user = world.user(credits).await;
        Self::of(world, user)
    }

    /// Somebody's house in a world that is there.
    pub(crate) fn of(world: TestWorld, user: Actor) -> Self {
        let productions = Productions::new(world.ports());
        Self { world, user, productions }
    }

    pub(crate) async fn import(&self, story: String) -> ImportedStory {
        let import = ImportStory {
            import_key: Some("story".to_owned()),
            title: "雪夜".to_owned(),
            story,
            style: Style::Ink,
            aspect: AspectRatio::Portrait,
        };
        Stories::new(self.world.ports()).import(self.user, import).await.expect("imported")
    }

    pub(crate) async fn episode(&self, story: String) -> EpisodeId {
        self.import(story).await.episodes[0].id
    }

    pub(crate) async fn start(&self, episode_id: EpisodeId, auto_approve: bool) -> ProductionId {
        let start = StartProduction { episode_id, auto_approve, burn_subtitles: true };
        let id = self.productions.start(self.user, start).await.expect("started");
        self.productions.advance(self.user.user_id, id).await.expect("advanced");
        id
    }

    /// Starts a production and lets the workers end it.
    pub(crate) async fn produce(&self, story: String) -> ProductionView {
        let id = self.start(self.episode(story).await, true).await;
        self.world.work().await;
        let view = self.view(id).await;
        assert_eq!(view.production.state, ProductionState::Done, "{}", view.production.message);
        view
    }

    pub(crate) async fn view(&self, id: ProductionId) -> ProductionView {
        self.productions.view(self.user, id).await.expect("read").expect("there")
    }

    pub(crate) async fn state(&self, id: ProductionId) -> ProductionState {
        self.view(id).await.production.state
    }

    pub(crate) async fn statement(&self) -> Vec<CreditTransaction> {
        self.stated().await.into_iter().map(|stated| stated.entry).collect()
    }

    /// The statement with the names of what it speaks of.
    pub(crate) async fn stated(&self) -> Vec<StatementEntry> {
        CreditBooks::new(self.world.ports()).statement(self.user, 0, 1000).await.expect("read")
    }

    /// What was spent so far.
    pub(crate) async fn spent(&self) -> Credits {
        let charges = self.statement().await.into_iter().filter(|entry| entry.job_id.is_some());
        -charges.map(|entry| entry.amount).sum::<Credits>()
    }

    pub(crate) fn desk(&self) -> JobDesk {
        JobDesk::new(self.world.ports())
    }

    pub(crate) fn quotes(&self) -> Quotes {
        Quotes::new(self.world.ports())
    }

    pub(crate) fn generations(&self) -> Generations {
        Generations::new(self.world.ports())
    }

    /// Asks for something under a key of its own.
    pub(crate) async fn ask(
        &self,
        operation: Operation,
        target: Target,
    ) -> Result<RequestedJob, RequestGenerationError> {
        let order = GenerationOrder { operation, target };
        self.generations()
            .request(self.user, order, key(&format!("{}", self.world.build.id::<JobId>())))
            .await
    }

    /// Asks for something and lets the workers make it.
    pub(crate) async fn make(&self, operation: Operation, target: Target) -> Job {
        let job = self.ask(operation, target).await.expect("ordered").job;
        self.world.work().await;
        let job = self.job(job.id).await;
        assert_eq!(job.state, JobState::Succeeded, "{operation} of {target:?}: {:?}", job.error);
        job
    }

    pub(crate) async fn job(&self, id: JobId) -> Job {
        self.desk().get(self.user, id).await.expect("read").expect("there")
    }

    pub(crate) async fn jobs(&self) -> Vec<Job> {
        let page = Page { limit: 1000, after: None };
        self.desk().list(self.user, JobFilter::default(), page).await.expect("read")
    }

    /// The episode as it stands.
    pub(crate) async fn look(&self, episode: EpisodeId) -> EpisodeState {
        let mut tx = self.world.store.begin_read(self.user.user_id).await.expect("begun");
        load_episode(&mut *tx, episode).await.expect("read").expect("there")
    }

    /// What changes with every write that matters: events, entries of the statement, jobs, and what can be spent.
    pub(crate) async fn trace(&self) -> (i64, usize, usize, Credits) {
        let events = EventStream::new(self.world.ports()).bounds(self.user).await.expect("read").last;
        let (entries, jobs) = (self.statement().await.len(), self.jobs().await.len());
        (events, entries, jobs, self.available().await)
    }

    pub(crate) async fn available(&self) -> Credits {
        CreditBooks::new(self.world.ports()).available(self.user).await.expect("read")
    }

    pub(crate) async fn held(&self) -> Credits {
        CreditBooks::new(self.world.ports()).view(self.user).await.expect("read").account().held
    }

    /// Claims a job for a worker that does not begin yet; one that runs alone when there is no other.
    pub(crate) async fn claim(&self) -> ClaimedJob {
        let (now, token) = (self.world.clock.now(), self.world.build.id());
        let (caps, until) = (RunningCaps::each(4), now + chrono::Duration::minutes(1));
        let beside = self.world.store.claim(&[token], caps, now, until).await.expect("claimed").pop();
        match beside {
            Some(claimed) => claimed,
            None => {
                let alone = self.world.store.claim_alone(token, caps, now, until).await;
                alone.expect("claimed").expect("a job")
            }
        }
    }

    /// Nothing is held, and every invariant of the ledger holds.
    pub(crate) async fn check_settled(&self) {
        let ledger = CreditBooks::new(self.world.ports()).view(self.user).await.expect("read");
        assert_eq!(ledger.account().held, Credits::ZERO, "something is still held");
        assert_eq!(self.world.audit().await.expect("read"), vec![]);
    }
}
