//! What the catalogue must say of every table, its policies and grants, and of the roles.

use super::{
    system::{COLUMNS, acts_on},
    table::{PLATFORM, TenantTable, rows, tenant_tables, text},
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeSet;

/// What breaks the rules, in words.
pub(super) async fn faults(db: &impl ConnectionTrait) -> Vec<String> {
    let mut faults = role_faults(db).await;
    for table in tenant_tables(db).await {
        faults.extend(table_faults(db, &table).await);
    }
    for table in PLATFORM {
        let of_app: &[&str] = match table {
            "seaql_migrations" | "redemption_batches" => &["SELECT"],
            "redemption_codes" => &["SELECT", "UPDATE"],
            "claimed_identities" => &["SELECT", "INSERT"],
            "platform_audit_log" => &["INSERT"],
            _ => &[],
        };
        faults.extend(grant_faults(db, table, of_app).await);
    }
    faults
}

/// The roles may do nothing but what they are granted, and belong to no other.
async fn role_faults(db: &impl ConnectionTrait) -> Vec<String> {
    let able = "SELECT rolname::text AS name FROM pg_roles r WHERE rolname IN ('xinggen_app', 'xinggen_system')
                AND NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolcanlogin)
                AND NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) ORDER BY 1";
    let plain: Vec<String> = rows(db, able).await.iter().map(|row| text(row, "name")).collect();
    if plain == ["xinggen_app", "xinggen_system"] {
        return vec![];
    }
    vec![format!("of the two roles only {plain:?} can do nothing by themselves")]
}

/// The rules of one tenant table.
pub(super) async fn table_faults(db: &impl ConnectionTrait, table: &TenantTable) -> Vec<String> {
    let TenantTable { name, key } = table;
    let mut faults = Vec::new();
    let mut demand = |kept: bool, rule: &str| {
        if !kept {
            faults.push(format!("{name}: {rule}"));
        }
    };
    let facts = rows(db, &facts_of(table)).await;
    let fact = |column: &str| text(&facts[0], column) == "yes";
    demand(fact("keyed"), "the tenant is in no required column of its own");
    demand(fact("indexed"), "there is no index of its tenant");
    demand(fact("secured"), "row-level security is not on");
    demand(fact("forced"), "row-level security is not forced on the owner");
    demand(fact("owned"), "a role that uses it owns it");
    demand(fact("held"), "a key to a tenant's table leaves the tenant out");
    let own = format!(
        "({key} = ( SELECT (NULLIF(current_setting('xinggen.user_id'::text, true), ''::text))::uuid))"
    );
    let mut expected: BTreeSet<String> =
        acts_on(name).iter().map(|act| format!("xinggen_system {act} {}", everything(act))).collect();
    expected.insert(format!("xinggen_app ALL {own} {own}"));
    if name == "audit_log" {
        expected.insert("xinggen_system UPDATE (address IS NOT NULL) (address IS NULL)".to_owned());
    }
    let found: BTreeSet<String> = rows(db, &policies_of(name))
        .await
        .iter()
        .map(|row| text(row, "policy").replace(" AS \"nullif\"", ""))
        .collect();
    for policy in expected.symmetric_difference(&found) {
        demand(false, &format!("missing or too much: the policy {policy}"));
    }
    let of_app: &[&str] = match (name.as_str(), fact("append_only")) {
        (_, true) => &["SELECT", "INSERT"],
        ("users", _) => &["SELECT", "INSERT", "UPDATE"],
        _ => &["SELECT", "INSERT", "UPDATE", "DELETE"],
    };
    if fact("append_only") {
        demand(!acts_on(name).iter().any(|act| ["UPDATE", "DELETE"].contains(act)), "rows are never changed");
    }
    faults.extend(grant_faults(db, name, of_app).await);
    faults
}

/// The conditions of a policy for the ports across tenants, as the catalogue writes them.
fn everything(act: &str) -> &'static str {
    match act {
        "INSERT" => "- true",
        "UPDATE" => "true true",
        _ => "true -",
    }
}

fn policies_of(table: &str) -> String {
    format!(
        "SELECT array_to_string(roles, '+') || ' ' || cmd || ' ' || coalesce(qual, '-') || ' '
                || coalesce(with_check, '-')
                || CASE permissive WHEN 'PERMISSIVE' THEN '' ELSE ' restrictive' END AS policy
         FROM pg_policies WHERE schemaname = 'public' AND tablename = '{table}'"
    )
}

/// What a tenant sees of the platform's AI configurations: neither where they lead nor their keys.
const OFFERED: [&str; 6] = ["id", "kind", "vendor", "model", "active", "priority"];

/// Just these acts are granted, to the two roles and to nobody else but the owner.
async fn grant_faults(db: &impl ConnectionTrait, table: &str, of_app: &[&str]) -> Vec<String> {
    let granted = format!(
        "SELECT CASE WHEN a.grantee = 0 THEN 'everybody' ELSE a.grantee::regrole::text END
                || ' ' || a.privilege_type AS may
         FROM pg_class c CROSS JOIN aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
         WHERE c.oid = 'public.{table}'::regclass AND a.grantee <> c.relowner
         UNION ALL
         SELECT coalesce(a.grantee::regrole::text, '') || ' ' || a.privilege_type || ' of ' || attname
         FROM pg_attribute CROSS JOIN aclexplode(attacl) a WHERE attrelid = 'public.{table}'::regclass"
    );
    let found: BTreeSet<String> = rows(db, &granted).await.iter().map(|row| text(row, "may")).collect();
    let columns: &[&str] = if table == "platform_ai_configs" { &OFFERED } else { &[] };
    let of_columns = columns.iter().map(|column| format!("xinggen_app SELECT of {column}"));
    let of_app = of_app.iter().map(|act| format!("xinggen_app {act}")).chain(of_columns);
    let narrow: &[&str] = COLUMNS.iter().find(|(name, _)| *name == table).map_or(&[], |(_, columns)| columns);
    let acts = acts_on(table).iter().filter(|act| !narrow.iter().any(|one| one.starts_with(*act)));
    let of_system = acts.chain(narrow).map(|act| format!("xinggen_system {act}"));
    let expected: BTreeSet<String> = of_app.chain(of_system).collect();
    let differing = expected.symmetric_difference(&found);
    differing.map(|grant| format!("{table}: missing or too much: the grant {grant}")).collect()
}

/// One row of answers, yes or no, about a table.
fn facts_of(table: &TenantTable) -> String {
    let TenantTable { name, key } = table;
    let index = if *key == "id" { "users_pkey".to_owned() } else { format!("idx_{name}_user_id") };
    let yes =
        |what: &str, condition: &str| format!("CASE WHEN {condition} THEN 'yes' ELSE 'no' END AS {what}");
    let facts = [
        yes(
            "keyed",
            &format!(
                "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = '{key}'
                         AND a.attnotnull AND a.atttypid = 'uuid'::regtype)"
            ),
        ),
        yes(
            "indexed",
            &format!(
                "EXISTS (SELECT FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid
                         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                         WHERE i.indrelid = c.oid AND n.relname = '{index}' AND a.attname = '{key}'
                         AND i.indpred IS NULL)"
            ),
        ),
        yes("secured", "c.relrowsecurity"),
        yes("forced", "c.relforcerowsecurity"),
        yes("owned", "c.relowner::regrole::text NOT IN ('xinggen_app', 'xinggen_system')"),
        yes("held", NO_LOOSE_KEY),
        yes(
            "append_only",
            "EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = 'refuse_change'::regproc
                     AND t.tgenabled <> 'D')",
        ),
    ];
    format!("SELECT {} FROM pg_class c WHERE c.oid = 'public.{name}'::regclass", facts.join(", "))
}

/// Keys to a table with `user_id` begin with the tenant on both sides.
const NO_LOOSE_KEY: &str = "NOT EXISTS (
    SELECT FROM pg_constraint k JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attname = 'user_id'
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND NOT EXISTS (
        SELECT FROM unnest(k.conkey, k.confkey) AS pair(mine, parent)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.mine AND a.attname = 'user_id'
        WHERE pair.parent = theirs.attnum))";
