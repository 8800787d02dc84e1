//! What does a job, and on whose key: decided when it is quoted, and kept.

use crate::{
    ai_configs::{SECRET, admin, pictures},
    house::key,
    studio::Studio,
};
use std::sync::Arc;
use xinggen_application::{
    Actor, AiConfigChange, AiConfigs, CreateAiConfig, Ended, GenerationOrder, Generations, JobDesk,
    JobRunner, Ports, Quotes, RequestedJob,
};
use xinggen_domain::{
    Credits, JobId,
    ai_config::Engine,
    error::{VendorError, VendorErrorClass},
    job::{ClaimedJob, Job, JobState, Operation},
    plan::RunningCaps,
    ports::{Clock as _, JobQueue as _, PriceBook as _, Silent},
    pricing::{ChargeMode, Price, PriceUnit},
    provenance::ModelRef,
    take::Target,
    vendor::{CallState, VendorCall},
};

struct House {
    studio: Studio,
    configs: AiConfigs,
    admin: Actor,
}

impl House {
    async fn new() -> Self {
        let studio = Studio::new().await;
        let (configs, admin) = (AiConfigs::new(studio.world.ports()), admin(&studio.world).await);
        Self { studio, configs, admin }
    }

    async fn own(&self) -> xinggen_domain::AiConfigId {
        self.configs.create(self.studio.user, pictures("我的")).await.expect("made").id
    }

    async fn platform(&self) -> xinggen_domain::AiConfigId {
        let make = CreateAiConfig { model: "pictures-2".to_owned(), ..pictures("平台") };
        self.configs.create_platform(self.admin, make).await.expect("made").id
    }

    fn order(&self) -> GenerationOrder {
        GenerationOrder { operation: Operation::Image, target: Target::Prop(self.studio.watch.id) }
    }

    fn generations(&self) -> Generations {
        Generations::new(self.studio.world.ports())
    }

    async fn quoted(&self) -> Credits {
        Quotes::new(self.studio.world.ports())
            .of_generation(self.studio.user, self.order())
            .await
            .expect("quoted")
            .amount
    }

    async fn ask(&self, name: &str) -> RequestedJob {
        self.generations().request(self.studio.user, self.order(), key(name)).await.expect("ordered")
    }

    async fn job(&self, id: JobId) -> Job {
        self.studio.begin().await.jobs().get(id).await.expect("read").expect("there")
    }

    async fn calls(&self, id: JobId) -> Vec<VendorCall> {
        self.studio.begin().await.vendor_calls().of_job(id).await.expect("read")
    }

    async fn spent(&self) -> Credits {
        let ledger = self.studio.begin().await.credits().view().await.expect("read");
        Credits::new(1000) - ledger.account().credits
    }

    /// What vendors behind a key drew.
    fn drawn(&self) -> usize {
        self.studio.world.connector.images.calls.count()
    }

    async fn check_settled(&self) {
        assert_eq!(self.studio.world.audit().await.expect("audited"), []);
    }

    async fn claim(&self) -> ClaimedJob {
        let (world, caps) = (&self.studio.world, RunningCaps::each(9));
        let (now, token) = (world.clock.now(), world.build.id());
        let until = now + chrono::Duration::minutes(1);
        let beside = world.store.claim(&[token], caps, now, until).await.expect("claimed").pop();
        match beside {
            Some(claimed) => claimed,
            None => {
                let alone = world.store.claim_alone(token, caps, now, until).await;
                alone.expect("claimed").expect("a job")
            }
        }
    }

    /// A job that has just asked its vendor.
    async fn under_way(&self) -> ClaimedJob {
        let (world, claimed) = (&self.studio.world, self.claim().await);
        let written = VendorCall {
            id: world.build.id(),
            job_id: claimed.job.id,
            number: 1,
            model: ModelRef::new("someone", "pictures-2"),
            state: CallState::Sent,
            class: None,
            created_at: world.clock.now(),
            ended_at: None,
        };
        let mut tx = self.studio.begin().await;
        tx.vendor_calls().add(written).await.expect("written");
        tx.commit().await.expect("committed");
        claimed
    }
}

fn engine(model: &str, mode: ChargeMode, config: Option<xinggen_domain::AiConfigId>) -> Option<Engine> {
    Some(Engine { model: ModelRef::new("someone", model), mode, config })
}

#[tokio::test]
async fn ones_own_key_costs_nothing_and_is_used() {
    let house = House::new().await;
    let (own, _) = (house.own().await, house.platform().await);
    assert_eq!(house.quoted().await, Credits::ZERO);
    let asked = house.ask("a").await;
    assert_eq!(asked.job.engine, engine("pictures-1", ChargeMode::Byok, Some(own)));
    assert_eq!(house.studio.begin().await.credits().hold_of(asked.job.id).await.expect("read"), None);
    house.studio.world.work().await;
    assert_eq!(house.job(asked.job.id).await.state, JobState::Succeeded);
    assert_eq!(
        (house.drawn(), house.studio.world.images.calls.count(), house.spent().await),
        (1, 0, Credits::ZERO)
    );
    assert_eq!(house.studio.world.connector.reached()[0].key.reveal(), SECRET);
    let take =
        house.studio.begin().await.takes().of_target(house.order().target).await.expect("read").remove(0);
    let inputs: Vec<&str> = take.provenance.inputs.iter().map(|input| input.value.as_str()).collect();
    assert_eq!(inputs[..2], ["someone", "pictures-1"]);
    assert!(!format!("{take:?} {:?}", house.job(asked.job.id).await).contains("secret-0123"));
    let calls = house.calls(asked.job.id).await;
    assert_eq!((calls.len(), calls[0].state, calls[0].number), (1, CallState::Answered, 1));
    house.check_settled().await;
}

#[tokio::test]
async fn the_platforms_key_costs_its_price_for_vendor_and_model() {
    let house = House::new().await;
    let platform = house.platform().await;
    assert_eq!(house.quoted().await, Credits::new(5), "the general price");
    let dear = Price {
        vendor: Some("someone".to_owned()),
        model: Some("pictures-2".to_owned()),
        ..house.studio.world.build.price(Operation::Image, PriceUnit::Image, 8)
    };
    house.studio.world.store.add(vec![dear], None).await.expect("added");
    assert_eq!(house.quoted().await, Credits::new(8));
    let asked = house.ask("a").await;
    assert_eq!(asked.job.engine, engine("pictures-2", ChargeMode::Platform, Some(platform)));
    house.studio.world.work().await;
    assert_eq!((house.drawn(), house.spent().await), (1, Credits::new(8)));
    house.check_settled().await;
}

#[tokio::test]
async fn without_a_configuration_what_is_built_in_does_it() {
    let house = House::new().await;
    let off = AiConfigChange { active: Some(false), ..AiConfigChange::default() };
    let own = house.own().await;
    house.configs.update(house.studio.user, own, None, off).await.expect("changed");
    let asked = house.ask("a").await;
    assert_eq!(asked.job.engine, Some(Engine::built_in(ModelRef::new("fake", "image-1"))));
    house.studio.world.work().await;
    assert_eq!(
        (house.drawn(), house.studio.world.images.calls.count(), house.spent().await),
        (0, 1, Credits::new(5))
    );
    assert_eq!(house.calls(asked.job.id).await, [], "what is made here is not paid for");
}

#[tokio::test]
async fn a_job_is_never_done_by_another_than_it_was_quoted_for() {
    let change = |change: AiConfigChange| change;
    let other_model =
        change(AiConfigChange { model: Some("pictures-9".to_owned()), ..AiConfigChange::default() });
    let off = change(AiConfigChange { active: Some(false), ..AiConfigChange::default() });
    for meanwhile in [None, Some(other_model), Some(off)] {
        let house = House::new().await;
        let platform = house.platform().await;
        let asked = house.ask("a").await;
        match meanwhile {
            None => house.configs.delete_platform(house.admin, platform, None).await.expect("deleted"),
            Some(change) => {
                house.configs.update_platform(house.admin, platform, None, change).await.expect("changed");
            }
        }
        house.studio.world.work().await;
        let job = house.job(asked.job.id).await;
        let error = job.error.expect("a reason");
        assert_eq!((job.state, job.attempt, error.class), (JobState::Failed, 1, VendorErrorClass::Invalid));
        assert!(error.message.contains("没有扣除积分"), "{}", error.message);
        assert_eq!(
            (house.drawn(), house.studio.world.images.calls.count(), house.spent().await),
            (0, 0, Credits::ZERO)
        );
        house.check_settled().await;
    }
}

#[tokio::test]
async fn a_configuration_that_comes_later_does_not_change_a_job() {
    let house = House::new().await;
    let asked = house.ask("a").await;
    house.own().await;
    house.studio.world.work().await;
    assert_eq!(house.job(asked.job.id).await.state, JobState::Succeeded);
    assert_eq!((house.drawn(), house.spent().await), (0, Credits::new(5)));
}

#[tokio::test]
async fn a_refused_call_is_made_again_and_a_lost_one_never() {
    let house = House::new().await;
    house.platform().await;
    let images = Arc::clone(&house.studio.world.connector.images);
    images.calls.fail_next(VendorError::new(VendorErrorClass::RateLimit, "慢一点"));
    let asked = house.ask("a").await;
    house.studio.world.work().await;
    assert_eq!(house.job(asked.job.id).await.state, JobState::Succeeded);
    let states: Vec<CallState> = house.calls(asked.job.id).await.iter().map(|call| call.state).collect();
    assert_eq!((states, house.drawn()), (vec![CallState::Refused, CallState::Answered], 2));

    let lost = VendorError { lost: true, ..VendorError::new(VendorErrorClass::Timeout, "没有答复") };
    images.calls.fail_next(lost);
    let asked = house.ask("b").await;
    house.studio.world.work().await;
    let job = house.job(asked.job.id).await;
    assert_eq!((job.state, job.attempt), (JobState::Failed, 1));
    let calls = house.calls(asked.job.id).await;
    assert_eq!(
        (calls.len(), calls[0].state, calls[0].class),
        (1, CallState::Lost, Some(VendorErrorClass::Timeout))
    );
    assert_eq!((house.drawn(), house.spent().await), (3, Credits::new(5)), "the lost one is not charged");
    house.check_settled().await;
}

/// A worker that dies while the vendor is asked leaves a call of which nobody knows how it ended.
#[tokio::test]
async fn a_call_that_was_under_way_when_its_worker_died_is_not_made_again() {
    let house = House::new().await;
    house.platform().await;
    let asked = house.ask("a").await;
    let world = &house.studio.world;
    house.under_way().await;
    world.clock.advance(chrono::Duration::minutes(5));
    xinggen_application::JobRecovery::new(world.ports()).sweep().await.expect("swept");
    world.work().await;
    let job = house.job(asked.job.id).await;
    assert_eq!(
        (job.state, job.attempt, job.deaths),
        (JobState::Failed, 1, 1),
        "the death used up no attempt"
    );
    assert_eq!((house.drawn(), house.spent().await), (0, Credits::ZERO));
    assert_eq!(house.calls(asked.job.id).await[0].state, CallState::Lost);
    house.check_settled().await;
}

/// What is bought of a vendor is not broken off by cancelling.
#[tokio::test]
async fn a_job_may_not_stop_while_its_vendor_is_at_work() {
    let house = House::new().await;
    house.platform().await;
    let asked = house.ask("a").await;
    let claimed = house.under_way().await;
    let runner = JobRunner::new(house.studio.world.ports());
    assert!(!runner.may_stop(&claimed).await.expect("read"));
    for (state, may) in [(CallState::Answered, false), (CallState::Refused, true), (CallState::Lost, true)] {
        let mut call = house.calls(asked.job.id).await.remove(0);
        call.state = state;
        let mut tx = house.studio.begin().await;
        tx.vendor_calls().save(&call).await.expect("saved");
        tx.commit().await.expect("committed");
        assert_eq!(runner.may_stop(&claimed).await.expect("read"), may, "{state}");
    }
}

#[tokio::test]
async fn a_job_that_was_called_off_asks_no_vendor() {
    let house = House::new().await;
    house.platform().await;
    let asked = house.ask("a").await;
    let claimed = house.claim().await;
    let desk = JobDesk::new(house.studio.world.ports());
    desk.cancel(house.studio.user, asked.job.id).await.expect("asked");
    let runner = JobRunner::new(house.studio.world.ports());
    assert!(runner.may_stop(&claimed).await.expect("read"));
    assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Cancelled);
    assert_eq!((house.drawn(), house.calls(asked.job.id).await.len()), (0, 0));
    assert_eq!(house.spent().await, Credits::ZERO);
    house.check_settled().await;
}

/// A worker that dies while the vendor is asked takes the answer with it: nobody pays, and that nobody knows what the
/// vendor takes is on record.
#[tokio::test]
async fn a_call_whose_worker_died_after_its_job_was_called_off_is_written_off() {
    let house = House::new().await;
    house.platform().await;
    let asked = house.ask("a").await;
    let world = &house.studio.world;
    house.under_way().await;
    JobDesk::new(world.ports()).cancel(house.studio.user, asked.job.id).await.expect("asked");
    world.clock.advance(chrono::Duration::minutes(5));
    xinggen_application::JobRecovery::new(world.ports()).sweep().await.expect("swept");
    let call = house.calls(asked.job.id).await.remove(0);
    assert_eq!((call.state, call.ended_at), (CallState::Lost, Some(house.studio.world.clock.now())));
    assert_eq!(
        (house.job(asked.job.id).await.state, house.spent().await),
        (JobState::Cancelled, Credits::ZERO)
    );
    house.check_settled().await;
}

/// Whoever lost the lease asks nobody.
#[tokio::test]
async fn a_late_worker_does_not_call() {
    let house = House::new().await;
    house.platform().await;
    house.ask("a").await;
    let late = house.claim().await;
    let world = &house.studio.world;
    world.clock.advance(chrono::Duration::minutes(5));
    xinggen_application::JobRecovery::new(world.ports()).sweep().await.expect("swept");
    let ports: Ports = world.ports();
    JobRunner::new(ports).run(&late, &Silent).await.expect("recorded");
    assert_eq!((house.drawn(), house.calls(late.job.id).await.len()), (0, 0));
}
