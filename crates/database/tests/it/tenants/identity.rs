//! Who the adapter is while it works: triggers write down whom they see.

use super::table::rows;
use crate::support::{Books, TestDatabase, postgres};
use chrono::Duration;
use sea_orm::ConnectionTrait;
use std::sync::Arc;
use xinggen_database::{Database, DatabaseSettings};
use xinggen_domain::{
    ports::{EventTickets, Page, TicketHolder, UnitOfWork},
    provenance::Digest,
    session::Session,
};
use xinggen_testkit::{ManualClock, start};

const WATCH: &str = "
    CREATE TABLE seen (owner uuid, role text, tenant text);
    GRANT INSERT ON seen TO PUBLIC;
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO seen VALUES (NEW.user_id, current_user, current_setting('xinggen.user_id', true));
        RETURN NEW;
    END $$;
    CREATE TRIGGER note BEFORE INSERT ON dramas FOR EACH ROW EXECUTE FUNCTION note();
    CREATE TRIGGER note BEFORE INSERT ON event_tickets FOR EACH ROW EXECUTE FUNCTION note();";

/// The books of two users over one connection, which they use in turn.
async fn of_one_connection(test: &TestDatabase) -> [Books; 2] {
    let one = Books::open(test).await;
    let two = one.another_user().await;
    let settings = DatabaseSettings::new(&test.settings.url, 1);
    let database = Database::connect(&settings, Arc::new(ManualClock::default())).await.expect("a database");
    [one, two].map(|books| Books { database: database.clone(), ..books })
}

async fn write(books: &Books, commits: bool) {
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    tx.dramas().add(books.build.drama()).await.expect("a drama");
    if commits {
        tx.commit().await.expect("a commit");
    }
}

async fn fail(books: &Books) {
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    tx.dramas().add(books.drama.clone()).await.expect_err("it is there already");
    tx.commit().await.expect_err("a failed call");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_tenant_is_left_to_the_next() {
    let test = postgres().await;
    let [one, two] = of_one_connection(&test).await;
    let raw = test.raw().await;
    raw.execute_unprepared(WATCH).await.expect("the watch");
    for (first, second) in [(&one, &two), (&two, &one)] {
        write(first, true).await;
        write(second, true).await;
        write(first, false).await;
        write(second, true).await;
        fail(first).await;
        write(second, true).await;
        let mut tx = first.database.begin_read(first.owner).await.expect("a reader");
        tx.dramas().list(Page { limit: 1, after: None }).await.expect("a list");
        drop(tx);
        write(second, true).await;
    }
    let all = rows(&raw, "SELECT FROM seen").await.len();
    let right = "SELECT FROM seen WHERE role = 'xinggen_app' AND tenant = owner::text";
    assert_eq!((all, rows(&raw, right).await.len()), (10, 10), "each row was written by its tenant");
    one.database.close().await.expect("a close");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ports_across_tenants_are_no_tenant() {
    let test = postgres().await;
    let [books, _] = of_one_connection(&test).await;
    let raw = test.raw().await;
    raw.execute_unprepared(WATCH).await.expect("the watch");
    let session = Session::new(books.build.id(), books.owner, Digest::of(b"secret"), start());
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    tx.sessions().add(session.clone()).await.expect("a session");
    tx.commit().await.expect("a commit");
    write(&books, true).await;
    raw.execute_unprepared("TRUNCATE seen").await.expect("a page turned");
    let holder = TicketHolder { user_id: books.owner, session_id: session.id };
    let (ticket, until) = (Digest::of(b"ticket"), start() + Duration::seconds(60));
    EventTickets::add(&books.database, ticket, holder, start(), until).await.expect("a ticket");
    let right = "SELECT FROM seen WHERE role = 'xinggen_system' AND coalesce(tenant, '') = ''";
    assert_eq!(rows(&raw, right).await.len(), 1);
    books.database.close().await.expect("a close");
}

/// A statement of the adapter that forgot its owner would find what the policy lets it find.
#[tokio::test(flavor = "multi_thread")]
async fn the_policies_bind_the_adapter() {
    let test = postgres().await;
    let books = Books::open(&test).await;
    let raw = test.raw().await;
    raw.execute_unprepared("ALTER POLICY tenant ON dramas USING (false)").await.expect("a policy");
    let mut tx = books.database.begin_read(books.owner).await.expect("a reader");
    assert_eq!(tx.dramas().get(books.drama.id).await.expect("a look"), None);
}
