//! Jobs that are called off while somebody draws: what costs nothing stops at once, what is bought is waited for.

use crate::studio::{Studio, until};
use std::time::Duration;
use tokio::time::sleep;
use xinggen_application::{Actor, AiConfigs, CreateAiConfig, JobDesk};
use xinggen_domain::{
    Credits, JobId,
    job::JobState,
    ports::UnitOfWork as _,
    user::Role,
    vendor::{CallState, ServiceKind, VendorKey},
};
use xinggen_worker::WorkerSettings;

const BEAT: Duration = Duration::from_millis(10);

struct Scene {
    studio: Studio,
    user: Actor,
    job: JobId,
}

impl Scene {
    /// A picture is being drawn, by a vendor of the platform's or by what is built in, and called off.
    async fn called_off(bought: bool) -> Self {
        let studio = Studio::new().await;
        let user = studio.world.user(1000).await;
        if bought {
            let admin = Actor { role: Role::Admin, ..studio.world.user(0).await };
            AiConfigs::new(studio.ports.clone()).create_platform(admin, vendor()).await.expect("made");
        }
        studio.ask(user, '一', 1).await;
        studio.work(WorkerSettings { heartbeat: BEAT, ..WorkerSettings::default() }, Duration::from_secs(10));
        until("it draws", async || studio.images.drawing().get(&'一') == Some(&1)).await;
        let job = studio.jobs(user, JobState::Running).await.remove(0);
        JobDesk::new(studio.ports.clone()).cancel(user, job).await.expect("asked");
        Self { studio, user, job }
    }

    async fn ends(&self, state: JobState) {
        until("it ends", async || self.studio.jobs(self.user, state).await == [self.job]).await;
        self.studio.stop().await;
        assert_eq!(self.studio.world.audit().await.expect("read"), []);
    }

    async fn bill(&self) -> (Credits, Vec<CallState>) {
        let mut tx = self.studio.world.store.begin_read(self.user.user_id).await.expect("begun");
        let left = tx.credits().view().await.expect("read").account().credits;
        let calls = tx.vendor_calls().of_job(self.job).await.expect("read");
        (Credits::new(1000) - left, calls.iter().map(|call| call.state).collect())
    }
}

fn vendor() -> CreateAiConfig {
    CreateAiConfig {
        kind: ServiceKind::Image,
        vendor: "someone".to_owned(),
        model: "pictures".to_owned(),
        name: "平台".to_owned(),
        base_url: "https://api.example.com/v1".to_owned(),
        key: VendorKey::new("secret-0123456789"),
        active: true,
        priority: 0,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_drawn_here_stops_at_once() {
    let scene = Scene::called_off(false).await;
    scene.ends(JobState::Cancelled).await;
    assert_eq!(scene.bill().await, (Credits::ZERO, vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_vendor_delivers_all_the_same_is_kept_and_charged() {
    let scene = Scene::called_off(true).await;
    sleep(20 * BEAT).await;
    assert_eq!(scene.studio.jobs(scene.user, JobState::Running).await, [scene.job], "the vendor bills it");
    scene.studio.images.let_go(1);
    scene.ends(JobState::Succeeded).await;
    assert_eq!(scene.bill().await, (Credits::new(5), vec![CallState::Answered]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_refuses_ends_cancelled_and_costs_nothing() {
    let scene = Scene::called_off(true).await;
    scene.studio.images.refuse_next();
    scene.studio.images.let_go(1);
    scene.ends(JobState::Cancelled).await;
    assert_eq!(scene.bill().await, (Credits::ZERO, vec![CallState::Refused]));
}
