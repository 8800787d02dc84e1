//! Productions as clients ask for them: keys, prices, pauses.

use crate::house::{House, key, key_for, story};
use xinggen_application::{
    ApproveProductionError, JobRunner, PauseProductionError, QuoteProductionError, RequestProductionError,
    RequestedProduction, StartProduction,
};
use xinggen_domain::{
    Credits, EpisodeId,
    idempotency::IdempotencyKey,
    job::{JobState, Operation},
    ports::{Page, Silent},
    production::ProductionState,
    take::Target,
};

async fn request(
    house: &House,
    episode_id: EpisodeId,
    auto_approve: bool,
    key: IdempotencyKey,
) -> Result<RequestedProduction, RequestProductionError> {
    let start = StartProduction { episode_id, auto_approve, burn_subtitles: true };
    house.productions.request(house.user, start, key).await
}

#[tokio::test]
async fn a_requested_production_begins_at_once_and_runs_to_its_end() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    let asked = request(&house, episode, true, key("a")).await.expect("started");
    assert_eq!((asked.again, asked.production.state), (false, ProductionState::Running));
    assert_eq!(house.held().await, Credits::new(5), "the script");
    assert_eq!(house.world.dispatcher.take().len(), 1);
    house.world.work().await;
    let again = request(&house, episode, true, key("a")).await.expect("known");
    assert!(again.again && again.production.id == asked.production.id);
    assert_eq!(again.production.state, ProductionState::Done);
    let other = request(&house, episode, true, key_for("a", "{1}")).await;
    assert!(matches!(other, Err(RequestProductionError::KeyReused)));
    house.check_settled().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_requests_at_once_start_one_production() {
    let house = House::with_credits(2000).await;
    let episode_id = house.episode(story()).await;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (productions, user) = (house.productions.clone(), house.user);
        let start = StartProduction { episode_id, auto_approve: true, burn_subtitles: true };
        clients.spawn(async move { productions.request(user, start, key("a")).await.expect("answered") });
    }
    let answers = clients.join_all().await;
    assert!(answers.iter().all(|answer| answer.production.id == answers[0].production.id));
    assert_eq!((house.jobs().await.len(), house.held().await), (1, Credits::new(5)));
    let live = request(&house, episode_id, true, key("b")).await;
    assert!(matches!(live, Err(RequestProductionError::AlreadyLive(id)) if id == answers[0].production.id));
}

#[tokio::test]
async fn without_credits_for_the_first_step_nothing_is_started() {
    let house = House::with_credits(4).await;
    let episode = house.episode(story()).await;
    let before = house.trace().await;
    let refused = request(&house, episode, true, key("a")).await;
    let Err(RequestProductionError::Insufficient(short)) = refused else { panic!("{refused:?}") };
    assert_eq!((short.needed, short.available), (Credits::new(5), Credits::new(4)));
    assert_eq!(house.trace().await, before);
    let page = Page { limit: 10, after: None };
    assert_eq!(house.productions.list(house.user, None, page).await.expect("read"), []);
    house.world.top_up(house.user.user_id, 1).await;
    let started = request(&house, episode, true, key("a")).await.expect("started");
    house.world.work().await;
    assert_eq!(house.state(started.production.id).await, ProductionState::Paused, "later it pauses");
    let listed = house.productions.list(house.user, Some(episode), page).await.expect("read");
    assert_eq!(listed.len(), 1);
}

#[tokio::test]
async fn a_quote_writes_nothing_and_is_what_is_held() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    let before = house.trace().await;
    let forecast = house.quotes().of_production(house.user, episode, true).await.expect("quoted");
    let steps: Vec<_> = forecast.steps.iter().map(|step| (step.operation, step.quote.amount.get())).collect();
    assert_eq!(steps, [(Operation::Script, 5), (Operation::Storyboard, 10)]);
    assert_eq!(forecast.quote().exact, Credits::new(15));
    assert!(forecast.ceiling.is_positive());
    assert_eq!(house.trace().await, before);
    let id = house.start(episode, false).await;
    house.world.work().await;
    let waiting = house.view(id).await.production;
    let forecast = house.quotes().of_production(house.user, episode, true).await.expect("quoted");
    assert_eq!(Some(forecast.quote()), waiting.quote);
    assert!(forecast.steps.len() > 10 && forecast.ceiling == Credits::ZERO);
    house.productions.cancel(house.user, id).await.expect("cancelled");
    let neighbour = house.world.user(0).await;
    let theirs = house.quotes().of_production(neighbour, episode, true).await;
    assert!(matches!(theirs, Err(QuoteProductionError::NotFound)));
}

#[tokio::test]
async fn a_quote_counts_what_equal_takes_save() {
    let house = House::with_credits(2000).await;
    let rows: Vec<String> =
        (1..=9).map(|at| format!("林晚：这是第{at}句话，雪一直下，路上的脚印很快就看不见了。")).collect();
    house.produce(rows.join("\n")).await;
    let episode = house.episode(rows.join("\n")).await;
    assert_eq!(house.quotes().of_production(house.user, episode, true).await.expect("quoted").steps, []);
    // Some of it is said twice: new lines, of which the drama has the voices.
    house.episode([&rows[..], &rows[..3]].concat().join("\n")).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    house.make(Operation::Storyboard, Target::Episode(episode)).await;
    let unspoken = async || {
        let state = house.look(episode).await;
        state.lines().filter(|line| state.take(Operation::Voice, Target::Line(line.id)).is_none()).count()
    };
    let (before, lines) = (house.trace().await, unspoken().await);
    assert!(lines > 0, "every line kept its voice: the quote has nothing to save");
    let forecast = house.quotes().of_production(house.user, episode, true).await.expect("quoted");
    assert!(forecast.steps.iter().all(|step| step.operation != Operation::Voice));
    assert_eq!((house.trace().await, unspoken().await), (before, lines), "a quote takes nothing over");
    let id = house.start(episode, true).await;
    assert_eq!(house.held().await, forecast.quote().exact, "what is ordered costs what was quoted");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    house.check_settled().await;
}

#[tokio::test]
async fn approval_needs_the_credits_that_are_approved() {
    let house = House::with_credits(20).await;
    let asked = request(&house, house.episode(story()).await, false, key("a")).await.expect("started");
    let id = asked.production.id;
    house.world.work().await;
    let waiting = house.view(id).await.production;
    assert_eq!(waiting.state, ProductionState::AwaitingApproval);
    let exact = waiting.quote.expect("a quote").exact;
    let refused = house.productions.approve(house.user, id).await;
    let Err(ApproveProductionError::Insufficient(short)) = refused else { panic!("{refused:?}") };
    assert_eq!((short.needed, short.available), (exact, Credits::new(5)));
    assert_eq!(house.view(id).await.production, waiting);
    house.world.top_up(house.user.user_id, exact.get() - 5).await;
    house.productions.approve(house.user, id).await.expect("approved");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done, "what was approved is enough");
    house.check_settled().await;
}

#[tokio::test]
async fn a_pause_lets_running_jobs_end_and_resuming_charges_nothing_twice() {
    let clean = House::with_credits(2000).await;
    clean.produce(story()).await;
    let house = House::with_credits(2000).await;
    let id =
        request(&house, house.episode(story()).await, false, key("a")).await.expect("started").production.id;
    house.world.work().await;
    house.productions.approve(house.user, id).await.expect("approved");
    let claimed = [house.claim().await, house.claim().await];
    let approved = house.view(id).await;
    let ordered = approved.jobs.iter().filter(|job| !job.state.is_final()).count();
    house.productions.pause(house.user, id).await.expect("paused");
    let view = house.view(id).await;
    assert_eq!((view.production.state, view.production.message.as_str()), (ProductionState::Paused, ""));
    let called_off = view.jobs.iter().filter(|job| job.state == JobState::Cancelled).count();
    assert_eq!(called_off, ordered - 2, "running ones go on");
    assert_eq!(house.world.work_once().await, [], "nothing is left to claim");
    let again = house.productions.pause(house.user, id).await;
    assert!(matches!(again, Err(PauseProductionError::NotRunning(ProductionState::Paused))));

    // One running job ends during the pause, the other goes on beside what resuming orders.
    let runner = JobRunner::new(house.world.ports());
    runner.run(&claimed[0], &Silent).await.expect("recorded");
    runner.follow_up(&claimed[0]).await;
    assert_eq!(house.state(id).await, ProductionState::Paused);
    house.productions.resume(house.user, id).await.expect("resumed");
    let view = house.view(id).await;
    assert_eq!(view.production.state, ProductionState::Running, "what was approved stays approved");
    let ordered = view.jobs.iter().filter(|job| job.state == JobState::Queued).count();
    assert_eq!(ordered, called_off, "all that was called off is ordered again, and nothing else");
    runner.run(&claimed[1], &Silent).await.expect("recorded");
    runner.follow_up(&claimed[1]).await;
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    assert_eq!(house.spent().await, clean.spent().await);
    house.check_settled().await;
    let over = house.productions.pause(house.user, id).await;
    assert!(matches!(over, Err(PauseProductionError::NotRunning(ProductionState::Done))));
}
