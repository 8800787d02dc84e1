//! A production that has nothing to do but wait for what somebody else makes.

use crate::house::{House, story};
use xinggen_application::{Cast, CharacterChange, JobRunner};
use xinggen_domain::{job::Operation, ports::Silent, production::ProductionState, take::Target};

/// No sweep runs in these tests, so nothing else wakes it.
#[tokio::test]
async fn it_goes_on_when_that_job_ends() {
    let house = House::with_credits(5000).await;
    let done = house.produce(story()).await.production;
    let speaker = house.look(done.episode_id).await.characters[0].clone();
    let change =
        CharacterChange { description: Some("一身红衣".to_owned()), ..CharacterChange::default() };
    let cast = Cast::new(house.world.ports());
    cast.update_character(house.user, speaker.id, Some(speaker.version), change).await.expect("changed");

    house.ask(Operation::Image, Target::Character(speaker.id)).await.expect("ordered");
    let others = house.claim().await;
    let waiting = house.start(done.episode_id, true).await;
    assert_eq!(house.world.work().await, [], "all that it needs first is being made");
    assert_eq!(house.state(waiting).await, ProductionState::Running);

    let runner = JobRunner::new(house.world.ports());
    runner.run(&others, &Silent).await.expect("recorded");
    runner.follow_up(&others).await;
    house.world.work().await;
    assert_eq!(house.state(waiting).await, ProductionState::Done);
    house.check_settled().await;
}
