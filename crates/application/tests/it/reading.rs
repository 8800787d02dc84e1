//! Stories that requests bring: within their limits, as often as one user may, and one place each.

use crate::house::story;
use async_trait::async_trait;
use chrono::Duration;
use std::sync::Arc;
use tokio::sync::Notify;
use xinggen_application::{
    Actor, CreateDrama, CreateDramaError, Dramas, ImportStory, ImportStoryError, Invalid, Ports, Stories,
};
use xinggen_domain::{
    drama::{AspectRatio, Style},
    episode::EpisodeSource,
    error::{VendorError, VendorErrorClass},
    fuel::Fuel,
    limits::Problem,
    ports::{Page, ReadingRefused, StoryDivider},
    rate::Rate,
};
use xinggen_testkit::{TestWorld, fakes::TextCall};

async fn make(ports: Ports, user: Actor, story: &str) -> Result<(), CreateDramaError> {
    let (title, story) = ("雪夜".to_owned(), Some(story.to_owned()));
    let create = CreateDrama { title, style: Style::Ink, aspect: AspectRatio::Square, story };
    Dramas::new(ports).create_drama(user, create).await.map(drop)
}

async fn dramas(world: &TestWorld, user: Actor) -> usize {
    let page = Page { limit: 10, after: None };
    Dramas::new(world.ports()).list_dramas(user, page).await.expect("listed").len()
}

fn read(world: &TestWorld) -> usize {
    world.text.calls.requests().iter().filter(|call| matches!(call, TextCall::Divide(_))).count()
}

#[tokio::test]
async fn white_space_counts_among_the_bytes_of_a_story() {
    let world = TestWorld::new().await;
    let user = world.user(0).await;
    let text = "雪".repeat(300);
    let spaced = |bytes: usize| format!("{text}{}", " ".repeat(bytes - 900));
    make(world.ports(), user, &spaced(120_000)).await.expect("just within the limit");
    let refused = make(world.ports(), user, &spaced(120_001)).await;
    let expected = Invalid::new("story", Problem::Bytes { most: 120_000, found: 120_001 });
    assert!(matches!(refused, Err(CreateDramaError::Invalid(ref told)) if *told == expected), "{refused:?}");
    make(world.ports(), user, &"🏮\r\n".repeat(20_000)).await.expect("the largest story there is");
    let refused = make(world.ports(), user, &"🏮".repeat(20_001)).await;
    let expected = Invalid::new("story", Problem::Length { least: 200, most: 20_000, found: 20_001 });
    assert!(matches!(refused, Err(CreateDramaError::Invalid(ref told)) if *told == expected), "{refused:?}");
    assert_eq!((read(&world), dramas(&world, user).await), (2, 2));
    let import = ImportStory {
        import_key: None,
        title: "雪夜".to_owned(),
        story: spaced(532_000),
        style: Style::Ink,
        aspect: AspectRatio::Square,
    };
    let refused = Stories::new(world.ports()).import(user, import).await.expect_err("too large");
    assert!(refused.to_string().contains("532000 bytes"), "{refused}");
}

#[tokio::test]
async fn one_user_has_so_many_stories_read_and_then_one_every_so_often() {
    let mut world = TestWorld::new().await;
    world.story_rate = Rate::new(2, 15);
    let (lin, chen) = (world.user(0).await, world.user(0).await);
    let bad = make(world.ports(), lin, "too short").await;
    assert!(matches!(bad, Err(CreateDramaError::Invalid(_))), "what is not read does not count: {bad:?}");
    for _ in 0..2 {
        make(world.ports(), lin, &story()).await.expect("within the burst");
    }
    let refused = make(world.ports(), lin, &story()).await;
    let Err(CreateDramaError::Throttled(throttled)) = refused else { panic!("{refused:?}") };
    assert_eq!((throttled.0.limit, throttled.0.remaining, throttled.0.retry), (2, 0, Some(15)));
    assert_eq!((read(&world), world.readings.taken()), (2, 0));
    make(world.ports(), chen, &story()).await.expect("another user");
    world.clock.advance(Duration::seconds(15));
    make(world.ports(), lin, &story()).await.expect("one more");
    assert!(make(world.ports(), lin, &story()).await.is_err());
    let import = ImportStory {
        import_key: None,
        title: "雪夜".to_owned(),
        story: story(),
        style: Style::Ink,
        aspect: AspectRatio::Square,
    };
    let stories = Stories::new(world.ports());
    stories.import(lin, import.clone()).await.expect("the operator of the machine is not throttled");
    let refused = stories.import_requested(lin, import).await;
    assert!(matches!(refused, Err(ImportStoryError::Throttled(_))), "{refused:?}");
}

#[tokio::test]
async fn a_story_without_a_place_is_refused_and_does_not_count() {
    let mut world = TestWorld::new().await;
    world.story_rate = Rate::new(1, 15);
    let user = world.user(0).await;
    for why in [ReadingRefused::Busy, ReadingRefused::OfUser { most: 2 }] {
        world.readings.refuse_next(why);
        let refused = make(world.ports(), user, &story()).await;
        assert!(matches!(refused, Err(CreateDramaError::Reading(told)) if told == why), "{refused:?}");
    }
    assert_eq!((read(&world), dramas(&world, user).await), (0, 0));
    make(world.ports(), user, &story()).await.expect("it is the first that counts");
    assert_eq!(world.readings.taken(), 0, "its place is free again");
    world.clock.advance(Duration::seconds(15));
    world.text.calls.fail_next(VendorError::new(VendorErrorClass::Invalid, "too intricate"));
    make(world.ports(), user, &story()).await.expect_err("it cannot be read");
    assert_eq!(world.readings.taken(), 0, "so is that of one that cannot be read");
}

/// Computes on another thread until its budget says no.
#[derive(Default)]
struct Endless {
    begun: Arc<Notify>,
    may_look: Arc<Notify>,
    ended: Arc<Notify>,
}

#[async_trait]
impl StoryDivider for Endless {
    async fn divide(&self, _: &str, fuel: &Fuel) -> Result<Vec<EpisodeSource>, VendorError> {
        let (fuel, begun) = (fuel.clone(), Arc::clone(&self.begun));
        let (may_look, ended) = (Arc::clone(&self.may_look), Arc::clone(&self.ended));
        #[expect(clippy::disallowed_methods, reason = "the test waits for it")]
        tokio::task::spawn(async move {
            begun.notify_one();
            may_look.notified().await;
            let stopped = fuel.burn(1);
            drop(fuel);
            if stopped.is_err() {
                ended.notify_one();
            }
        });
        std::future::pending().await
    }
}

#[tokio::test]
async fn what_is_computed_for_a_caller_who_is_gone_ends_and_keeps_its_place_until_then() {
    let world = TestWorld::new().await;
    let user = world.user(0).await;
    let text = Arc::new(Endless::default());
    let mut ports = world.ports();
    ports.vendors.divider = text.clone();
    #[expect(clippy::disallowed_methods, reason = "the test waits for it")]
    let request = tokio::task::spawn(async move { make(ports, user, &story()).await });
    text.begun.notified().await;
    request.abort();
    assert!(request.await.expect_err("the caller hung up").is_cancelled());
    assert_eq!(world.readings.taken(), 1, "it still computes, so nothing else may in its place");
    text.may_look.notify_one();
    text.ended.notified().await;
    assert_eq!(world.readings.taken(), 0);
    assert_eq!(dramas(&world, user).await, 0);
}
