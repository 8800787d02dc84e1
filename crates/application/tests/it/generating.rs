//! One thing that somebody asks for.

use crate::house::{House, key, key_for, story};
use std::sync::Arc;
use xinggen_application::{GenerationOrder, QuoteGenerationError, RequestGenerationError};
use xinggen_domain::{
    Credits, EpisodeId,
    job::{JobState, Operation},
    ports::UnitOfWork as _,
    production::Missing,
    script::Language,
    take::Target,
};

/// A house with an episode of which nothing is made.
async fn house(credits: i64) -> (House, EpisodeId) {
    let house = House::with_credits(credits).await;
    let episode = house.episode(story()).await;
    (house, episode)
}

fn script(episode: EpisodeId) -> GenerationOrder {
    GenerationOrder { operation: Operation::Script, target: Target::Episode(episode) }
}

#[tokio::test]
async fn a_request_holds_its_quote_and_is_charged_when_it_is_made() {
    let (house, episode) = house(100).await;
    let quote = house.quotes().of_generation(house.user, script(episode)).await.expect("quoted");
    let before = house.trace().await;
    assert_eq!(house.trace().await, before, "a quote writes nothing");
    let asked = house.generations().request(house.user, script(episode), key("a")).await.expect("ordered");
    assert!(!asked.again && asked.job.state == JobState::Queued && asked.job.production_id.is_none());
    assert_eq!(house.held().await, quote.amount);
    assert_eq!(house.world.dispatcher.take(), [asked.job.id]);
    house.world.work().await;
    assert_eq!(house.spent().await, quote.amount);
    assert!(house.look(episode).await.script.is_some());
    house.check_settled().await;
}

#[tokio::test]
async fn what_is_current_is_made_and_charged_again_when_somebody_asks() {
    let (house, episode) = house(100).await;
    let first = house.make(Operation::Script, Target::Episode(episode)).await;
    let second = house.make(Operation::Script, Target::Episode(episode)).await;
    assert_ne!(first.id, second.id);
    assert_eq!(house.spent().await, Credits::new(10));
    house.check_settled().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_ten_times_at_once_makes_one_job_and_one_hold() {
    let (house, episode) = house(100).await;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (generations, user) = (house.generations(), house.user);
        clients.spawn(async move {
            generations.request(user, script(episode), key("a")).await.expect("answered")
        });
    }
    let answers = clients.join_all().await;
    assert!(answers.iter().all(|answer| answer.job.id == answers[0].job.id));
    assert_eq!(answers.iter().filter(|answer| !answer.again).count(), 1);
    assert_eq!((house.jobs().await.len(), house.held().await), (1, Credits::new(5)));
}

#[tokio::test]
async fn a_known_key_gives_the_job_as_it_is_now() {
    let (house, episode) = house(100).await;
    house.generations().request(house.user, script(episode), key("a")).await.expect("ordered");
    house.world.work().await;
    let before = house.trace().await;
    let again = house.generations().request(house.user, script(episode), key("a")).await.expect("known");
    assert!(again.again && again.job.state == JobState::Succeeded);
    let other = house.generations().request(house.user, script(episode), key_for("a", "{1}")).await;
    assert!(matches!(other, Err(RequestGenerationError::KeyReused)));
    assert_eq!(house.trace().await, before);
}

#[tokio::test]
async fn too_few_credits_write_nothing_and_the_key_stays_free() {
    let (house, episode) = house(4).await;
    let before = house.trace().await;
    let refused = house.generations().request(house.user, script(episode), key("a")).await;
    let Err(RequestGenerationError::Insufficient(short)) = refused else { panic!("{refused:?}") };
    assert_eq!((short.needed, short.available), (Credits::new(5), Credits::new(4)));
    assert_eq!(house.trace().await, before);
    assert_eq!(house.world.dispatcher.take(), []);
    house.world.top_up(house.user.user_id, 1).await;
    let asked = house.generations().request(house.user, script(episode), key("a")).await.expect("ordered");
    assert!(!asked.again, "a refusal is not remembered");
}

#[tokio::test]
async fn what_is_under_way_is_not_ordered_twice() {
    let (house, episode) = house(100).await;
    let first = house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered").job;
    let before = house.trace().await;
    let refused = house.ask(Operation::Script, Target::Episode(episode)).await;
    assert!(matches!(refused, Err(RequestGenerationError::AlreadyRunning(job)) if job.id == first.id));
    assert_eq!(house.trace().await, before);
}

#[tokio::test]
async fn nobody_asks_for_what_is_not_theirs_or_makes_no_sense() {
    let (house, episode) = house(100).await;
    let neighbour = house.world.user(100).await;
    let theirs = house.generations().request(neighbour, script(episode), key("a")).await;
    assert!(matches!(theirs, Err(RequestGenerationError::NotFound)));
    let quoted = house.quotes().of_generation(neighbour, script(episode)).await;
    assert!(matches!(quoted, Err(QuoteGenerationError::NotFound)));
    for operation in [Operation::Image, Operation::Video, Operation::Voice] {
        let senseless = house.ask(operation, Target::Episode(episode)).await;
        assert!(matches!(senseless, Err(RequestGenerationError::NotFound)), "{operation}");
    }
}

#[tokio::test]
async fn nothing_is_made_for_a_drama_in_the_trash() {
    let (house, episode) = house(100).await;
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    let drama_id = tx.episodes().get(episode).await.expect("read").expect("there").drama_id;
    let mut drama = tx.dramas().get(drama_id).await.expect("read").expect("there");
    drama.deleted_at = Some(drama.created_at);
    tx.dramas().save(&mut drama).await.expect("saved");
    tx.commit().await.expect("committed");
    let refused = house.generations().request(house.user, script(episode), key("a")).await;
    assert!(matches!(refused, Err(RequestGenerationError::NotFound)));
}

#[tokio::test]
async fn what_is_missing_is_told() {
    let (house, episode) = house(200).await;
    let whole = Target::Episode(episode);
    let missing = async |operation, target| match house.ask(operation, target).await {
        Err(RequestGenerationError::NotReady(missing)) => missing,
        other => panic!("{other:?}"),
    };
    let script = Missing::Result(Operation::Script, whole);
    assert_eq!(missing(Operation::Storyboard, whole).await, [script]);
    assert_eq!(missing(Operation::Cut, whole).await, [Missing::Shots]);
    house.make(Operation::Script, whole).await;
    house.make(Operation::Storyboard, whole).await;
    let state = house.look(episode).await;
    let shot = state.shots.iter().find(|shot| !shot.cast.is_empty()).expect("a shot of somebody");
    let target = Target::Shot(shot.id);
    let pictures = missing(Operation::Image, target).await;
    assert_eq!(pictures.len(), 1 + shot.cast.len() + shot.props.len());
    assert!(pictures.contains(&Missing::Result(Operation::Image, Target::Character(shot.cast[0]))));
    let clip = missing(Operation::Video, target).await;
    assert_eq!(clip[0], Missing::Result(Operation::Image, target));
    assert_eq!(clip.len(), 1 + state.lines().count(), "durations are measured when every line is spoken");
    let cut = missing(Operation::Cut, whole).await;
    assert_eq!(cut.len(), state.shots.len() + state.lines().count());
    house.check_settled().await;
}

#[tokio::test]
async fn a_character_is_drawn_before_there_is_any_episode() {
    let house = House::with_credits(100).await;
    let build = Arc::clone(&house.world.build);
    let drama = build.drama();
    let (lin, street, watch) =
        (build.character(&drama, "林晚"), build.scene(&drama, "老街"), build.prop(&drama, "怀表"));
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    tx.dramas().add(drama.clone()).await.expect("added");
    tx.characters().add(lin.clone()).await.expect("added");
    tx.scenes().add(street.clone()).await.expect("added");
    tx.props().add(watch.clone()).await.expect("added");
    tx.commit().await.expect("committed");
    for (target, name) in [
        (Target::Character(lin.id), "角色 林晚"),
        (Target::Scene(street.id), "场景 老街"),
        (Target::Prop(watch.id), "道具 怀表"),
    ] {
        let job = house.make(Operation::Image, target).await;
        assert_eq!((job.drama_id, job.episode_id), (drama.id, None));
        let mut tx = house.world.store.begin_read(house.user.user_id).await.expect("begun");
        let takes = tx.takes().of_target(target).await.expect("read");
        assert_eq!((takes.len(), takes[0].job_id, takes[0].selected), (1, job.id, true));
        let entry = house.stated().await.pop().expect("an entry");
        assert_eq!(entry.words(Language::Chinese), format!("画面 · {name} · 《{}》", drama.title));
    }
    house.check_settled().await;
}
