//! Values between the model and its columns: every code goes in, nothing that the model does not know comes out.

use crate::support::{Books, TestDatabase, on_both};
use sea_orm::ConnectionTrait;
use xinggen_domain::{
    error::StoreError,
    job::{JobState, Operation},
    ports::{TenantTx, UnitOfWork},
    production::ProductionState,
    take::Target,
};
use xinggen_testkit::rewrite;

on_both!(every_state_can_be_stored, what_the_model_does_not_know_is_corrupt);

async fn every_state_can_be_stored(test: TestDatabase) {
    let books = Books::open(&test).await;
    let episode = books.build.episode(&books.drama, 1);
    let mut production = books.build.production(&episode);
    let mut job = books.build.image_job(&books.drama);
    let mut tx = test.database.begin(books.owner).await.expect("a transaction");
    tx.episodes().add(episode).await.expect("a new episode");
    assert!(tx.productions().add(production.clone()).await.expect("a new production"));
    assert!(tx.jobs().add(job.clone(), &[]).await.expect("a new job"));
    for state in ProductionState::ALL {
        rewrite(&mut production, |record| record.state = *state);
        tx.productions().save(&mut production).await.expect("a save");
        let stored = tx.productions().get(production.id).await.expect("a look");
        assert_eq!(stored.as_ref(), Some(&production), "{state}");
    }
    for state in JobState::ALL {
        job.state = *state;
        tx.jobs().save(&job).await.expect("a save");
        assert_eq!(tx.jobs().get(job.id).await.expect("a look").as_ref(), Some(&job), "{state}");
    }
    tx.commit().await.expect("a commit");
}

async fn what_the_model_does_not_know_is_corrupt(test: TestDatabase) {
    let books = Books::open(&test).await;
    let build = &books.build;
    let (episode, scene) = (build.episode(&books.drama, 1), build.scene(&books.drama, "老街口"));
    let script = build.script(&episode, &scene, &[]);
    let shot = build.shot(&episode, &scene, 1);
    let job = build.job(build.order(&books.drama, Operation::Image, Target::Shot(shot.id)));
    let asset = build.asset(books.owner);
    let mut tx = test.database.begin(books.owner).await.expect("a transaction");
    tx.episodes().add(episode.clone()).await.expect("a new episode");
    tx.scenes().add(scene).await.expect("a new scene");
    tx.scripts().put(script).await.expect("a new script");
    tx.shots().replace(episode.id, vec![shot.clone()]).await.expect("a new shot");
    tx.jobs().add(job.clone(), &[]).await.expect("a new job");
    tx.assets().add(asset.clone()).await.expect("a new asset");
    tx.commit().await.expect("a commit");

    spoil(&test, "UPDATE dramas SET style = 'baroque'").await;
    corrupt(reader(&books).await.dramas().get(books.drama.id).await);
    spoil(&test, "UPDATE scripts SET beats = '[{\"scene_id\": 7}]'").await;
    corrupt(reader(&books).await.scripts().of_episode(episode.id).await);
    spoil(&test, "UPDATE shots SET planned_ms = -1").await;
    corrupt(reader(&books).await.shots().get(shot.id).await);
    spoil(&test, "UPDATE jobs SET target_kind = 'choir'").await;
    corrupt(reader(&books).await.jobs().get(job.id).await);
    spoil(&test, "UPDATE assets SET sha256 = 'zz'").await;
    corrupt(reader(&books).await.assets().get(asset.id).await);
}

async fn spoil(test: &TestDatabase, sql: &str) {
    let done = test.raw().await.execute_unprepared(sql).await.expect(sql);
    assert_eq!(done.rows_affected(), 1, "{sql}");
}

async fn reader(books: &Books) -> Box<dyn TenantTx> {
    books.database.begin_read(books.owner).await.expect("a reader")
}

fn corrupt<T: std::fmt::Debug>(read: Result<T, StoreError>) {
    assert!(matches!(read, Err(StoreError::Corrupt(_))), "{read:?}");
}
