//! What a plan allows, and that it is held to: by one who does things one after the other, and by one who does many at
//! once.

use crate::house::{House, story};
use bytes::Bytes;
use std::num::{NonZeroU32, NonZeroU64};
use tokio::task::JoinSet;
use xinggen_application::{
    Actor, Assets, CreateDrama, CreateDramaError, Dramas, ImportStory, ImportStoryError, Quotas,
    RequestGenerationError, RequestProductionError, RestoreDramaError, StartProduction, Stories, Upload,
    UploadAssetError, UploadLimits,
};
use xinggen_domain::{
    drama::{AspectRatio, Drama, Style},
    job::Operation,
    plan::{Plan, Quota, QuotaReached},
    ports::{Page, UnitOfWork as _},
    take::Target,
    user::{Role, User},
};
use xinggen_testkit::TestWorld;

const LIMITS: UploadLimits = UploadLimits { image: 1000, video: 1000, audio: 1000, text: 1000 };

async fn with_plan(plan: Plan) -> (TestWorld, Actor) {
    let mut world = TestWorld::new().await;
    world.plans.user = plan;
    let user = world.user(1_000).await;
    (world, user)
}

fn dramas(most: u32) -> Plan {
    Plan { dramas: NonZeroU32::new(most), ..Plan::default() }
}

fn storage(most: u64) -> Plan {
    Plan { storage_bytes: NonZeroU64::new(most), ..Plan::default() }
}

async fn make(world: &TestWorld, user: Actor) -> Result<Drama, CreateDramaError> {
    let create =
        CreateDrama {
            title: "雪夜".to_owned(), style: Style::Ink, aspect: AspectRatio::Square, story: None
        };
    Ok(Dramas::new(world.ports()).create_drama(user, create).await?.drama)
}

async fn store(world: &TestWorld, user: Actor, bytes: usize) -> Result<(), UploadAssetError> {
    let upload = Upload { name: "a.txt".to_owned(), bytes: Bytes::from("雪".repeat(bytes / 3)) };
    Assets::new(world.ports()).upload_asset(user, upload, LIMITS).await.map(|_| ())
}

fn reached(quota: Quota, limit: u64, used: u64, needed: u64) -> QuotaReached {
    QuotaReached { quota, limit, used, needed }
}

#[tokio::test]
async fn no_more_dramas_than_the_plan_allows_by_whatever_way() {
    let (world, user) = with_plan(dramas(2)).await;
    let first = make(&world, user).await.expect("the first");
    make(&world, user).await.expect("the second");
    let full = reached(Quota::Dramas, 2, 2, 1);
    assert!(matches!(make(&world, user).await, Err(CreateDramaError::Quota(told)) if told == full));
    let import = ImportStory {
        import_key: Some("a key".to_owned()),
        title: "雪夜".to_owned(),
        story: story(),
        style: Style::Ink,
        aspect: AspectRatio::Square,
    };
    let stories = Stories::new(world.ports());
    let refused = stories.import(user, import.clone()).await;
    assert!(matches!(refused, Err(ImportStoryError::Quota(told)) if told == full), "{refused:?}");
    let desk = Dramas::new(world.ports());
    desk.trash_drama(user, first.id, None).await.expect("one in the trash makes room");
    let imported = stories.import(user, import.clone()).await.expect("room").drama;
    let refused = desk.restore_drama(user, first.id).await;
    assert!(matches!(refused, Err(RestoreDramaError::Quota(told)) if told == full), "{refused:?}");
    stories.import(user, import.clone()).await.expect("the same story again is no more");
    desk.trash_drama(user, imported.id, None).await.expect("trashed");
    desk.restore_drama(user, first.id).await.expect("room");
    let refused = stories.import(user, import).await;
    assert!(
        matches!(refused, Err(ImportStoryError::Quota(_))),
        "it would come out of the trash: {refused:?}"
    );
    let page = Page { limit: 10, after: None };
    assert_eq!(desk.list_dramas(user, page).await.expect("listed").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_at_once_just_as_many_get_through_as_there_is_room_for() {
    let (world, user) = with_plan(Plan { dramas: NonZeroU32::new(7), ..storage(300) }).await;
    let rivals: JoinSet<_> = (0..64)
        .map(|_| {
            let world = world.clone();
            async move { (make(&world, user).await.is_ok(), store(&world, user, 30).await.is_ok()) }
        })
        .collect();
    let (mut made, mut stored) = (0, 0);
    for (drama, file) in rivals.join_all().await {
        made += u32::from(drama);
        stored += u32::from(file);
    }
    assert_eq!((made, stored), (7, 10));
    let standing = Quotas::new(world.ports()).standing(user).await.expect("read");
    assert_eq!((standing.dramas, standing.storage_bytes), (7, 300));
    assert_eq!(world.blobs.keys().len(), 10, "what was refused is not kept");
}

#[tokio::test]
async fn files_are_refused_beyond_the_plan_and_orders_once_it_is_full() {
    let (world, user) = with_plan(storage(60)).await;
    store(&world, user, 30).await.expect("stored");
    let refused = store(&world, user, 33).await;
    let expected = reached(Quota::StorageBytes, 60, 30, 33);
    assert!(matches!(refused, Err(UploadAssetError::Quota(told)) if told == expected), "{refused:?}");
    let house = House::of(world.clone(), user);
    let episode = house.episode(story()).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    house.ask(Operation::Storyboard, Target::Episode(episode)).await.expect("there is room");
    store(&world, user, 30).await.expect("just full");
    let before = house.trace().await;
    let refused = house.ask(Operation::Script, Target::Episode(episode)).await;
    let full = reached(Quota::StorageBytes, 60, 60, 1);
    assert!(matches!(&refused, Err(RequestGenerationError::Quota(told)) if *told == full), "{refused:?}");
    let start = StartProduction { episode_id: episode, auto_approve: true, burn_subtitles: true };
    let refused = house.productions.request(user, start, crate::house::key("p")).await;
    assert!(matches!(refused, Err(RequestProductionError::Quota(told)) if told == full), "{refused:?}");
    assert_eq!(house.trace().await, before, "nothing was written");
    assert_eq!(world.work().await.len(), 1, "what was ordered before is done");
}

#[tokio::test]
async fn requests_are_counted_by_the_minute_for_each_user() {
    let plan = Plan { requests_per_minute: NonZeroU32::new(3), ..Plan::default() };
    let (world, user) = with_plan(plan).await;
    let other = world.user(0).await;
    let quotas = Quotas::new(world.ports());
    for left in [2, 1, 0] {
        let allowance = quotas.count_request(user).await.expect("counted").expect("limited");
        assert_eq!((allowance.remaining, allowance.retry), (left, None));
    }
    let refused = quotas.count_request(user).await.expect("counted").expect("limited");
    assert_eq!((refused.limit, refused.remaining, refused.retry), (3, 0, Some(20)));
    assert_eq!(quotas.count_request(other).await.expect("counted").expect("limited").retry, None);
    world.clock.advance(chrono::Duration::seconds(20));
    assert_eq!(quotas.count_request(user).await.expect("counted").expect("limited").retry, None);
}

#[tokio::test]
async fn a_clock_that_was_set_back_refuses_no_request_and_refills_no_minute() {
    let plan = Plan { requests_per_minute: NonZeroU32::new(6), ..Plan::default() };
    let (world, user) = with_plan(plan).await;
    let quotas = Quotas::new(world.ports());
    for (back, left) in [(0, 5), (55, 4), (65, 3), (300, 2), (3_600, 1), (86_400, 0)] {
        world.clock.advance(chrono::Duration::seconds(-back));
        let allowance = quotas.count_request(user).await.expect("counted").expect("limited");
        assert_eq!((allowance.remaining, allowance.retry), (left, None), "{back} s back");
    }
    world.clock.advance(chrono::Duration::seconds(-300));
    let refused = quotas.count_request(user).await.expect("counted").expect("limited");
    assert_eq!((refused.remaining, refused.retry), (0, Some(10)));
    world.clock.advance(chrono::Duration::seconds(10));
    assert_eq!(quotas.count_request(user).await.expect("counted").expect("limited").retry, None);
}

#[tokio::test]
async fn a_membership_has_a_plan_of_its_own_and_an_administrator_none() {
    let (mut world, user) = with_plan(Plan { requests_per_minute: NonZeroU32::new(1), ..dramas(1) }).await;
    world.plans.vip = dramas(2);
    let (vip, admin) = (Actor { role: Role::Vip, ..user }, Actor { role: Role::Admin, ..user });
    let quotas = Quotas::new(world.ports());
    make(&world, user).await.expect("the first");
    assert!(make(&world, user).await.is_err());
    make(&world, vip).await.expect("the second");
    assert!(make(&world, vip).await.is_err());
    make(&world, admin).await.expect("a third");
    assert!(quotas.count_request(user).await.expect("counted").is_some());
    for free in [vip, admin] {
        assert_eq!(quotas.count_request(free).await.expect("counted"), None);
    }
    assert_eq!(quotas.standing(vip).await.expect("read").plan, dramas(2));
    let mut tx = world.store.begin(user.user_id).await.expect("begun");
    let known: User = tx.profile().get().await.expect("read").expect("there");
    assert_eq!(known.role, Role::User, "what counts is the role that the actor came with");
}
