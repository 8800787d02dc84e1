//! Bringing the schema up to date.

mod older;

use crate::support::{TestDatabase, empty_postgres, empty_sqlite};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::sync::Arc;
use tokio::task::JoinSet;
use uuid::Uuid;
use xinggen_database::Database;
use xinggen_domain::{
    DramaId, EpisodeId, Id, JobId, ProductionId, UserId,
    job::{Job, JobState},
    ports::{AccountDirectory, UnitOfWork},
    user::{PasswordHash, User, UserStatus},
};
use xinggen_testkit::ManualClock;

async fn running_twice_is_running_once(test: TestDatabase) {
    let pending = test.database.pending_migrations().await.expect("a look");
    assert_eq!(
        pending,
        ["m20261122_000001_initial", "m20261122_000002_service", "m20261122_000005_spending"],
        "an empty database lacks them all"
    );
    test.database.migrate().await.expect("the first run");
    assert_eq!(test.database.pending_migrations().await.expect("a look"), Vec::<String>::new());
    test.database.migrate().await.expect("the second run");
}

async fn four_at_once_do_not_clash(test: TestDatabase) {
    let mut running = JoinSet::new();
    for _ in 0..4 {
        let settings = test.settings.clone();
        running.spawn(async move {
            let database = Database::connect(&settings, Arc::new(ManualClock::default())).await?;
            database.migrate().await
        });
    }
    for result in running.join_all().await {
        result.expect("each finds the schema made or makes it");
    }
    assert_eq!(test.database.pending_migrations().await.expect("a look"), Vec::<String>::new());
}

/// What the first migration's tables held is there after the second, and jobs outlive what they were for.
async fn the_second_keeps_the_rows_of_the_first(test: TestDatabase) {
    older::make(&test).await;
    test.database.migrate().await.expect("the second migration");
    let owner = UserId::from_uuid(Uuid::from_u128(older::USER));
    let (user, password) = found_by_email(&test).await;
    assert_eq!((user.id, user.status, password), (owner, UserStatus::Active, None));
    let mut tx = test.database.begin(owner).await.expect("a transaction");
    let drama: DramaId = id(older::DRAMA);
    let kept = tx.dramas().get(drama).await.expect("a look").expect("the drama");
    assert_eq!((kept.import_key.as_deref(), kept.version, kept.deleted_at), (Some("story"), 3, None));
    let jobs = [older::JOB, older::WAITING].map(id::<JobId>);
    let (episode, production) = (id::<EpisodeId>(older::EPISODE), id::<ProductionId>(older::PRODUCTION));
    tx.episodes().delete(episode).await.expect("nothing holds it");
    assert_eq!(tx.productions().get(production).await.expect("a look"), None);
    for job in jobs {
        let job = tx.jobs().get(job).await.expect("a look").expect("the job");
        assert_eq!((job.episode_id, job.production_id), (Some(episode), Some(production)), "as it was");
    }
    let waiting = tx.jobs().lock(jobs[1]).await.expect("a lock").expect("the job");
    tx.jobs().save(&Job { state: JobState::Blocked, ..waiting }).await.expect("a save");
    assert_eq!(tx.jobs().unblock_after(jobs[0]).await.expect("an end"), [jobs[1]], "its wait is kept");
    tx.commit().await.expect("a commit");
    check_sqlite(&test).await;
}

fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

async fn found_by_email(test: &TestDatabase) -> (User, Option<PasswordHash>) {
    test.database.find_by_email("lin@example.com").await.expect("a look").expect("the user")
}

/// The second migration edits SQLite's schema by hand.
async fn check_sqlite(test: &TestDatabase) {
    if test.backend() != DbBackend::Sqlite {
        return;
    }
    let db = test.raw().await;
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
    let answer = db.query_one_raw(check).await.expect("a check").expect("an answer");
    assert_eq!(answer.try_get::<String>("", "integrity_check").expect("a text"), "ok");
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
    assert!(db.query_all_raw(check).await.expect("a check").is_empty(), "every key holds");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_keeps_the_rows_of_the_first_on_sqlite() {
    the_second_keeps_the_rows_of_the_first(empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_keeps_the_rows_of_the_first_on_postgres() {
    the_second_keeps_the_rows_of_the_first(empty_postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn running_twice_is_running_once_on_sqlite() {
    running_twice_is_running_once(empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn running_twice_is_running_once_on_postgres() {
    running_twice_is_running_once(empty_postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn four_at_once_do_not_clash_on_sqlite() {
    four_at_once_do_not_clash(empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn four_at_once_do_not_clash_on_postgres() {
    four_at_once_do_not_clash(empty_postgres().await).await;
}
