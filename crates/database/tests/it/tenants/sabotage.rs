//! Every guard taken away, one at a time, in one copy of the template: the tests above must see it. Each is tried in a
//! transaction that is rolled back, on a connection of its own.

use super::{
    attack,
    graph::{Tenants, two_tenants},
    rules, system,
    table::{TenantTable, begin, tenant_tables},
};
use crate::support::{TestDatabase, postgres};
use sea_orm::ConnectionTrait;

/// Who has seen what was taken away.
#[derive(Debug)]
struct Seen {
    by_rules: bool,
    by_attack: bool,
    by_system: bool,
}

async fn without(test: &TestDatabase, table: &TenantTable, tenants: Tenants, sql: &str) -> Seen {
    let db = test.raw().await;
    let tx = begin(&db).await;
    tx.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let by_rules = !rules::table_faults(&tx, table).await.is_empty();
    let by_attack = !attack::faults_within(&tx, table, tenants).await.is_empty();
    let by_system = !system::faults_within(&tx, table, tenants.rich).await.is_empty();
    tx.rollback().await.expect("a rollback");
    Seen { by_rules, by_attack, by_system }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_guard_of_a_tenant_goes_unseen() {
    let test = postgres().await;
    let tenants = two_tenants(&test).await;
    for table in tenant_tables(&test.raw().await).await {
        let (name, all) = (&table.name, "USING (true)");
        for sql in [
            format!("DROP POLICY tenant ON {name}"),
            format!("ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"),
            format!("ALTER POLICY tenant ON {name} {all} WITH CHECK (true)"),
            format!("ALTER POLICY tenant ON {name} {all}"),
            format!("ALTER POLICY tenant ON {name} TO xinggen_system"),
            format!("CREATE POLICY another ON {name} FOR SELECT TO PUBLIC {all}"),
            format!("REVOKE SELECT ON {name} FROM xinggen_app"),
        ] {
            let seen = without(&test, &table, tenants, &sql).await;
            assert!(seen.by_rules && seen.by_attack, "{sql}: {seen:?}");
        }
        for sql in [
            format!("ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY"),
            format!("ALTER TABLE {name} OWNER TO xinggen_app"),
            format!("GRANT SELECT ON {name} TO PUBLIC"),
            format!("GRANT TRUNCATE ON {name} TO xinggen_app"),
        ] {
            let seen = without(&test, &table, tenants, &sql).await;
            assert!(seen.by_rules, "{sql}: {seen:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_guard_of_the_ports_across_tenants_goes_unseen() {
    let test = postgres().await;
    let tenants = two_tenants(&test).await;
    for table in tenant_tables(&test.raw().await).await {
        let (name, acts) = (&table.name, system::acts_on(&table.name));
        for (act, every_row) in [
            ("SELECT", "USING (true)"),
            ("INSERT", "WITH CHECK (true)"),
            ("UPDATE", "USING (true)"),
            ("DELETE", "USING (true)"),
        ] {
            let sql = if acts.contains(&act) {
                format!("DROP POLICY system_{} ON {name}", act.to_lowercase())
            } else {
                format!(
                    "GRANT {act} ON {name} TO xinggen_system;
                     CREATE POLICY more ON {name} FOR {act} TO xinggen_system {every_row}"
                )
            };
            let seen = without(&test, &table, tenants, &sql).await;
            assert!(seen.by_rules && seen.by_system, "{sql}: {seen:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_let_change_the_statement_unseen() {
    let test = postgres().await;
    let tenants = two_tenants(&test).await;
    let table = TenantTable::of("credit_transactions".to_owned()).expect("a tenant's table");
    for role in ["xinggen_app", "xinggen_system"] {
        for act in ["UPDATE", "DELETE"] {
            let seen =
                without(&test, &table, tenants, &format!("GRANT {act} ON credit_transactions TO {role}"))
                    .await;
            assert!(seen.by_rules, "{act} by {role}: {seen:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_table_needs_its_guards() {
    let test = postgres().await;
    for (columns, rule) in [
        ("id uuid PRIMARY KEY", "the tenant is in no required column of its own"),
        ("user_id uuid NOT NULL", "there is no index of its tenant"),
        (
            "user_id uuid NOT NULL, job_id uuid REFERENCES jobs (id)",
            "a key to a tenant's table leaves the tenant out",
        ),
        ("user_id uuid NOT NULL", "row-level security is not on"),
    ] {
        let db = test.raw().await;
        let tx = begin(&db).await;
        tx.execute_unprepared(&format!("CREATE TABLE secrets ({columns})")).await.expect("a table");
        let faults = rules::faults(&tx).await;
        assert!(faults.contains(&format!("secrets: {rule}")), "{columns}: {faults:?}");
        tx.rollback().await.expect("a rollback");
    }
}
