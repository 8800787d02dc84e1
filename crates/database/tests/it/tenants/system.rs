//! The role of the ports across tenants: it reaches everybody's rows for the acts of the ports, and for no other.

use super::table::{REFUSED, Skin, TenantTable, Tried, attempt, begin, loot};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use uuid::Uuid;

/// The acts of the ports across tenants, table by table. Whoever lets a port do more says so here as well as in a
/// migration.
pub(super) const ACTS: [(&str, &[&str]); 28] = [
    ("ai_configs", &["SELECT"]),
    ("api_keys", &["SELECT", "INSERT", "UPDATE"]),
    ("audit_log", &["SELECT"]),
    ("credit_hold_lots", &["SELECT"]),
    ("credit_holds", &["SELECT"]),
    ("credit_lots", &["SELECT"]),
    ("credit_transactions", &["SELECT"]),
    ("done_requests", &["SELECT", "DELETE"]),
    ("dramas", &["SELECT"]),
    ("event_streams", &["SELECT", "INSERT", "UPDATE"]),
    ("event_tickets", &["SELECT", "INSERT", "DELETE"]),
    ("events", &["SELECT", "INSERT", "DELETE"]),
    ("jobs", &["SELECT", "UPDATE"]),
    ("orphan_objects", &["SELECT", "DELETE"]),
    ("plans", &["SELECT", "INSERT", "UPDATE"]),
    ("platform_ai_configs", &["SELECT", "INSERT", "UPDATE", "DELETE"]),
    ("platform_audit_log", &["SELECT", "INSERT"]),
    ("prices", &["SELECT", "INSERT"]),
    ("productions", &["SELECT"]),
    ("quotes", &["SELECT", "DELETE"]),
    ("rate_limits", &["SELECT", "INSERT", "UPDATE", "DELETE"]),
    ("redemption_batches", &["SELECT", "INSERT", "UPDATE"]),
    ("redemption_codes", &["SELECT", "INSERT"]),
    ("seaql_migrations", &["SELECT"]),
    ("second_factors", &["SELECT"]),
    ("sessions", &["SELECT"]),
    ("users", &["SELECT"]),
    ("verification_codes", &["SELECT", "INSERT", "UPDATE", "DELETE"]),
];

/// Of these tables the role may use these columns alone, in place of the whole table or in addition to it.
pub(super) const COLUMNS: [(&str, &[&str]); 2] = [
    (
        "audit_log",
        &[
            "SELECT of address",
            "SELECT of created_at",
            "SELECT of id",
            "SELECT of user_id",
            "UPDATE of address",
        ],
    ),
    ("platform_audit_log", &["UPDATE of address"]),
];

/// What the ports across tenants do with a table.
pub(super) fn acts_on(table: &str) -> &'static [&'static str] {
    ACTS.iter().find(|(name, _)| *name == table).map_or(&[], |(_, acts)| acts)
}

/// What the role cannot do with a table although a port needs it, and what it can although none does.
pub(super) async fn faults(db: &DatabaseConnection, table: &TenantTable, user: Uuid) -> Vec<String> {
    faults_within(&begin(db).await, table, user).await
}

/// As [`faults`], inside a transaction.
pub(super) async fn faults_within(tx: &DatabaseTransaction, table: &TenantTable, user: Uuid) -> Vec<String> {
    let TenantTable { name, key } = table;
    let (count, insert) = loot(tx, table, user).await;
    let statements = [
        ("SELECT", format!("SELECT FROM {name} WHERE {key} = '{user}'")),
        ("INSERT", insert),
        ("UPDATE", format!("UPDATE {name} SET {key} = '{user}' WHERE {key} = '{user}'")),
        ("DELETE", format!("DELETE FROM {name} WHERE {key} = '{user}'")),
        ("TRUNCATE", format!("TRUNCATE {name} CASCADE")),
    ];
    let mut faults = Vec::new();
    for (act, sql) in statements {
        let is_allowed = acts_on(name).contains(&act);
        // Without its condition, because whoever may not read a row may still have a policy that changes it.
        let sql = if is_allowed { sql } else { unconditional(&sql) };
        let tried = attempt(tx, Skin::System, &sql).await;
        let good = match is_allowed {
            // The row is there already: a key stands against another, after every policy has let it pass.
            true if act == "INSERT" => tried == Err(DUPLICATE.to_owned()),
            true => tried == Ok(count),
            false => is_refused(&tried),
        };
        if !good {
            faults.push(format!("{sql}: {tried:?}"));
        }
    }
    faults
}

/// The same of the tables of no tenant, and that tenants have nothing to do with them.
pub(super) async fn platform_faults(db: &DatabaseConnection) -> Vec<String> {
    let tx = begin(db).await;
    let mut faults = Vec::new();
    for sql in [
        "UPDATE prices SET amount = 0",
        "DELETE FROM prices",
        "TRUNCATE prices",
        "DELETE FROM seaql_migrations",
        "DELETE FROM redemption_batches",
        "DELETE FROM redemption_codes",
        "UPDATE platform_audit_log SET reason = ''",
        "DELETE FROM platform_audit_log",
    ] {
        for skin in [Skin::System, Skin::NoTenant] {
            let tried = attempt(&tx, skin, sql).await;
            if !is_refused(&tried) {
                faults.push(format!("{skin:?}: {sql}: {tried:?}"));
            }
        }
    }
    for sql in [
        "SELECT FROM prices",
        "INSERT INTO prices DEFAULT VALUES",
        "SELECT sealed_key FROM platform_ai_configs",
        "SELECT base_url FROM platform_ai_configs",
        "UPDATE platform_ai_configs SET active = false",
        "DELETE FROM platform_ai_configs",
        "SELECT FROM platform_audit_log",
        "INSERT INTO platform_audit_log DEFAULT VALUES",
    ] {
        let tried = attempt(&tx, Skin::NoTenant, sql).await;
        if !is_refused(&tried) {
            faults.push(format!("{sql}: {tried:?}"));
        }
    }
    faults.extend(code_faults(&tx).await);
    faults.extend(sign_in_faults(&tx).await);
    if attempt(&tx, Skin::System, "SELECT FROM prices").await != Ok(1) {
        faults.push("the price list cannot be read".to_owned());
    }
    faults
}

/// A tenant adds failed sign-ins to the platform's audit log, and nothing else.
async fn sign_in_faults(tx: &DatabaseTransaction) -> Vec<String> {
    let one = Uuid::from_u128(1);
    let add = |act: &str, actor: &str| {
        format!(
            "INSERT INTO platform_audit_log (id, act, actor_id, subject, reason, created_at)
             VALUES (gen_random_uuid(), '{act}', {actor}, '', '', now())"
        )
    };
    let mut faults = Vec::new();
    for (sql, expected) in [
        (add("sign_in_failed", "NULL"), Ok(1)),
        (add("sign_in_failed", &format!("'{one}'")), Err(REFUSED.to_owned())),
        (add("price_added", "NULL"), Err(REFUSED.to_owned())),
    ] {
        let tried = attempt(tx, Skin::Tenant(one), &sql).await;
        if tried != expected {
            faults.push(format!("{sql}: {tried:?}"));
        }
    }
    faults
}

/// A tenant takes a code that is free, for itself and nobody else.
async fn code_faults(tx: &DatabaseTransaction) -> Vec<String> {
    let [one, two] = [1_u128, 2].map(Uuid::from_u128);
    make_codes(tx, one, two).await;
    let take = |code: &str, user: Uuid| {
        format!(
            "UPDATE redemption_codes SET redeemed_by = '{user}', redeemed_at = now() WHERE digest = '{code}'"
        )
    };
    let refused = || Err(REFUSED.to_owned());
    let mut faults = Vec::new();
    for (skin, sql, expected) in [
        (Skin::Tenant(one), take("free", one), Ok(1)),
        (Skin::Tenant(one), take("free", two), refused()),
        (Skin::Tenant(one), take("taken", one), Ok(0)),
        (Skin::NoTenant, take("free", one), refused()),
        (Skin::System, take("free", one), refused()),
    ] {
        let tried = attempt(tx, skin, &sql).await;
        if tried != expected {
            faults.push(format!("{skin:?}: {sql}: {tried:?}"));
        }
    }
    faults
}

/// Two users, and two codes of which the second one has one.
async fn make_codes(tx: &DatabaseTransaction, one: Uuid, two: Uuid) {
    let make = format!(
        "INSERT INTO users (id, email, name, role, status, credits, credits_held, statement_entries, created_at)
         SELECT id::uuid, id, 'somebody', 'user', 'active', 0, 0, 0, now() FROM (VALUES ('{one}'), ('{two}')) x (id);
         INSERT INTO redemption_batches (id, name, credits, codes, made_by, created_at)
         VALUES ('{one}', 'a batch', 5, 2, '{one}', now());
         INSERT INTO redemption_codes (digest, batch_id, redeemed_by, redeemed_at)
         VALUES ('free', '{one}', NULL, NULL), ('taken', '{one}', '{two}', now());"
    );
    tx.execute_unprepared(&make).await.expect("users and codes");
}

fn unconditional(sql: &str) -> String {
    sql.split_once(" WHERE ").map_or(sql, |(sql, _)| sql).to_owned()
}

const DUPLICATE: &str = "23505";

fn is_refused(tried: &Tried) -> bool {
    tried.as_ref().is_err_and(|code| code == REFUSED)
}
