//! The words of statement rows, replaced by what can be derived from the row, its job and the audit log. It is the only
//! time that rows of the statement are changed, and nothing but the description is: every other column of every row is
//! compared with a copy from before, and the migration fails, changing nothing, where one differs.

use crate::{append_only, guard};
use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, Statement},
};

const STATEMENT: &str = "credit_transactions";
/// What a description is derived from, read across tenants.
const READ: [&str; 5] = ["jobs", "episodes", "shots", "shot_lines", "audit_log"];
/// All columns but the description.
const KEPT: &str = "user_id, id, number, kind, amount, balance_after, actor_id, created_at, job_id";

pub(super) async fn replace(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let secured: Vec<&str> = [STATEMENT].into_iter().chain(READ).collect();
    guard::lift(manager, &secured).await?;
    append_only::lift(manager, STATEMENT).await?;
    db.execute_unprepared(&format!("CREATE TABLE statement_before AS SELECT {KEPT} FROM {STATEMENT}"))
        .await?;
    db.execute_unprepared(&update(manager.get_database_backend())).await?;
    check_nothing_else_changed(manager).await?;
    db.execute_unprepared("DROP TABLE statement_before").await?;
    append_only::restore(manager, STATEMENT).await?;
    guard::restore(manager, &secured).await
}

async fn check_nothing_else_changed(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (one, other) in [("statement_before", STATEMENT), (STATEMENT, "statement_before")] {
        let sql = format!(
            "SELECT COUNT(*) AS differing
             FROM (SELECT {KEPT} FROM {one} EXCEPT SELECT {KEPT} FROM {other}) AS differing_rows"
        );
        let counted = Statement::from_string(manager.get_database_backend(), sql);
        let row = manager.get_connection().query_one_raw(counted).await?;
        let differing: i64 = row.map_or(Ok(-1), |row| row.try_get("", "differing"))?;
        if differing != 0 {
            let what =
                format!("{differing} rows of {STATEMENT} would not be what they were; nothing was changed");
            return Err(DbErr::Migration(what));
        }
    }
    Ok(())
}

/// How a database writes a JSON object and an id in it.
struct Dialect {
    object: &'static str,
    id: fn(&str) -> String,
    text: &'static str,
}

const SQLITE: Dialect =
    Dialect { object: "json_object", id: |column| format!("lower(hex({column}))"), text: "" };
const POSTGRES: Dialect =
    Dialect { object: "json_build_object", id: |column| column.to_owned(), text: "::text" };

impl Dialect {
    /// A description: its code and these parameters, each a name and an expression.
    fn description(&self, code: &str, parameters: &[(&str, String)]) -> String {
        let parameters: String =
            parameters.iter().map(|(name, value)| format!(", '{name}', {value}")).collect();
        format!("{}('code', '{code}'{parameters}){}", self.object, self.text)
    }

    /// Of a charge: what its job made. Numbers of shots and episodes that are gone are left out.
    fn job(&self) -> String {
        let id = self.id;
        let made = self.description(
            "job",
            &[
                ("operation", "j.operation".to_owned()),
                ("target_kind", "j.target_kind".to_owned()),
                ("target_id", id("j.target_id")),
                ("shot", "s.number".to_owned()),
                ("drama_id", id("j.drama_id")),
                ("episode", "e.number".to_owned()),
            ],
        );
        format!(
            "(SELECT {made} FROM jobs j
              LEFT JOIN episodes e ON e.user_id = j.user_id AND e.id = j.episode_id
              LEFT JOIN shot_lines l ON l.user_id = j.user_id AND l.id = j.target_id AND j.target_kind = 'line'
              LEFT JOIN shots s ON s.user_id = j.user_id
                  AND s.id = CASE j.target_kind WHEN 'shot' THEN j.target_id ELSE l.shot_id END
              WHERE j.user_id = t.user_id AND j.id = t.job_id)"
        )
    }

    /// Of credits that were redeemed: the batch that the audit log names for the same moment.
    fn redeemed(&self) -> String {
        let redeemed = self.description("redeemed", &[("batch_id", "a.subject".to_owned())]);
        format!(
            "(SELECT {redeemed} FROM audit_log a
              WHERE a.user_id = t.user_id AND a.act = 'code_redeemed' AND a.created_at = t.created_at
              ORDER BY a.id LIMIT 1)"
        )
    }

    /// Of what an administrator did: the entry of the audit log with the same reason and moment.
    fn act(&self) -> String {
        let act = self.description("act", &[("audit_id", (self.id)("a.id"))]);
        format!(
            "(SELECT {act} FROM audit_log a
              WHERE a.user_id = t.user_id AND a.reason = t.description AND a.created_at = t.created_at
              ORDER BY a.id LIMIT 1)"
        )
    }
}

fn update(backend: DbBackend) -> String {
    let dialect = if backend == DbBackend::Postgres { POSTGRES } else { SQLITE };
    let plain = dialect.description("plain", &[]);
    let expired = dialect.description("expired", &[("source", "t.description".to_owned())]);
    let (job, redeemed, act) = (dialect.job(), dialect.redeemed(), dialect.act());
    format!(
        "UPDATE {STATEMENT} AS t SET description = COALESCE(CASE
             WHEN t.kind = 'EXPIRE' AND t.description IN ({SOURCES}) THEN {expired}
             WHEN t.kind = 'REDEEM' THEN {redeemed}
             WHEN t.kind IN ({BY_ADMINS}) THEN {act}
             WHEN t.job_id IS NOT NULL THEN {job}
         END, {plain})"
    )
}

/// What an entry of expired credits had for words.
const SOURCES: &str =
    "'SIGNUP_BONUS', 'RECHARGE', 'MEMBERSHIP_GRANT', 'REDEEM', 'ADJUST', 'COMPENSATION', 'RETURNED'";
/// Entries whose words were an administrator's reason.
const BY_ADMINS: &str = "'ADJUST', 'COMPENSATION', 'RECHARGE', 'CREDIT_BACK', 'RECHARGE_REFUND'";
