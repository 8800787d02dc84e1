//! Rules that every table of a tenant keeps, read from the catalogue of the database itself.

mod read;

use crate::support::{TestDatabase, on_both};
use read::{Table, tables};

on_both!(tenant_tables_keep_the_rules, nothing_is_filled_in_by_sql, times_are_stored_alike);

/// Tables that belong to no tenant. A new one is a decision, so it is named here.
const PLATFORM: [&str; 11] = [
    "claimed_identities",
    "plans",
    "platform_ai_configs",
    "platform_audit_log",
    "prices",
    "rate_limits",
    "redemption_batches",
    "redemption_codes",
    "seaql_migrations",
    "users",
    "verification_codes",
];

/// Columns that name a row of some table or other, so that no key can hold them.
const POLYMORPHIC: [&str; 2] = ["target_id", "made_id"];

/// Columns that go on naming a row when it is gone.
const OUTLIVING: [(&str, &str); 8] = [
    ("event_tickets", "session_id"),
    ("jobs", "episode_id"),
    ("jobs", "production_id"),
    ("jobs", "config_id"),
    // What is sold has no tables yet.
    ("membership_terms", "chain_id"),
    ("membership_terms", "order_id"),
    ("productions", "config_id"),
    ("quotes", "config_id"),
];

/// Required columns that came to a table later: SQLite wants a default for the rows that were there.
const LATE: [(&str, &str); 3] = [("users", "status"), ("dramas", "purged"), ("jobs", "deaths")];

/// Columns of tenant tables that name a row of a platform table.
const OF_PLATFORM: [&str; 2] = ["price_id", "actor_id"];

async fn tenant_tables(test: &TestDatabase) -> Vec<Table> {
    let mut tables = tables(test).await;
    tables.retain(|table| !PLATFORM.contains(&table.name.as_str()));
    assert!(tables.len() >= 27, "every tenant table is looked at");
    tables
}

async fn tenant_tables_keep_the_rules(test: TestDatabase) {
    for table in tenant_tables(&test).await {
        let name = &table.name;
        assert_eq!(table.columns[0].name, "user_id", "{name} begins with its tenant");
        assert!(table.columns[0].required, "{name} always has a tenant");
        assert_eq!(table.primary_key[0], "user_id", "the key of {name} begins with its tenant");
        let index = table.indexes.iter().find(|index| index.name == format!("idx_{name}_user_id"));
        let index = index.unwrap_or_else(|| panic!("{name} has idx_{name}_user_id"));
        assert_eq!(index.columns[0], "user_id", "the index of {name} begins with its tenant");
        assert!(table.refers(&["user_id"], "users", &["id"]), "the tenant of {name} is a user");
        check_keys(&table);
    }
}

/// Whatever names a row of another tenant table does it together with the tenant.
fn check_keys(table: &Table) {
    for key in &table.foreign_keys {
        if PLATFORM.contains(&key.parent.as_str()) {
            continue;
        }
        assert_eq!(key.columns[0], "user_id", "{}: {key:?}", table.name);
        assert_eq!(key.parent_columns[0], "user_id", "{}: {key:?}", table.name);
        assert_eq!(key.columns.len(), 2, "{}: {key:?}", table.name);
    }
    let names_a_row = |name: &str| name.ends_with("_id") || name == "retry_of";
    for column in table.columns.iter().map(|column| column.name.as_str()) {
        let free = column == "user_id" || POLYMORPHIC.contains(&column);
        if !names_a_row(column) || free {
            continue;
        }
        if OUTLIVING.contains(&(table.name.as_str(), column)) {
            let held = table.foreign_keys.iter().any(|key| key.columns.iter().any(|name| name == column));
            assert!(!held, "{}.{column} keeps nothing from going", table.name);
            continue;
        }
        let expected = if OF_PLATFORM.contains(&column) { vec![column] } else { vec!["user_id", column] };
        let found = table.foreign_keys.iter().any(|key| key.columns == expected);
        assert!(found, "{}.{column} is held by a key over {expected:?}", table.name);
    }
}

/// The application writes every value: a default would hide a column that a mapping forgot.
async fn nothing_is_filled_in_by_sql(test: TestDatabase) {
    for table in tables(&test).await {
        if table.name == "seaql_migrations" {
            continue;
        }
        for column in &table.columns {
            let late = LATE.contains(&(table.name.as_str(), column.name.as_str()));
            assert_eq!(column.has_default, late, "{}.{} has no default", table.name, column.name);
        }
    }
}

async fn times_are_stored_alike(test: TestDatabase) {
    for table in tables(&test).await {
        for column in table.columns.iter().filter(|column| column.name.ends_with("_at")) {
            let known = ["timestamp with time zone", "timestamp_with_timezone_text"];
            let kind = column.kind.as_str();
            let own = table.name == "seaql_migrations";
            assert!(own || known.contains(&kind), "{}.{} is {kind}", table.name, column.name);
        }
    }
}
