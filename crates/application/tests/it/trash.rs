//! The trash: what it hides, what it stops, and what comes back.

use crate::{
    house::{House, story},
    studio::Studio,
};
use chrono::Duration;
use xinggen_application::{
    Cast, Dramas, Ended, Episodes, ImportStory, JobRunner, RestoreDramaError, Shots, Stories, Takes,
    TrashDramaError,
};
use xinggen_domain::{
    Credits,
    drama::{AspectRatio, Style},
    job::JobState,
    plan::RunningCaps,
    ports::{Clock as _, JobQueue as _, Page, Silent, UnitOfWork as _},
    production::ProductionState,
    take::Target,
};

#[tokio::test]
async fn a_drama_in_the_trash_hides_everything_below_it_until_it_is_restored() {
    let studio = Studio::new().await;
    let ports = || studio.world.ports();
    let dramas = Dramas::new(ports());
    let (user, id, page) = (studio.user, studio.drama.id, Page { limit: 10, after: None });
    // Which of its things can be seen.
    let seen = async || {
        let (episodes, cast, shots) = (Episodes::new(ports()), Cast::new(ports()), Shots::new(ports()));
        let shot = &studio.shots[0];
        [
            dramas.get_drama(user, id).await.expect("read").is_some(),
            dramas.list_dramas(user, page).await.expect("read").iter().any(|drama| drama.id == id),
            episodes.list_episodes(user, id).await.expect("read").is_some(),
            episodes.get_episode(user, studio.episode.id).await.expect("read").is_some(),
            episodes.list_cuts(user, studio.episode.id).await.expect("read").is_some(),
            cast.list_characters(user, id).await.expect("read").is_some(),
            cast.get_character(user, studio.lin.id).await.expect("read").is_some(),
            cast.get_scene(user, studio.street.id).await.expect("read").is_some(),
            cast.get_prop(user, studio.watch.id).await.expect("read").is_some(),
            shots.list_shots(user, studio.episode.id).await.expect("read").is_some(),
            shots.get_shot(user, shot.id).await.expect("read").is_some(),
            Takes::new(ports())
                .list_takes(user, Target::Line(shot.lines[0].id), None)
                .await
                .expect("read")
                .is_some(),
        ]
    };
    assert_eq!(seen().await, [true; 12]);
    let news = async || studio.begin().await.events().bounds().await.expect("read");
    let before = news().await;
    dramas.trash_drama(user, id, Some(1)).await.expect("trashed");
    assert_eq!(seen().await, [false; 12]);
    assert_eq!(news().await, before, "no credits moved, so there is no news of them");
    let trashed = dramas.list_trashed(user, page).await.expect("read");
    assert_eq!(trashed.len(), 1);
    assert_eq!(trashed[0].deleted_at, Some(studio.world.clock.now()));
    let again = dramas.trash_drama(user, id, None).await;
    assert!(matches!(again, Err(TrashDramaError::NotFound)), "{again:?}");
    let restored = dramas.restore_drama(user, id).await.expect("restored");
    assert_eq!((restored.deleted_at, restored.title), (None, studio.drama.title.clone()));
    assert_eq!(seen().await, [true; 12]);
    assert_eq!(studio.stored().await, studio.shots);
    assert_eq!(dramas.list_trashed(user, page).await.expect("read"), []);
}

#[tokio::test]
async fn only_its_owner_trashes_and_restores_and_only_in_the_version_seen() {
    let studio = Studio::new().await;
    let dramas = Dramas::new(studio.world.ports());
    let id = studio.drama.id;
    let foreign = dramas.trash_drama(studio.neighbour, id, None).await;
    assert!(matches!(foreign, Err(TrashDramaError::NotFound)), "{foreign:?}");
    match dramas.trash_drama(studio.user, id, Some(2)).await {
        Err(TrashDramaError::Stale { current }) => assert_eq!(*current, studio.drama),
        other => panic!("{other:?}"),
    }
    let there = dramas.restore_drama(studio.user, id).await;
    assert!(matches!(there, Err(RestoreDramaError::NotFound)), "it is not in the trash: {there:?}");
    dramas.trash_drama(studio.user, id, None).await.expect("trashed");
    let foreign = dramas.restore_drama(studio.neighbour, id).await;
    assert!(matches!(foreign, Err(RestoreDramaError::NotFound)), "{foreign:?}");
    let page = Page { limit: 10, after: None };
    assert_eq!(dramas.list_trashed(studio.neighbour, page).await.expect("read"), []);
}

#[tokio::test]
async fn what_has_not_started_is_cancelled_and_its_holds_given_back() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    let production = house.view(id).await;
    let queued = production.jobs.iter().filter(|job| job.state == JobState::Queued).count();
    assert!(queued > 0, "nothing was under way");
    let dramas = Dramas::new(house.world.ports());
    dramas.trash_drama(house.user, production.production.drama_id, None).await.expect("trashed");
    house.check_settled().await;
    assert_eq!(house.spent().await, Credits::ZERO);
    assert!(house.world.work().await.is_empty(), "a cancelled job ran");
    dramas.restore_drama(house.user, production.production.drama_id).await.expect("restored");
    let after = house.view(id).await;
    assert_eq!(after.production.state, ProductionState::Cancelled);
    assert!(after.jobs.iter().all(|job| job.state == JobState::Cancelled));
    house.produce(story()).await;
    house.check_settled().await;
}

#[tokio::test]
async fn a_running_job_is_asked_to_stop_and_gives_its_hold_back_when_it_does() {
    let house = House::with_credits(2000).await;
    let id = house.start(house.episode(story()).await, true).await;
    let drama = house.view(id).await.production.drama_id;
    let (store, now) = (&house.world.store, house.world.clock.now());
    let token = house.world.build.id();
    let claimed = store
        .claim(&[token], RunningCaps::each(9), now, now + Duration::minutes(1))
        .await
        .expect("claimed")
        .remove(0);
    Dramas::new(house.world.ports()).trash_drama(house.user, drama, None).await.expect("trashed");
    let mut tx = store.begin_read(house.user.user_id).await.expect("begun");
    let job = tx.jobs().get(claimed.job.id).await.expect("read").expect("jobs are not hidden");
    assert_eq!((job.state, job.cancel_requested), (JobState::Running, true));
    assert!(tx.credits().view().await.expect("read").account().held.is_positive(), "given back too early");
    drop(tx);
    let runner = JobRunner::new(house.world.ports());
    assert_eq!(runner.run(&claimed, &Silent).await.expect("recorded"), Ended::Cancelled);
    runner.follow_up(&claimed).await;
    house.check_settled().await;
    assert_eq!(house.spent().await, Credits::ZERO);
}

#[tokio::test]
async fn an_import_takes_its_drama_out_of_the_trash() {
    let house = House::with_credits(0).await;
    let first = house.import(story()).await;
    let dramas = Dramas::new(house.world.ports());
    dramas.trash_drama(house.user, first.drama.id, None).await.expect("trashed");
    let import = ImportStory {
        import_key: first.drama.import_key.clone(),
        title: first.drama.title.clone(),
        story: story(),
        style: Style::Ink,
        aspect: AspectRatio::Portrait,
    };
    let again = Stories::new(house.world.ports()).import(house.user, import).await.expect("imported");
    assert_eq!((again.drama.id, again.episodes[0].id), (first.drama.id, first.episodes[0].id));
    assert!(dramas.get_drama(house.user, first.drama.id).await.expect("read").is_some());
}
