//! What an erased user wrote is nowhere any more: in no table, and not in the file of SQLite.

use crate::support::{TestDatabase, on_both};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::{fs, path::PathBuf};
use xinggen_testkit::Life;

on_both!(nothing_of_an_erased_users_words_is_left);

/// Part of every word that the user writes.
const MARK: &str = "zhuqueqixing";

async fn nothing_of_an_erased_users_words_is_left(test: TestDatabase) {
    let life = Life::live(&test, MARK).await.expect("a life over this database");
    let written = tables_with_mark(&test).await;
    for table in ["users", "dramas", "jobs", "vendor_calls", "sessions", "api_keys", "ai_configs", "quotes"] {
        assert!(written.iter().any(|one| one == table), "{table} has no words to lose: {written:?}");
    }
    assert!(!written.iter().any(|one| one == "credit_transactions"), "the statement has codes and ids alone");
    if let Some(file) = file(&test) {
        assert!(holds_mark(&file), "the words are in the file or its log");
    }
    assert_eq!(life.leave().await.expect("the account is erased").accounts, 1);
    assert_eq!(tables_with_mark(&test).await, Vec::<String>::new());
    if let Some(file) = file(&test) {
        assert!(!holds_mark(&file), "deleted words can be read in the file or its log");
    }
}

/// The tables in which some row has the mark in some column.
async fn tables_with_mark(test: &TestDatabase) -> Vec<String> {
    let db = test.raw().await;
    let mut found = Vec::new();
    for table in names(&db, tables_of(test.backend())).await {
        let condition = match test.backend() {
            DbBackend::Sqlite => {
                let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                let columns = names(&db, &columns).await;
                let texts =
                    columns.iter().map(|column| format!("CAST(\"{column}\" AS TEXT) LIKE '%{MARK}%'"));
                texts.collect::<Vec<_>>().join(" OR ")
            }
            _ => {
                let shown = format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY");
                db.execute_unprepared(&shown).await.expect("the owner");
                format!("t::text ILIKE '%{MARK}%'")
            }
        };
        if !names(&db, &format!("SELECT 'x' AS name FROM {table} t WHERE {condition} LIMIT 1"))
            .await
            .is_empty()
        {
            found.push(table);
        }
    }
    found
}

const fn tables_of(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        _ => "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'",
    }
}

/// The column `name` of every row.
async fn names(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect(sql);
    rows.iter().map(|row| row.try_get("", "name").expect("a name")).collect()
}

fn file(test: &TestDatabase) -> Option<PathBuf> {
    let file = test.settings.url.strip_prefix("sqlite://")?;
    Some(PathBuf::from(file.split('?').next().unwrap_or_default()))
}

/// Whether the bytes of the mark are in the database file, its log, or any file beside them.
fn holds_mark(file: &std::path::Path) -> bool {
    let folder = file.parent().expect("a folder");
    let files = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let mut read = 0;
    let holds = files.into_iter().any(|path| {
        let bytes = fs::read(&path).expect("a file");
        read += bytes.len();
        bytes.windows(MARK.len()).any(|window| window.eq_ignore_ascii_case(MARK.as_bytes()))
    });
    assert!(read > 0, "there is something to read");
    holds
}
