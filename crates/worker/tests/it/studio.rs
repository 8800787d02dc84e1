//! A house whose image model waits until it is let go, and counts how many pictures it draws at once.

use async_trait::async_trait;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::Semaphore,
    time::{Instant, sleep},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use xinggen_application::{Actor, GenerationOrder, Generations, JobDesk, Ports, Vendors};
use xinggen_domain::{
    DramaId, JobId,
    error::{VendorError, VendorErrorClass},
    idempotency::IdempotencyKey,
    job::{Job, JobState, Operation},
    ports::{
        GeneratedImage, ImageModel, ImageRequest, ImageSubject, JobFilter, Page, Progress, ReferenceSupport,
        UnitOfWork as _, VendorConnector,
    },
    provenance::{Digest, ModelRef},
    take::Target,
    vendor::{AddressFault, ServiceKind, TrialError, VendorAccess},
};
use xinggen_testkit::{MemoryJobSignal, TestWorld, fakes::FakeImages};
use xinggen_worker::{Worker, WorkerSettings};

/// Draws when it is let go.
pub(crate) struct WaitingImages {
    drawn: FakeImages,
    go: Semaphore,
    /// How many are being drawn, by the first letter of the name: whose they are.
    drawing: Mutex<BTreeMap<char, usize>>,
}

impl WaitingImages {
    pub(crate) fn let_go(&self, pictures: usize) {
        self.go.add_permits(pictures);
    }

    /// How many were drawn.
    pub(crate) fn drawn(&self) -> usize {
        self.drawn.calls.count()
    }

    /// The next picture that is let go is refused.
    pub(crate) fn refuse_next(&self) {
        self.drawn.calls.fail_next(VendorError::new(VendorErrorClass::Moderation, "不合规"));
    }

    pub(crate) fn drawing(&self) -> BTreeMap<char, usize> {
        self.drawing.lock().expect("nobody panics holding it").clone()
    }
}

#[async_trait]
impl ImageModel for WaitingImages {
    fn model(&self) -> ModelRef {
        self.drawn.model()
    }

    fn references(&self) -> ReferenceSupport {
        ReferenceSupport::NotNeeded
    }

    async fn draw(
        &self,
        request: &ImageRequest,
        progress: &dyn Progress,
    ) -> Result<GeneratedImage, VendorError> {
        let ImageSubject::Character(person) = &request.subject else { panic!("only people are drawn here") };
        let whose = person.name.chars().next().expect("a name");
        *self.drawing.lock().expect("nobody panics holding it").entry(whose).or_default() += 1;
        self.go.acquire().await.expect("never closed").forget();
        let drawn = self.drawn.draw(request, progress).await;
        *self.drawing.lock().expect("nobody panics holding it").entry(whose).or_default() -= 1;
        drawn
    }
}

/// A vendor behind an address and a key that draws when it is let go.
struct WaitingVendor(Arc<WaitingImages>);

#[async_trait]
impl VendorConnector for WaitingVendor {
    fn kinds(&self) -> &'static [ServiceKind] {
        &[ServiceKind::Image]
    }

    fn check_address(&self, _base_url: &str) -> Result<(), AddressFault> {
        Ok(())
    }

    async fn test(&self, _access: &VendorAccess) -> Result<(), TrialError> {
        Ok(())
    }

    fn references(&self, _model: &ModelRef) -> ReferenceSupport {
        ReferenceSupport::NotNeeded
    }

    fn images(&self, _access: VendorAccess) -> Arc<dyn ImageModel> {
        self.0.clone()
    }
}

pub(crate) struct Studio {
    pub(crate) world: TestWorld,
    pub(crate) images: Arc<WaitingImages>,
    pub(crate) ports: Ports,
    signal: MemoryJobSignal,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Studio {
    pub(crate) async fn new() -> Self {
        let world = TestWorld::new().await;
        let images = Arc::new(WaitingImages {
            drawn: FakeImages::default(),
            go: Semaphore::new(0),
            drawing: Mutex::default(),
        });
        let signal = MemoryJobSignal::default();
        let ports = world.ports();
        let vendors = Vendors { image: images.clone(), ..ports.vendors.clone() };
        let connector = Arc::new(WaitingVendor(images.clone()));
        let ports = Ports { vendors, connector, dispatcher: Arc::new(signal.clone()), ..ports };
        Self { world, images, ports, signal, tasks: TaskTracker::new(), stop: CancellationToken::new() }
    }

    /// A drama in which somebody asks for so many pictures of people whose names begin with this.
    pub(crate) async fn ask(&self, actor: Actor, name: char, pictures: usize) -> DramaId {
        let drama = self.world.build.drama();
        let mut cast = Vec::new();
        let mut tx = self.world.store.begin(actor.user_id).await.expect("begun");
        tx.dramas().add(drama.clone()).await.expect("added");
        for at in 0..pictures {
            let character = self.world.build.character(&drama, &format!("{name}{at}"));
            cast.push(character.id);
            tx.characters().add(character).await.expect("added");
        }
        tx.commit().await.expect("committed");
        for character in cast {
            let order = GenerationOrder { operation: Operation::Image, target: Target::Character(character) };
            let request = Digest::of(b"{}");
            let (operation, key) = ("test".to_owned(), character.to_string());
            let key = IdempotencyKey { operation, key, request };
            Generations::new(self.ports.clone()).request(actor, order, key).await.expect("ordered");
        }
        drama.id
    }

    /// As if processes had died of these jobs.
    pub(crate) async fn count_deaths(&self, actor: Actor, jobs: &[JobId]) {
        let mut tx = self.world.store.begin(actor.user_id).await.expect("begun");
        for id in jobs {
            let mut job = tx.jobs().lock(*id).await.expect("read").expect("there");
            job.deaths = 1;
            tx.jobs().save(&job).await.expect("saved");
        }
        tx.commit().await.expect("committed");
    }

    pub(crate) async fn job(&self, actor: Actor, id: JobId) -> Job {
        JobDesk::new(self.ports.clone()).get(actor, id).await.expect("read").expect("there")
    }

    pub(crate) fn work(&self, settings: WorkerSettings, drain: Duration) {
        let worker = Worker::new(self.ports.clone(), Arc::new(self.signal.clone()), settings);
        self.tasks.spawn(worker.run(self.stop.clone(), drain));
    }

    pub(crate) async fn stop(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    pub(crate) async fn jobs(&self, actor: Actor, state: JobState) -> Vec<JobId> {
        let filter = JobFilter { state: Some(state), ..JobFilter::default() };
        let page = Page { limit: 100, after: None };
        let jobs = JobDesk::new(self.ports.clone()).list(actor, filter, page).await.expect("read");
        jobs.into_iter().map(|job| job.id).collect()
    }
}

/// Waits until something is so, for ten seconds at most.
pub(crate) async fn until(what: &str, so: impl AsyncFn() -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    while !so().await {
        assert!(Instant::now() < end, "waited in vain: {what}");
        sleep(Duration::from_millis(5)).await;
    }
}
