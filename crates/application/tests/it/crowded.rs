//! What one drama may have: people, scenes, props, episodes, shots and lines.

use crate::house::{House, key, story};
use std::num::NonZeroU32;
use tokio::task::JoinSet;
use xinggen_application::{
    Actor, AddLine, Cast, CreateCharacter, CreateElementError, CreateEpisode, CreateEpisodeError, CreateProp,
    CreateScene, EditShotsError, Episodes, Invalid, RequestGenerationError, RequestProductionError, Shots,
    StartProduction,
};
use xinggen_domain::{
    DramaId,
    character::{Age, Gender},
    job::{JobState, Operation},
    limits::Problem,
    plan::{PerDrama, Plan, Quota, QuotaReached},
    ports::UnitOfWork as _,
    scene::{TimeOfDay, Weather},
    script::LineMode,
    shot::Line,
    take::Target,
    user::Role,
};
use xinggen_testkit::TestWorld;

async fn world(each: u32) -> (TestWorld, Actor) {
    let most = NonZeroU32::new(each);
    let mut world = TestWorld::new().await;
    let per_drama = PerDrama { episodes: most, characters: most, scenes: most, props: most };
    world.plans.user = Plan { per_drama, ..Plan::default() };
    let user = world.user(100_000).await;
    (world, user)
}

fn person(drama_id: DramaId, name: String) -> CreateCharacter {
    CreateCharacter {
        drama_id,
        name,
        aliases: Vec::new(),
        gender: Gender::Unknown,
        age: Age::Adult,
        description: String::new(),
        voice: None,
    }
}

fn scene(drama_id: DramaId, place: String) -> CreateScene {
    CreateScene {
        drama_id,
        place,
        interior: true,
        time_of_day: TimeOfDay::Day,
        weather: Weather::Clear,
        description: String::new(),
    }
}

/// One more of each part: which quotas refused it.
async fn one_more(world: &TestWorld, user: Actor, drama_id: DramaId, name: &str) -> Vec<QuotaReached> {
    let (cast, episodes) = (Cast::new(world.ports()), Episodes::new(world.ports()));
    let name = name.to_owned();
    let (title, source) = (name.clone(), name.clone());
    let episode = episodes.create_episode(user, CreateEpisode { drama_id, title, source }).await;
    let prop = CreateProp { drama_id, name: name.clone(), description: String::new() };
    let made = [
        cast.create_character(user, person(drama_id, name.clone())).await.map(drop),
        cast.create_scene(user, scene(drama_id, name)).await.map(drop),
        cast.create_prop(user, prop).await.map(drop),
    ];
    let mut reached: Vec<_> = made
        .into_iter()
        .filter_map(|made| match made {
            Ok(()) => None,
            Err(CreateElementError::Quota(reached)) => Some(reached),
            Err(other) => panic!("{other}"),
        })
        .collect();
    match episode {
        Ok(_) => {}
        Err(CreateEpisodeError::Quota(told)) => reached.push(told),
        Err(other) => panic!("{other}"),
    }
    reached
}

async fn counts(world: &TestWorld, user: Actor, drama: DramaId) -> [u64; 4] {
    let mut tx = world.store.begin_read(user.user_id).await.expect("begun");
    let characters = tx.characters().count(drama).await.expect("counted");
    let scenes = tx.scenes().count(drama).await.expect("counted");
    let props = tx.props().count(drama).await.expect("counted");
    let episodes = tx.episodes().count(drama).await.expect("counted");
    [characters, scenes, props, episodes]
}

async fn drama(world: &TestWorld, user: Actor) -> DramaId {
    let mut tx = world.store.begin(user.user_id).await.expect("begun");
    let drama = world.build.drama();
    tx.dramas().add(drama.clone()).await.expect("added");
    tx.commit().await.expect("committed");
    drama.id
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_at_once_just_as_many_get_in_as_a_drama_may_have() {
    let (world, user) = world(7).await;
    let (one, other) = (drama(&world, user).await, drama(&world, user).await);
    let rivals: JoinSet<_> = (0..64)
        .map(|number| {
            let world = world.clone();
            async move { one_more(&world, user, one, &format!("第{number}个")).await }
        })
        .collect();
    let refused = rivals.join_all().await;
    assert_eq!(counts(&world, user, one).await, [7; 4]);
    for quota in [Quota::Characters, Quota::Scenes, Quota::Props, Quota::Episodes] {
        let told: Vec<_> = refused.iter().flatten().filter(|reached| reached.quota == quota).collect();
        assert_eq!(told.len(), 64 - 7, "{quota}");
        assert!(told.iter().all(|reached| (reached.limit, reached.used, reached.needed) == (7, 7, 1)));
    }
    assert_eq!(one_more(&world, user, other, "林晚").await, [], "each drama is counted by itself");
    let admin = Actor { role: Role::Admin, ..user };
    assert_eq!(one_more(&world, admin, one, "林晚").await, [], "administrators have no plan");
}

#[tokio::test]
async fn a_drama_has_an_end_for_administrators_too() {
    let (world, user) = world(1).await;
    let drama = drama(&world, user).await;
    let mut tx = world.store.begin(user.user_id).await.expect("begun");
    let whole = tx.dramas().get(drama).await.expect("read").expect("there");
    for number in 0..3_000 {
        tx.props().add(world.build.prop(&whole, &format!("第{number}个"))).await.expect("added");
    }
    tx.commit().await.expect("committed");
    let admin = Actor { role: Role::Admin, ..user };
    let reached = one_more(&world, admin, drama, "林晚").await;
    assert_eq!(reached, [QuotaReached { quota: Quota::Props, limit: 3_000, used: 3_000, needed: 1 }]);
}

#[tokio::test]
async fn what_a_script_brings_is_kept_and_the_next_one_is_refused() {
    let (world, user) = world(2).await;
    let house = House::of(world, user);
    let drama = house.import(story()).await.drama.id;
    let cast = Cast::new(house.world.ports());
    for name in ["甲", "乙"] {
        cast.create_character(user, person(drama, name.to_owned())).await.expect("within the plan");
    }
    let episode = house.import(story()).await.episodes[0].id;
    // Just full: the script may need nobody new. This one brings two.
    house.make(Operation::Script, Target::Episode(episode)).await;
    assert_eq!(counts(&house.world, user, drama).await, [4, 1, 1, 1]);
    let full = QuotaReached { quota: Quota::Characters, limit: 2, used: 4, needed: 0 };
    let refused = house.ask(Operation::Script, Target::Episode(episode)).await;
    assert!(matches!(&refused, Err(RequestGenerationError::Quota(told)) if *told == full), "{refused:?}");
    house.ask(Operation::Storyboard, Target::Episode(episode)).await.expect("what is there can be used");
    let second = CreateEpisode { drama_id: drama, title: "二".to_owned(), source: story() };
    let second = Episodes::new(house.world.ports()).create_episode(user, second).await.expect("made").id;
    let before = house.trace().await;
    let start = StartProduction { episode_id: second, auto_approve: true, burn_subtitles: true };
    let refused = house.productions.request(user, start, key("p")).await;
    assert!(matches!(refused, Err(RequestProductionError::Quota(told)) if told == full), "{refused:?}");
    assert_eq!(house.trace().await, before, "nothing was written");
}

#[tokio::test]
async fn a_drama_that_has_more_than_it_can_is_not_read_and_its_hold_comes_back() {
    let house = House::with_credits(10_000).await;
    let imported = house.import(story()).await;
    let episode = imported.episodes[0].id;
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered");
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    for number in 0..3_001 {
        let name = format!("第{number}个");
        tx.scenes().add(house.world.build.scene(&imported.drama, &name)).await.expect("added");
    }
    tx.commit().await.expect("committed");
    house.world.work().await;
    let jobs = house.jobs().await;
    let why = jobs[0].error.as_ref().expect("a reason");
    assert_eq!(jobs[0].state, JobState::Failed);
    assert!(why.message.contains("3001 个场景"), "{}", why.message);
    assert_eq!(house.available().await.get(), 10_000);
    house.check_settled().await;
}

#[tokio::test]
async fn a_storyboard_grows_so_far_by_hand() {
    let studio = crate::studio::Studio::new().await;
    let (world, user) = (&studio.world, studio.user);
    let shots = Shots::new(world.ports());
    let mut tx = world.store.begin(user.user_id).await.expect("begun");
    let episode = studio.episode.id;
    let mut stored = tx.shots().of_episode(episode).await.expect("read");
    let line = |id| Line {
        id,
        speaker: None,
        mode: LineMode::VoiceOver,
        text: "雪".to_owned(),
        start_ms: None,
        duration_ms: None,
    };
    let have: usize = stored.iter().map(|shot| shot.lines.len()).sum();
    stored[0].lines.extend((have..3_000).map(|_| line(world.build.id())));
    tx.shots().replace(episode, stored.clone()).await.expect("written");
    tx.commit().await.expect("committed");
    let add = AddLine {
        shot_id: stored[1].id,
        position: None,
        speaker: None,
        mode: LineMode::VoiceOver,
        text: "一句".to_owned(),
    };
    let refused = shots.add_line(user, None, add.clone()).await;
    let full = Invalid::new("lines", Problem::TooMany { most: 3_000 });
    assert!(matches!(refused, Err(EditShotsError::Invalid(ref told)) if *told == full), "{refused:?}");
    let gone = stored[0].lines.last().expect("a line").id;
    shots.delete_line(user, gone, None).await.expect("deleting makes room");
    shots.add_line(user, None, add).await.expect("one more");
}
