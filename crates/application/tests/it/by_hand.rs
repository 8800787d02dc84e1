//! An episode made step by step, without a production.

use crate::house::{House, key, story};
use xinggen_application::{GenerationOrder, RequestGenerationError};
use xinggen_domain::{
    EpisodeId,
    job::{JobState, Operation},
    production::ProductionState,
    take::Target,
};

/// Script, storyboard, and pictures of all that the shots show.
async fn prepare(house: &House) -> EpisodeId {
    let episode = house.episode(story()).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    house.make(Operation::Storyboard, Target::Episode(episode)).await;
    let state = house.look(episode).await;
    let cast = state.characters.iter().map(|one| Target::Character(one.id));
    let scenes = state.scenes.iter().map(|scene| Target::Scene(scene.id));
    let props = state.props.iter().map(|prop| Target::Prop(prop.id));
    for target in cast.chain(scenes).chain(props) {
        house.make(Operation::Image, target).await;
    }
    episode
}

async fn speak(house: &House, episode: EpisodeId) {
    for shot in house.look(episode).await.shots.iter().filter(|shot| !shot.lines.is_empty()) {
        house.make(Operation::Voice, Target::Shot(shot.id)).await;
    }
}

#[tokio::test]
async fn voices_measure_pictures_clips_and_the_cut_without_a_production() {
    let house = House::with_credits(2000).await;
    let episode = prepare(&house).await;
    assert!(house.look(episode).await.shots.iter().all(|shot| shot.measured_ms.is_none()));
    speak(&house, episode).await;
    let shots = house.look(episode).await.shots;
    assert!(shots.iter().all(|shot| shot.measured_ms.is_some()), "the last voice measures the shots");
    for shot in &shots {
        house.make(Operation::Image, Target::Shot(shot.id)).await;
        house.make(Operation::Video, Target::Shot(shot.id)).await;
    }
    house.make(Operation::Cut, Target::Episode(episode)).await;
    let whole: u32 = shots.iter().filter_map(|shot| shot.measured_ms).sum();
    assert_eq!(house.look(episode).await.cut.expect("a cut").duration_ms, whole);
    house.check_settled().await;
    // A production finds nothing left to do: by hand and by production the same is made.
    let quote = house.quotes().of_production(house.user, episode, true).await.expect("quoted");
    assert_eq!(quote.steps, []);
    let id = house.start(episode, true).await;
    assert_eq!(house.state(id).await, ProductionState::Done);
}

#[tokio::test]
async fn a_shot_is_spoken_by_one_job_that_makes_a_take_of_each_line() {
    let house = House::with_credits(2000).await;
    let episode = prepare(&house).await;
    let state = house.look(episode).await;
    let shot = state.shots.iter().max_by_key(|shot| shot.lines.len()).expect("a shot");
    let order = GenerationOrder { operation: Operation::Voice, target: Target::Shot(shot.id) };
    let quote = house.quotes().of_generation(house.user, order).await.expect("quoted");
    let characters: usize = shot.lines.iter().map(|line| line.text.chars().count()).sum();
    assert_eq!(quote.quantity, characters as i64);
    let before = house.spent().await;
    let job = house.make(Operation::Voice, Target::Shot(shot.id)).await;
    assert_eq!(house.spent().await - before, quote.amount);
    let after = house.look(episode).await;
    for line in &shot.lines {
        let take = after.take(Operation::Voice, Target::Line(line.id)).expect("a take");
        assert_eq!((take.job_id, take.marks.is_empty()), (job.id, false));
    }
    house.check_settled().await;
}

#[tokio::test]
async fn a_line_is_not_spoken_beside_its_shot() {
    let house = House::with_credits(2000).await;
    let episode = prepare(&house).await;
    let state = house.look(episode).await;
    let shot = state.shots.iter().find(|shot| !shot.lines.is_empty()).expect("a spoken shot");
    let (line, whole) = (Target::Line(shot.lines[0].id), Target::Shot(shot.id));
    let job = house.ask(Operation::Voice, whole).await.expect("ordered").job;
    let refused = house.ask(Operation::Voice, line).await;
    assert!(matches!(refused, Err(RequestGenerationError::AlreadyRunning(live)) if live.id == job.id));
    house.world.work().await;
    let job = house.ask(Operation::Voice, line).await.expect("ordered").job;
    let refused = house.ask(Operation::Voice, whole).await;
    assert!(matches!(refused, Err(RequestGenerationError::AlreadyRunning(live)) if live.id == job.id));
}

#[tokio::test]
async fn a_production_waits_for_what_is_made_by_hand_and_does_not_order_it_again() {
    let house = House::with_credits(2000).await;
    let episode = prepare(&house).await;
    let state = house.look(episode).await;
    let shot = state.shots.iter().find(|shot| !shot.lines.is_empty()).expect("a spoken shot");
    let by_hand = house.ask(Operation::Voice, Target::Shot(shot.id)).await.expect("ordered").job;
    let id = house.start(episode, true).await;
    let own = house.view(id).await.jobs;
    let of_shot = |target| shot.lines.iter().any(|line| Target::Line(line.id) == target);
    assert!(!own.iter().any(|job| of_shot(job.target)), "its lines were ordered twice");
    house.world.work().await;
    let view = house.view(id).await;
    assert_eq!(view.production.state, ProductionState::Done, "{}", view.production.message);
    assert_eq!(house.job(by_hand.id).await.state, JobState::Succeeded);
    house.check_settled().await;
}

#[tokio::test]
async fn when_only_the_job_by_hand_is_left_its_end_takes_the_production_further() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    house
        .generations()
        .request(
            house.user,
            GenerationOrder { operation: Operation::Script, target: Target::Episode(episode) },
            key("script"),
        )
        .await
        .expect("ordered");
    let id = house.start(episode, true).await;
    assert_eq!((house.view(id).await.jobs.len(), house.state(id).await), (0, ProductionState::Running));
    let news = house.trace().await;
    house.productions.advance(house.user.user_id, id).await.expect("advanced");
    assert_eq!(house.trace().await, news, "looking again is no news");
    house.world.work().await;
    assert_eq!(house.state(id).await, ProductionState::Done);
    let scripts = house.jobs().await.iter().filter(|job| job.operation == Operation::Script).count();
    assert_eq!(scripts, 1);
    house.check_settled().await;
}
