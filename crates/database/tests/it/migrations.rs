//! Bringing the schema up to date.

mod described;
mod members;
pub(crate) mod older;

use crate::support::{TestDatabase, empty_postgres, empty_sqlite};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::sync::Arc;
use tokio::task::JoinSet;
use uuid::Uuid;
use xinggen_database::Database;
use xinggen_domain::{
    DramaId, EpisodeId, Id, JobId, ProductionId, UserId,
    job::{Job, JobState, Operation},
    ledger::{Description, JobDescription, LotSource},
    ports::{AccountDirectory, UnitOfWork},
    take::Target,
    user::{PasswordHash, User, UserStatus},
};
use xinggen_testkit::ManualClock;

async fn running_twice_is_running_once(test: TestDatabase) {
    let pending = test.database.pending_migrations().await.expect("a look");
    assert_eq!(pending.first().map(String::as_str), Some("m20261122_000001_initial"));
    assert!(pending.len() > 2, "an empty database lacks them all");
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

/// Every column of every entry but its description, as text.
async fn entries_without_words(db: &DatabaseConnection, backend: DbBackend) -> Vec<String> {
    let text = if backend == DbBackend::Sqlite { "quote" } else { "concat" };
    let columns =
        ["user_id", "id", "number", "kind", "amount", "balance_after", "actor_id", "created_at", "job_id"];
    let row = columns.map(|column| format!("{text}({column})")).join(" || ' ' || ");
    let select = format!("SELECT {row} AS entry FROM credit_transactions ORDER BY number");
    let rows = db.query_all_raw(Statement::from_string(backend, select)).await.expect("the statement");
    rows.iter().map(|row| row.try_get("", "entry").expect("a text")).collect()
}

/// Every description becomes a code with what can be derived for it; nothing else of a row is changed, and the rows
/// are protected as before.
async fn words_of_the_statement_become_codes(test: TestDatabase) {
    let db = described::make(&test).await;
    let before = entries_without_words(&db, test.backend()).await;
    test.database.migrate().await.expect("the migration");
    assert_eq!(entries_without_words(&db, test.backend()).await, before);
    assert_eq!(before.len(), 10);
    let mut tx = test.database.begin_read(id(described::USER)).await.expect("a transaction");
    let entries = tx.credits().statement(0, 100).await.expect("every description can be read");
    let job = |operation, target, shot| {
        let drama_id = id(described::DRAMA);
        Description::Job(JobDescription { operation, target, shot, drama_id, episode: Some(1) })
    };
    let expected = [
        Description::Plain,
        Description::Act(id(described::GIVEN)),
        Description::Plain,
        Description::Redeemed(id(described::BATCH)),
        job(Operation::Script, Target::Episode(id(described::EPISODE)), None),
        job(Operation::Image, Target::Prop(id(described::PROP)), None),
        job(Operation::Image, Target::Shot(id(described::SHOT)), Some(3)),
        job(Operation::Voice, Target::Line(id(described::LINE)), Some(3)),
        Description::Plain,
        Description::Expired(LotSource::SignupBonus),
    ];
    let found: Vec<Description> = entries.iter().map(|entry| entry.description).collect();
    assert_eq!(found, expected);
    drop(tx);
    let words = format!(
        "SELECT COUNT(*) AS found FROM credit_transactions WHERE description LIKE '%{}%'",
        described::MARK
    );
    let row = db.query_one_raw(Statement::from_string(test.backend(), words)).await.expect("a look");
    assert_eq!(row.expect("a row").try_get::<i64>("", "found").expect("a number"), 0);
    for change in ["UPDATE credit_transactions SET description = 'x'", "DELETE FROM credit_transactions"] {
        let error = db.execute_unprepared(change).await.expect_err(change).to_string();
        assert!(error.contains("are never changed"), "{error}");
    }
    check_sqlite(&test).await;
}

/// Where anything but a description would change, nothing does.
async fn a_statement_that_would_not_add_up_is_left_as_it_is(test: TestDatabase) {
    let db = described::make(&test).await;
    let before = entries_without_words(&db, test.backend()).await;
    let triggers: &[&str] = match test.backend() {
        DbBackend::Sqlite => &["CREATE TRIGGER meddle AFTER UPDATE OF description ON credit_transactions
             WHEN NEW.number = 7
             BEGIN UPDATE credit_transactions SET amount = amount + 1 WHERE user_id = NEW.user_id AND id = NEW.id; END"],
        _ => &[
            "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN NEW.created_at = NEW.created_at + interval '1 microsecond'; RETURN NEW; END $$",
            "CREATE TRIGGER meddle BEFORE UPDATE ON credit_transactions FOR EACH ROW WHEN (NEW.number = 7)
             EXECUTE FUNCTION meddle()",
        ],
    };
    for trigger in triggers {
        db.execute_unprepared(trigger).await.expect(trigger);
    }
    let error = test.database.migrate().await.expect_err("rows that differ").to_string();
    let error = format!("{error} {:?}", test.database.migrate().await.expect_err("still"));
    assert!(error.contains("1 rows of credit_transactions would not be what they were"), "{error}");
    assert_eq!(entries_without_words(&db, test.backend()).await, before);
    let words = "SELECT COUNT(*) AS found FROM credit_transactions WHERE description LIKE '{%'";
    let row = db.query_one_raw(Statement::from_string(test.backend(), words)).await.expect("a look");
    assert_eq!(
        row.expect("a row").try_get::<i64>("", "found").expect("a number"),
        0,
        "no description changed"
    );
    assert!(!test.database.pending_migrations().await.expect("a look").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_the_statement_become_codes_on_sqlite() {
    words_of_the_statement_become_codes(empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_the_statement_become_codes_on_postgres() {
    words_of_the_statement_become_codes(empty_postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_would_not_add_up_is_left_as_it_is_on_sqlite() {
    a_statement_that_would_not_add_up_is_left_as_it_is(empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_would_not_add_up_is_left_as_it_is_on_postgres() {
    a_statement_that_would_not_add_up_is_left_as_it_is(empty_postgres().await).await;
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
