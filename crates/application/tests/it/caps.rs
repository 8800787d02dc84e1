//! Caps on what is spent: on a drama, and in a day.

use crate::house::{House, key, story};
use chrono::Duration;
use xinggen_application::{
    ApproveProductionError, CreditBooks, DramaChange, Dramas, RequestGenerationError, RequestProductionError,
    SetCapError, StartProduction,
};
use xinggen_domain::{
    Credits, DramaId, EpisodeId,
    job::Operation,
    ports::Clock as _,
    production::ProductionState,
    spending::{CapScope, day_of},
    take::Target,
};

impl House {
    async fn drama_of(&self, episode: EpisodeId) -> DramaId {
        self.look(episode).await.drama.id
    }

    async fn cap_drama(&self, drama: DramaId, cap: Option<i64>) {
        let change = DramaChange { spending_cap: Some(cap.map(Credits::new)), ..DramaChange::default() };
        let dramas = Dramas::new(self.world.ports());
        let drama = dramas.update_drama(self.user, drama, None, change).await.expect("capped");
        assert_eq!(drama.spending_cap, cap.map(Credits::new));
    }

    async fn cap_day(&self, cap: Option<i64>) {
        let books = CreditBooks::new(self.world.ports());
        books.set_daily_cap(self.user, cap.map(Credits::new)).await.expect("capped");
    }
}

#[tokio::test]
async fn a_generation_beyond_the_cap_of_its_drama_is_refused_and_writes_nothing() {
    let house = House::with_credits(100).await;
    let episode = house.episode(story()).await;
    let drama = house.drama_of(episode).await;
    house.cap_drama(drama, Some(14)).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    let before = house.trace().await;
    let refused = house.ask(Operation::Storyboard, Target::Episode(episode)).await;
    let Err(RequestGenerationError::CapReached(reached)) = refused else { panic!("{refused:?}") };
    assert_eq!((reached.scope, reached.resets_at), (CapScope::Drama, None));
    let amounts = [reached.limit, reached.spent, reached.held, reached.needed, reached.missing()];
    assert_eq!(amounts.map(Credits::get), [14, 5, 0, 10, 1]);
    assert_eq!(house.trace().await, before);
    house.cap_drama(drama, Some(15)).await;
    house.ask(Operation::Storyboard, Target::Episode(episode)).await.expect("just up to the cap");
    let refused = house.ask(Operation::Script, Target::Episode(episode)).await;
    let Err(RequestGenerationError::CapReached(reached)) = refused else { panic!("{refused:?}") };
    assert_eq!((reached.spent.get(), reached.held.get()), (5, 10), "what is held counts");
    house.cap_drama(drama, None).await;
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("no cap");
}

#[tokio::test]
async fn a_day_begins_anew_at_midnight_in_china() {
    let house = House::with_credits(100).await;
    let episode = house.episode(story()).await;
    house.cap_day(Some(5)).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    let refused = house.ask(Operation::Script, Target::Episode(episode)).await;
    let Err(RequestGenerationError::CapReached(reached)) = refused else { panic!("{refused:?}") };
    let (_, midnight) = day_of(house.world.clock.now());
    assert_eq!((reached.scope, reached.resets_at), (CapScope::Day, Some(midnight)));
    let books = CreditBooks::new(house.world.ports());
    let today = books.daily_cap(house.user).await.expect("read");
    assert_eq!(
        (today.limit, today.today.net(), today.resets_at),
        (Some(Credits::new(5)), Credits::new(5), midnight)
    );
    house.world.clock.advance(midnight - house.world.clock.now() - Duration::microseconds(1));
    assert!(house.ask(Operation::Script, Target::Episode(episode)).await.is_err(), "it is still today");
    house.world.clock.advance(Duration::microseconds(1));
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("a new day");
    let too_much = books.set_daily_cap(house.user, Some(Credits::new(-1))).await;
    assert!(matches!(too_much, Err(SetCapError::Invalid(_))));
}

#[tokio::test]
async fn a_production_that_meets_a_cap_pauses_and_says_which() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    let drama = house.drama_of(episode).await;
    house.cap_drama(drama, Some(15)).await;
    let id = house.start(episode, true).await;
    house.world.work().await;
    let view = house.view(id).await;
    assert_eq!((view.production.state, view.jobs.len()), (ProductionState::Paused, 2));
    let message = view.production.message.clone();
    assert!(message.contains("本剧消费上限 15 积分") && message.contains("已用 15"), "{message}");
    house.cap_drama(drama, None).await;
    house.cap_day(Some(20)).await;
    house.productions.resume(house.user, id).await.expect("resumed");
    let message = house.view(id).await.production.message.clone();
    assert!(message.contains("每日消费上限 20 积分") && message.contains("北京时间"), "{message}");
    house.cap_day(None).await;
    house.productions.resume(house.user, id).await.expect("resumed");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn a_cap_refuses_a_production_and_its_approval_outright() {
    let house = House::with_credits(2000).await;
    let episode_id = house.episode(story()).await;
    house.cap_day(Some(4)).await;
    let start = StartProduction { episode_id, auto_approve: false, burn_subtitles: true };
    let before = house.trace().await;
    let refused = house.productions.request(house.user, start, key("a")).await;
    assert!(matches!(refused, Err(RequestProductionError::CapReached(_))), "{refused:?}");
    assert_eq!(house.trace().await, before);
    house.cap_day(Some(20)).await;
    let asked = house.productions.request(house.user, start, key("a")).await.expect("started");
    house.world.work().await;
    let waiting = house.view(asked.production.id).await.production;
    assert_eq!(waiting.state, ProductionState::AwaitingApproval);
    let refused = house.productions.approve(house.user, waiting.id).await;
    let Err(ApproveProductionError::CapReached(reached)) = refused else { panic!("{refused:?}") };
    assert_eq!(Some(reached.needed), waiting.quote.map(|quote| quote.exact));
    assert_eq!(house.view(waiting.id).await.production, waiting);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_just_what_the_cap_allows_is_held() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    house.make(Operation::Storyboard, Target::Episode(episode)).await;
    house.cap_day(Some(15 + 4)).await;
    let mut clients = tokio::task::JoinSet::new();
    let lines: Vec<_> = house.look(episode).await.lines().map(|line| line.id).collect();
    assert!(lines.len() > 5);
    for line in &lines {
        let (generations, user, line) = (house.generations(), house.user, *line);
        let order =
            xinggen_application::GenerationOrder { operation: Operation::Voice, target: Target::Line(line) };
        clients.spawn(async move { generations.request(user, order, key(&line.to_string())).await.is_ok() });
    }
    let held = clients.join_all().await.into_iter().filter(|held| *held).count();
    assert_eq!((held, house.held().await), (4, Credits::new(4)), "a line costs one credit");
}
