//! Tenants kept apart by PostgreSQL itself: what the catalogue says, what an attack gets, and that both see it when a
//! guard is missing.

mod attack;
mod graph;
mod identity;
mod logins;
mod rules;
mod sabotage;
mod system;
mod table;

use crate::support::postgres;
use graph::two_tenants;
use table::tenant_tables;

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_keeps_the_rules() {
    let test = postgres().await;
    assert_eq!(rules::faults(&test.raw().await).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_touches_another_tenants_rows() {
    let test = postgres().await;
    let tenants = two_tenants(&test).await;
    let db = test.raw().await;
    for table in tenant_tables(&db).await {
        assert_eq!(attack::faults(&db, &table, tenants).await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ports_across_tenants_do_what_they_are_for_and_no_more() {
    let test = postgres().await;
    let tenants = two_tenants(&test).await;
    let db = test.raw().await;
    for table in tenant_tables(&db).await {
        assert_eq!(system::faults(&db, &table, tenants.rich).await, Vec::<String>::new());
    }
    assert_eq!(system::platform_faults(&db).await, Vec::<String>::new());
}
