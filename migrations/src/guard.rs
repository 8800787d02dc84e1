//! Who may do what with a table, on PostgreSQL: grants to the two roles, and row-level security for tenant tables.
//! SQLite has no roles: there these words do nothing, and the scoped repositories and the keys stand alone.
//!
//! A migration that makes tables says what each is for, a line for each role that uses it:
//!
//! ```ignore
//! guard::tenant(manager, "api_keys").await?;                             // its tenant does what it likes with it
//! guard::across_tenants(manager, "api_keys", &[Select, Update]).await?;  // the ports across tenants do these acts
//! guard::statement(manager, "audit_log").await?;                         // its tenant reads and adds, and no more
//! guard::platform(manager, "system_prompts", &[Select, Insert]).await?;  // belongs to no tenant
//! guard::shared(manager, "plans", &[Select]).await?;                     // the same, and tenants read it
//! ```

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The role of one tenant's transaction: it sees the rows of the user that the transaction is for.
pub(crate) const APP: &str = "xinggen_app";

/// The role of the ports across tenants: it may do just what they do.
pub(crate) const SYSTEM: &str = "xinggen_system";

/// What a role does with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Select,
    Insert,
    Update,
    Delete,
}

use Act::{Delete, Insert, Select, Update};

/// A tenant's table: its tenant may do everything with its own rows, and nobody sees another's.
pub(crate) async fn tenant(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    own_rows(manager, table, "user_id", &[Select, Insert, Update, Delete]).await
}

/// A tenant's table whose rows are read and added, never changed or deleted. `append_only` makes the triggers that
/// refuse it to whoever has the right.
pub(crate) async fn statement(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    own_rows(manager, table, "user_id", &[Select, Insert]).await
}

/// `users`: a tenant is the user with its id, and does not delete itself.
pub(crate) async fn users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    own_rows(manager, "users", "id", &[Select, Insert, Update]).await
}

/// Lets the ports across tenants do these acts with every row of a tenant's table.
pub(crate) async fn across_tenants(
    manager: &SchemaManager<'_>,
    table: &str,
    acts: &[Act],
) -> Result<(), DbErr> {
    let policies: String = acts.iter().map(|act| act.policy(table)).collect();
    run(manager, granted(table, SYSTEM, acts) + &policies).await
}

/// Takes these acts with a tenant's table away from the ports across tenants again.
pub(crate) async fn no_longer_across_tenants(
    manager: &SchemaManager<'_>,
    table: &str,
    acts: &[Act],
) -> Result<(), DbErr> {
    let words: Vec<&str> = acts.iter().map(|act| act.word()).collect();
    let dropped = acts.iter().map(|act| format!("DROP POLICY {} ON {table};", act.policy_name()));
    let revoked = format!("REVOKE {} ON {table} FROM {SYSTEM};", words.join(", "));
    run(manager, dropped.collect::<String>() + &revoked).await
}

/// A table of no tenant: only the ports across tenants use it, for these acts.
pub(crate) async fn platform(manager: &SchemaManager<'_>, table: &str, acts: &[Act]) -> Result<(), DbErr> {
    run(manager, granted(table, SYSTEM, acts)).await
}

/// Redemption codes: a tenant who has the digest of one finds it, and may take it for itself while it is free.
pub(crate) async fn redeemable(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sql = format!(
        "ALTER TABLE redemption_codes ENABLE ROW LEVEL SECURITY;
         ALTER TABLE redemption_codes FORCE ROW LEVEL SECURITY;
         CREATE POLICY found ON redemption_codes FOR SELECT TO {APP} USING (true);
         CREATE POLICY taken ON redemption_codes FOR UPDATE TO {APP} USING (redeemed_by IS NULL)
             WITH CHECK (redeemed_by = (SELECT nullif(current_setting('xinggen.user_id', true), '')::uuid));
         CREATE POLICY system_select ON redemption_codes FOR SELECT TO {SYSTEM} USING (true);
         CREATE POLICY system_insert ON redemption_codes FOR INSERT TO {SYSTEM} WITH CHECK (true);
         GRANT SELECT, UPDATE ON redemption_codes TO {APP};
         GRANT SELECT ON redemption_batches TO {APP};"
    );
    run(manager, sql).await
}

/// The platform's audit log: a tenant adds failed sign-ins, and no other entries, and reads none.
pub(crate) async fn failed_sign_ins(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let policies: String = [Select, Insert].map(|act| act.policy("platform_audit_log")).concat();
    let sql = format!(
        "ALTER TABLE platform_audit_log ENABLE ROW LEVEL SECURITY;
         ALTER TABLE platform_audit_log FORCE ROW LEVEL SECURITY;
         CREATE POLICY failed_sign_in ON platform_audit_log FOR INSERT TO {APP}
             WITH CHECK (act = 'sign_in_failed' AND actor_id IS NULL);
         CREATE POLICY system_update ON platform_audit_log FOR UPDATE TO {SYSTEM} USING (address IS NOT NULL)
             WITH CHECK (address IS NULL);
         GRANT INSERT ON platform_audit_log TO {APP};"
    );
    run(manager, sql + &policies).await
}

/// A table of no tenant that tenants' transactions use, for these acts.
pub(crate) async fn shared(manager: &SchemaManager<'_>, table: &str, acts: &[Act]) -> Result<(), DbErr> {
    run(manager, granted(table, APP, acts)).await
}

/// Columns of a table of no tenant that tenants' transactions read; the others they do not see.
pub(crate) async fn shared_columns(
    manager: &SchemaManager<'_>,
    table: &str,
    columns: &[&str],
) -> Result<(), DbErr> {
    run(manager, format!("GRANT SELECT ({}) ON {table} TO {APP};", columns.join(", "))).await
}

/// Lets the ports across tenants set this column of a tenant's table to NULL, and find the rows by these columns.
pub(crate) async fn clears_across_tenants(
    manager: &SchemaManager<'_>,
    table: &str,
    column: &str,
    found_by: &[&str],
) -> Result<(), DbErr> {
    let sql = format!(
        "CREATE POLICY system_select ON {table} FOR SELECT TO {SYSTEM} USING (true);
         CREATE POLICY system_update ON {table} FOR UPDATE TO {SYSTEM} USING ({column} IS NOT NULL)
             WITH CHECK ({column} IS NULL);
         GRANT SELECT ({}, {column}) ON {table} TO {SYSTEM};",
        found_by.join(", ")
    );
    run(manager, sql).await?;
    clears(manager, table, column).await
}

/// Lets the ports across tenants change this column. A trigger says to what.
pub(crate) async fn clears(manager: &SchemaManager<'_>, table: &str, column: &str) -> Result<(), DbErr> {
    run(manager, format!("GRANT UPDATE ({column}) ON {table} TO {SYSTEM};")).await
}

/// Shows the owner the rows of these tenants' tables until [`restore`], in the same transaction.
pub(crate) async fn lift(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    let lifted = |table: &&str| format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;");
    run(manager, tables.iter().map(lifted).collect()).await
}

/// Forces row-level security on the owner again after [`lift`].
pub(crate) async fn restore(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    let forced = |table: &&str| format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY;");
    run(manager, tables.iter().map(forced).collect()).await
}

/// Turns row-level security on, forces it on the owner too, and lets each tenant do these acts with its own rows.
async fn own_rows(manager: &SchemaManager<'_>, table: &str, column: &str, acts: &[Act]) -> Result<(), DbErr> {
    // As a sub-query, so that the setting is read once a statement and the index is used. After the first transaction
    // of a connection the setting is empty where it was missing before.
    let own = format!("{column} = (SELECT nullif(current_setting('xinggen.user_id', true), '')::uuid)");
    let secured = format!(
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
         ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
         CREATE POLICY tenant ON {table} FOR ALL TO {APP} USING ({own}) WITH CHECK ({own});"
    );
    run(manager, secured + &granted(table, APP, acts)).await
}

async fn run(manager: &SchemaManager<'_>, sql: String) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

impl Act {
    const fn word(self) -> &'static str {
        match self {
            Select => "SELECT",
            Insert => "INSERT",
            Update => "UPDATE",
            Delete => "DELETE",
        }
    }

    /// The policy that lets the ports across tenants do this with every row.
    fn policy(self, table: &str) -> String {
        let word = self.word();
        let rows = match self {
            Select | Delete => "USING (true)",
            Insert => "WITH CHECK (true)",
            Update => "USING (true) WITH CHECK (true)",
        };
        format!("CREATE POLICY {} ON {table} FOR {word} TO {SYSTEM} {rows};", self.policy_name())
    }

    fn policy_name(self) -> String {
        format!("system_{}", self.word().to_lowercase())
    }
}

fn granted(table: &str, role: &str, acts: &[Act]) -> String {
    let words: Vec<&str> = acts.iter().map(|act| act.word()).collect();
    format!("GRANT {} ON {table} TO {role};", words.join(", "))
}
