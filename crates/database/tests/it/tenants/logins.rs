//! The logins that an operator may set up: one that owns the database, or three that each have their part.

use super::table::rows;
use crate::{
    migrations::older,
    support::{Books, TestDatabase, empty_postgres, postgres},
};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};
use std::{error::Error, sync::Arc};
use xinggen_database::{Database, DatabaseSettings};
use xinggen_domain::{
    error::StoreError,
    ports::{AccountDirectory, LedgerAudit, UnitOfWork},
};
use xinggen_testkit::ManualClock;

/// A login of this test, with these rights.
async fn login(admin: &DatabaseConnection, part: &str, rights: &str) -> String {
    let name = format!("xinggen_test_{}_{part}", std::process::id());
    let sql = format!("DROP ROLE IF EXISTS {name}; CREATE ROLE {name} LOGIN PASSWORD 'of-a-test' {rights}");
    admin.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    name
}

fn url_of(test: &TestDatabase, login: &str) -> String {
    let (scheme, rest) = test.settings.url.split_once("://").expect("a URL");
    let place = rest.split_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{login}:of-a-test@{place}")
}

async fn connect(settings: &DatabaseSettings) -> Database {
    Database::connect(settings, Arc::new(ManualClock::default())).await.expect("a database")
}

async fn raw(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    sea_orm::Database::connect(options).await.expect("a connection")
}

fn told(error: &StoreError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}

async fn forget(admin: &DatabaseConnection, logins: &[&String]) {
    for login in logins {
        let sql =
            format!("REASSIGN OWNED BY {login} TO CURRENT_USER; DROP OWNED BY {login}; DROP ROLE {login}");
        admin.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

async fn own(admin: &DatabaseConnection, owner: &str) {
    let sql = format!(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO {owner}', current_database()); END $$"
    );
    admin.execute_unprepared(&sql).await.expect("a new owner");
}

/// An owner that is no superuser: what the older migrations left is kept, the adapter works, and rows of tenants are
/// nothing that a migration could pass over without noticing.
#[tokio::test(flavor = "multi_thread")]
async fn one_login_that_owns_the_database_is_enough() {
    postgres().await; // Whose template has made the roles on this server.
    let mut test = empty_postgres().await;
    let admin = test.raw().await;
    let owner = login(&admin, "owner", "NOCREATEROLE").await;
    own(&admin, &owner).await;
    test.settings = DatabaseSettings::new(url_of(&test, &owner), 4);
    let database = connect(&test.settings).await;
    let error = told(&database.migrate().await.expect_err("it may not act as the roles"));
    assert!(
        error.contains("CREATE ROLE xinggen_system NOLOGIN; GRANT xinggen_app, xinggen_system TO"),
        "{error}"
    );
    assert_eq!(database.pending_migrations().await.expect("a look").last().map(String::as_str), Some(LAST));
    admin
        .execute_unprepared(&format!("GRANT xinggen_app, xinggen_system TO {owner}"))
        .await
        .expect("a grant");
    database.migrate().await.expect("now it may");
    test.database.clone().close().await.expect("a close");
    test.database = database;
    let books = Books::open(&test).await;
    books.grant(20, None).await;
    assert!(books.hold(1).await.expect("a hold").is_some());
    assert_eq!(test.database.check().await.expect("an audit"), []);
    let as_owner = raw(&test.settings.url).await;
    as_owner.execute_unprepared("SET row_security = off").await.expect("a setting");
    as_owner.execute_unprepared("UPDATE users SET name = ''").await.expect_err("forced on the owner");
    as_owner.close().await.expect("a close");
    forget(&admin, &[&owner]).await;
}

const LAST: &str = "m20261130_000015_memberships";

/// Rows that are there when row-level security comes stay, and their tenant sees them.
#[tokio::test(flavor = "multi_thread")]
async fn an_owner_keeps_older_rows() {
    postgres().await;
    let mut test = empty_postgres().await;
    let admin = test.raw().await;
    let owner = login(&admin, "older", "IN ROLE xinggen_app, xinggen_system").await;
    own(&admin, &owner).await;
    test.settings = DatabaseSettings::new(url_of(&test, &owner), 4);
    older::make(&test).await;
    let database = connect(&test.settings).await;
    database.migrate().await.expect("the other migrations");
    let (user, _) = database.find_by_email("lin@example.com").await.expect("a look").expect("the user");
    let mut tx = database.begin_read(user.id).await.expect("a reader");
    let page = xinggen_domain::ports::Page { limit: 9, after: None };
    assert_eq!(tx.dramas().list(page).await.expect("a list").len(), 1);
    drop(tx);
    database.close().await.expect("a close");
    forget(&admin, &[&owner]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_logins_have_nothing_to_go_back_to() {
    let mut test = postgres().await;
    let admin = test.raw().await;
    let tenants = login(&admin, "tenants", "IN ROLE xinggen_app").await;
    let ports = login(&admin, "ports", "IN ROLE xinggen_system").await;
    let settings = DatabaseSettings {
        system_url: Some(url_of(&test, &ports)),
        ..DatabaseSettings::new(url_of(&test, &tenants), 4)
    };
    let database = connect(&settings).await;
    database.migrate().await.expect("nothing is missing");
    test.database.clone().close().await.expect("a close");
    test.database = database;
    let books = Books::open(&test).await;
    books.grant(20, None).await;
    assert!(books.hold(1).await.expect("a hold").is_some());
    assert_eq!(test.database.check().await.expect("an audit"), []);
    let injected = raw(&settings.url).await;
    for escape in [
        "SET ROLE xinggen_system",
        "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON users",
    ] {
        injected.execute_unprepared(escape).await.expect_err(escape);
    }
    injected.execute_unprepared("RESET ROLE").await.expect("back to itself");
    assert_eq!(rows(&injected, "SELECT FROM users").await.len(), 0, "which sees nobody");
    injected.close().await.expect("a close");
    forget(&admin, &[&tenants, &ports]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_that_cannot_do_their_part_are_told_so() {
    let test = postgres().await;
    let admin = test.raw().await;
    let tenants = login(&admin, "some", "IN ROLE xinggen_app").await;
    let ports = login(&admin, "most", "IN ROLE xinggen_system").await;
    let both = login(&admin, "both", "IN ROLE xinggen_app, xinggen_system").await;
    let nobody = login(&admin, "none", "").await;
    admin
        .execute_unprepared(&format!("GRANT SELECT ON seaql_migrations TO {nobody}"))
        .await
        .expect("a grant");
    for (url, system, expected) in [
        (&nobody, &ports, format!("GRANT xinggen_app TO \"{nobody}\"")),
        (&both, &ports, "sees more than one tenant's rows although database.system_url is set".to_owned()),
        (&tenants, &nobody, "has not the rights of xinggen_system".to_owned()),
    ] {
        let settings = DatabaseSettings {
            system_url: Some(url_of(&test, system)),
            ..DatabaseSettings::new(url_of(&test, url), 2)
        };
        let database = connect(&settings).await;
        let error = told(&database.migrate().await.expect_err("a login lacks its part"));
        assert!(error.contains(&expected), "{error}");
        database.close().await.expect("a close");
    }
    forget(&admin, &[&tenants, &ports, &both, &nobody]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_is_asked_to_migrate() {
    postgres().await;
    let test = empty_postgres().await;
    let admin = test.raw().await;
    let tenants = login(&admin, "early", "IN ROLE xinggen_app").await;
    let strict = DatabaseSettings {
        system_url: Some(test.settings.url.clone()),
        ..DatabaseSettings::new(url_of(&test, &tenants), 2)
    };
    let database = connect(&strict).await;
    let error = told(&database.migrate().await.expect_err("nobody owns the schema"));
    assert!(error.contains("set database.migrate_url and run xinggen migrate"), "{error}");
    database.close().await.expect("a close");
    let named = connect(&DatabaseSettings { migrate_url: Some(test.settings.url.clone()), ..strict }).await;
    named.migrate().await.expect("by the owner that is named");
    named.close().await.expect("a close");
    forget(&admin, &[&tenants]).await;
}
