//! A production keeps to what its owner agreed to, and asks again before it goes beyond.

use crate::{
    ai_configs::pictures,
    house::{House, key, story},
};
use xinggen_application::{AiConfigs, ApproveProductionError, CreateAiConfig, StartProduction};
use xinggen_domain::{
    AiConfigId, Credits, EpisodeId, ProductionId,
    job::{JobState, Operation},
    production::{Production, ProductionState},
    take::Target,
};

impl House {
    /// Starts just what is quoted.
    async fn start_named(&self, episode_id: EpisodeId, auto_approve: bool) -> ProductionId {
        let quote = self.quotes().keep_production(self.user, episode_id, true).await.expect("quoted");
        let start = StartProduction { episode_id, auto_approve, burn_subtitles: true };
        let started = self.productions.request_quoted(self.user, start, quote.id, key("start")).await;
        started.expect("just what was quoted").production.id
    }

    /// An episode with a script; a production of it begins with the storyboard.
    async fn scripted(&self) -> EpisodeId {
        let episode = self.episode(story()).await;
        self.make(Operation::Script, Target::Episode(episode)).await;
        episode
    }

    async fn own_key(&self, model: &str, priority: u32) -> AiConfigId {
        let make = CreateAiConfig { model: model.to_owned(), priority, ..pictures(model) };
        AiConfigs::new(self.world.ports()).create(self.user, make).await.expect("made").id
    }

    async fn drop_key(&self, id: AiConfigId) {
        AiConfigs::new(self.world.ports()).delete(self.user, id, None).await.expect("deleted");
    }

    /// What waits for its owner, with nothing held.
    async fn waiting(&self, id: ProductionId) -> Production {
        let production = self.view(id).await.production;
        assert_eq!(production.state, ProductionState::AwaitingApproval, "{}", production.message);
        assert_eq!(self.held().await, Credits::ZERO, "nothing is held before they agree");
        production
    }

    /// How much more was agreed to.
    async fn left(&self, id: ProductionId) -> Credits {
        let terms = self.view(id).await.production.terms.clone().expect("terms");
        terms.left.expect("agreed")
    }

    async fn approve(&self, id: ProductionId) -> ProductionState {
        self.productions.approve(self.user, id).await.expect("what is shown");
        self.world.work().await;
        self.state(id).await
    }
}

#[tokio::test]
async fn for_what_was_quoted_it_goes_on_to_its_end() {
    let house = House::with_credits(2000).await;
    let id = house.start_named(house.episode(story()).await, true).await;
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn dearer_pictures_are_asked_about_although_it_approves_by_itself() {
    let house = House::with_credits(90_000).await;
    let id = house.start_named(house.scripted().await, true).await;
    house.reprice(Operation::Image, 900, None).await.expect("added");
    house.world.work().await;
    let waiting = house.waiting(id).await;
    let quote = waiting.quote.expect("a quote");
    assert!(quote.exact > Credits::new(900), "the fresh quote: {quote:?}");
    assert!(waiting.message.contains(&quote.exact.to_string()), "{}", waiting.message);
    assert_eq!(house.approve(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn what_is_dearer_but_within_what_was_quoted_is_not_asked_about() {
    let house = House::with_credits(2000).await;
    let id = house.start_named(house.scripted().await, true).await;
    house.reprice(Operation::Cut, 6, None).await.expect("added");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done, "the ceiling leaves room for one credit");
}

#[tokio::test]
async fn a_dearer_storyboard_is_asked_about_before_it_is_ordered() {
    for auto_approve in [false, true] {
        let house = House::with_credits(2000).await;
        let id = house.start_named(house.episode(story()).await, auto_approve).await;
        house.reprice(Operation::Storyboard, 400, None).await.expect("added");
        house.world.work().await;
        let waiting = house.waiting(id).await;
        assert_eq!(waiting.quote.expect("a quote").exact, Credits::new(400));
        let jobs = house.jobs().await;
        assert!(jobs.iter().all(|job| job.operation == Operation::Script), "{jobs:?}");
        let then = if auto_approve { ProductionState::Done } else { ProductionState::AwaitingApproval };
        assert_eq!(house.approve(id).await, then);
    }
}

#[tokio::test]
async fn pictures_go_to_the_platform_only_when_their_owner_agrees() {
    let house = House::with_credits(2000).await;
    let own = house.own_key("pictures-1", 0).await;
    let id = house.start_named(house.scripted().await, true).await;
    house.drop_key(own).await;
    house.world.work().await;
    let waiting = house.waiting(id).await;
    assert!(waiting.message.contains("fake image-1"), "{}", waiting.message);
    assert_eq!(house.approve(id).await, ProductionState::Done);
    assert!(house.world.images.calls.count() > 3, "what is built in drew");
    house.check_settled().await;
}

#[tokio::test]
async fn another_key_is_asked_about_after_an_approval_and_while_it_waits() {
    let house = House::with_credits(2000).await;
    house.own_key("pictures-1", 0).await;
    let id = house.start(house.episode(story()).await, false).await;
    house.world.work().await;
    let told = house.waiting(id).await.quote;
    house.own_key("pictures-2", 1).await;
    let refused = house.productions.approve(house.user, id).await;
    assert!(matches!(refused, Err(ApproveProductionError::QuoteChanged(quote)) if told == Some(quote)));
    assert!(house.waiting(id).await.message.contains("pictures-2"));
    house.productions.approve(house.user, id).await.expect("what is shown now");
    house.own_key("pictures-3", 2).await;
    house.world.work().await;
    let waiting = house.waiting(id).await;
    assert!(waiting.message.contains("pictures-3"), "{}", waiting.message);
    let drawn = house.jobs().await.into_iter().filter(|job| job.operation == Operation::Image);
    let by = drawn.map(|job| (job.state, job.engine.expect("an engine").model.model));
    assert!(
        by.clone().count() > 0 && by.into_iter().all(|by| by == (JobState::Succeeded, "pictures-2".into()))
    );
    assert_eq!(house.approve(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn who_pauses_what_waits_is_asked_again() {
    let house = House::with_credits(2000).await;
    let own = house.own_key("pictures-1", 0).await;
    let id = house.start_named(house.scripted().await, true).await;
    house.drop_key(own).await;
    house.world.work().await;
    house.waiting(id).await;
    house.own_key("pictures-2", 0).await;
    house.productions.pause(house.user, id).await.expect("paused");
    house.productions.resume(house.user, id).await.expect("resumed");
    house.world.work().await;
    house.waiting(id).await;
}

#[tokio::test]
async fn what_a_pause_gives_back_is_still_agreed_to() {
    let house = House::with_credits(2000).await;
    let id = house.start_named(house.episode(story()).await, true).await;
    let agreed = house.left(id).await;
    for _ in 0..3 {
        house.productions.pause(house.user, id).await.expect("paused");
        house.productions.resume(house.user, id).await.expect("resumed");
        assert_eq!(house.left(id).await, agreed);
    }
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
}

#[tokio::test]
async fn who_names_no_quote_and_approves_nothing_asked_for_no_limit() {
    let house = House::with_credits(90_000).await;
    let id = house.start(house.scripted().await, true).await;
    house.reprice(Operation::Image, 900, None).await.expect("added");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
}
