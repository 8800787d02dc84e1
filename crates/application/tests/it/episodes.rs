//! Episodes as people add, change and delete them.

use crate::{
    house::{House, story},
    studio::Studio,
};
use xinggen_application::{
    CreateEpisode, CreateEpisodeError, DeleteEpisodeError, EpisodeChange, Episodes, UpdateError,
};
use xinggen_domain::ports::UnitOfWork as _;

fn episode(studio: &Studio, title: &str, source: &str) -> CreateEpisode {
    CreateEpisode { drama_id: studio.drama.id, title: title.to_owned(), source: source.to_owned() }
}

#[tokio::test]
async fn an_episode_gets_the_next_number_and_its_texts_are_checked() {
    let studio = Studio::new().await;
    let episodes = Episodes::new(studio.world.ports());
    let made = episodes.create_episode(studio.user, episode(&studio, "第二集", " 雪停了。\n")).await;
    let made = made.expect("made");
    assert_eq!((made.number, made.source.as_str(), made.version), (2, "雪停了。", 1));
    let listed = episodes.list_episodes(studio.user, studio.drama.id).await.expect("read").expect("there");
    assert_eq!(listed, [studio.episode.clone(), made]);
    for (create, field) in [
        (episode(&studio, "", "雪"), "title"),
        (episode(&studio, "集", " "), "source"),
        (episode(&studio, "集", &"雪".repeat(20_001)), "source"),
    ] {
        match episodes.create_episode(studio.user, create).await {
            Err(CreateEpisodeError::Invalid(invalid)) => {
                let wrong: Vec<_> =
                    invalid.fields().iter().map(|wrong| (wrong.field, wrong.problem.code())).collect();
                assert_eq!(wrong, [(field, "length")]);
            }
            other => panic!("{other:?}"),
        }
    }
    let both = episodes.create_episode(studio.user, episode(&studio, " ", "雪\u{7}")).await;
    let Err(CreateEpisodeError::Invalid(invalid)) = both else { panic!("{both:?}") };
    let wrong: Vec<_> = invalid.fields().iter().map(|wrong| (wrong.field, wrong.problem.code())).collect();
    assert_eq!(wrong, [("title", "length"), ("source", "characters")], "each wrong field is told");
}

#[tokio::test]
async fn a_view_tells_what_there_is_of_an_episode() {
    let house = House::with_credits(2000).await;
    let episodes = Episodes::new(house.world.ports());
    let id = house.episode(story()).await;
    let before = episodes.get_episode(house.user, id).await.expect("read").expect("there");
    assert!(before.script.is_none() && before.storyboard.is_none() && before.cut.is_none());
    assert_eq!((before.shots, before.lines, before.planned_ms), (0, 0, 0));
    assert_eq!(episodes.read_script(house.user, id).await.expect("read"), None);
    assert_eq!(episodes.list_cuts(house.user, id).await.expect("read"), Some(vec![]));
    house.produce(story()).await;
    let after = episodes.get_episode(house.user, id).await.expect("read").expect("there");
    assert!(after.storyboard.is_some() && after.shots > 0 && after.planned_ms >= 2000);
    assert_eq!(after.lines, 9, "eight are spoken, one is narrated");
    assert_eq!(after.script, episodes.read_script(house.user, id).await.expect("read"));
    assert!(after.script.is_some());
    let cuts = episodes.list_cuts(house.user, id).await.expect("read").expect("there");
    assert_eq!((cuts.len(), cuts.first()), (1, after.cut.as_ref()));
}

#[tokio::test]
async fn of_two_tabs_with_one_version_the_second_sees_what_the_first_did() {
    let studio = Studio::new().await;
    let episodes = Episodes::new(studio.world.ports());
    let title = |title: &str| EpisodeChange { title: Some(title.to_owned()), source: None };
    let (user, id) = (studio.user, studio.episode.id);
    let first = episodes.update_episode(user, id, Some(1), title("一")).await.expect("changed");
    assert_eq!((first.title.as_str(), &first.source), ("一", &studio.episode.source));
    match episodes.update_episode(user, id, Some(1), title("二")).await {
        Err(UpdateError::Stale { current }) => assert_eq!(*current, first),
        other => panic!("{other:?}"),
    }
    match episodes.delete_episode(user, id, Some(1)).await {
        Err(DeleteEpisodeError::Stale { current }) => assert_eq!(*current, first),
        other => panic!("{other:?}"),
    }
    episodes.delete_episode(user, id, Some(2)).await.expect("deleted");
    assert!(episodes.get_episode(user, id).await.expect("read").is_none());
    assert_eq!(studio.stored().await, [], "its shots are left");
}

#[tokio::test]
async fn an_episode_with_a_live_job_stays() {
    let house = House::with_credits(2000).await;
    let id = house.episode(story()).await;
    let production = house.start(id, true).await;
    let episodes = Episodes::new(house.world.ports());
    let refused = episodes.delete_episode(house.user, id, None).await;
    assert!(matches!(refused, Err(DeleteEpisodeError::JobLive)), "{refused:?}");
    house.productions.cancel(house.user, production).await.expect("cancelled");
    episodes.delete_episode(house.user, id, None).await.expect("deleted");
    assert!(house.productions.view(house.user, production).await.expect("read").is_none());
    let mut tx = house.world.store.begin_read(house.user.user_id).await.expect("begun");
    assert!(!tx.jobs().of_production(production).await.expect("read").is_empty(), "jobs and bills stay");
    drop(tx);
    house.check_settled().await;
}

#[tokio::test]
async fn a_foreign_episode_or_drama_is_one_that_is_not_there() {
    let studio = Studio::new().await;
    let episodes = Episodes::new(studio.world.ports());
    let (them, id) = (studio.neighbour, studio.episode.id);
    let made = episodes.create_episode(them, episode(&studio, "偷", "偷")).await;
    assert!(matches!(made, Err(CreateEpisodeError::NotFound)), "{made:?}");
    assert!(episodes.list_episodes(them, studio.drama.id).await.expect("read").is_none());
    assert!(episodes.get_episode(them, id).await.expect("read").is_none());
    assert!(episodes.read_script(them, id).await.expect("read").is_none());
    assert!(episodes.list_cuts(them, id).await.expect("read").is_none());
    let changed = episodes.update_episode(them, id, Some(1), EpisodeChange::default()).await;
    assert!(matches!(changed, Err(UpdateError::NotFound)), "{changed:?}");
    let deleted = episodes.delete_episode(them, id, None).await;
    assert!(matches!(deleted, Err(DeleteEpisodeError::NotFound)), "{deleted:?}");
    assert_eq!(studio.stored().await, studio.shots);
}
