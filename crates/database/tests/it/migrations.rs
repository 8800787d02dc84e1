//! Bringing the schema up to date.

use crate::support::{TestDatabase, empty_postgres, empty_sqlite};
use tokio::task::JoinSet;
use xinggen_database::Database;

async fn running_twice_is_running_once(test: TestDatabase) {
    let pending = test.database.pending_migrations().await.expect("a look");
    assert_eq!(pending, ["m20261122_000001_initial"], "an empty database lacks them all");
    test.database.migrate().await.expect("the first run");
    assert_eq!(test.database.pending_migrations().await.expect("a look"), Vec::<String>::new());
    test.database.migrate().await.expect("the second run");
}

async fn four_at_once_do_not_clash(test: TestDatabase) {
    let mut running = JoinSet::new();
    for _ in 0..4 {
        let settings = test.settings.clone();
        running.spawn(async move {
            let database = Database::connect(&settings).await?;
            database.migrate().await
        });
    }
    for result in running.join_all().await {
        result.expect("each finds the schema made or makes it");
    }
    assert_eq!(test.database.pending_migrations().await.expect("a look"), Vec::<String>::new());
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
