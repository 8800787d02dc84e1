use crate::support::TestDatabase;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// What breaks an invariant.
pub(super) struct Corruption {
    /// The invariant's name.
    pub(super) breaks: &'static str,
    /// What breaks it; `{id}` stands for a new id.
    sql: &'static str,
}

const fn by(breaks: &'static str, sql: &'static str) -> Corruption {
    Corruption { breaks, sql }
}

/// Every invariant, and what breaks it.
pub(super) const CORRUPTIONS: &[Corruption] = &[
    by("a user's credits are the sum of the statement", "UPDATE users SET credits = credits + 1"),
    by("a user's held credits are the sum of the open holds", "UPDATE users SET credits_held = credits_held + 1"),
    by(
        "what remains and is held of a user's lots is the user's credits",
        "UPDATE credit_lots SET remaining = remaining - 1, captured = captured + 1 WHERE remaining > 1",
    ),
    by("no account is negative or has more held than credits", "UPDATE users SET credits_held = credits + 1"),
    by(
        "what was granted to a user is what the statement adds",
        "UPDATE credit_transactions SET amount = amount + 1 WHERE kind = 'RECHARGE'",
    ),
    by(
        "what was captured of a user's lots is what holds and adjustments took",
        "UPDATE credit_transactions SET kind = 'COMPENSATION' WHERE kind = 'ADJUST'",
    ),
    by(
        "what expired of a user's lots is what the statement says",
        "UPDATE credit_transactions SET kind = 'ADJUST' WHERE kind = 'EXPIRE'",
    ),
    by(
        "what a lot granted remains, is held, spent, expired, refunded or returned",
        "UPDATE credit_lots SET granted = granted + 1",
    ),
    by(
        "what is held of a lot is its parts in open holds",
        "UPDATE credit_lots SET held = held - 1, remaining = remaining + 1 WHERE held > 0",
    ),
    by(
        "what was captured of a lot is at least its captured parts",
        "UPDATE credit_lots SET captured = 0, remaining = remaining + captured WHERE captured > 1",
    ),
    by(
        "what came back to a lot is what came back to its parts",
        "UPDATE credit_lots SET credited_back = credited_back - 1, captured = captured - 1 WHERE credited_back > 0",
    ),
    by(
        "only what was bought is refunded",
        "UPDATE credit_lots SET source = 'REDEEM' WHERE refunded > 0",
    ),
    by(
        "what came back of a user's charges is what the statement says",
        "UPDATE credit_transactions SET kind = 'COMPENSATION' WHERE kind = 'CREDIT_BACK'",
    ),
    by(
        "what was refunded of a user's lots is what the statement says",
        "UPDATE credit_transactions SET kind = 'ADJUST' WHERE kind = 'RECHARGE_REFUND'",
    ),
    by(
        "what came back of a hold is what came back of its parts",
        "UPDATE credit_hold_lots SET credited_back = credited_back - 1 WHERE credited_back > 0",
    ),
    by(
        "a job is credited back what its hold gave back",
        "UPDATE credit_holds SET credited_back = credited_back - 1 WHERE credited_back > 0",
    ),
    by("nothing of a lot is negative", "UPDATE credit_lots SET expired = -1 WHERE expired = 0"),
    by(
        "what a lot returned is what its RETURNED lots were granted",
        "UPDATE credit_lots SET returned = returned - 1, expired = expired + 1 WHERE returned > 0",
    ),
    by("a RETURNED lot, and no other, has a parent", "UPDATE credit_lots SET parent_id = NULL"),
    by("a lot is live while something of it remains or is held", "UPDATE credit_lots SET live = NOT live"),
    by("a hold's parts make up its amount", "UPDATE credit_hold_lots SET amount = amount + 1"),
    by(
        "what a hold captured is what its parts captured",
        "UPDATE credit_hold_lots SET captured = captured - 1 WHERE captured > 0",
    ),
    by(
        "no hold and no part of one captured more than it reserved, or gave back more",
        "UPDATE credit_holds SET captured = amount + 1 WHERE state = 'closed'",
    ),
    by("an open hold has captured nothing", "UPDATE credit_holds SET captured = 1 WHERE state = 'open'"),
    by(
        "a closed hold, and no open one, says when and how it was settled",
        "UPDATE credit_holds SET rule = NULL WHERE state = 'closed'",
    ),
    by("nothing of a hold is negative", "UPDATE credit_hold_lots SET captured = -1 WHERE captured = 0"),
    by("a final job has no open hold", "UPDATE jobs SET state = 'failed'"),
    by(
        "a job has at most one charge",
        "INSERT INTO credit_transactions
         SELECT user_id, {id}, number + 1000, kind, amount, balance_after, description, actor_id, created_at, job_id
         FROM credit_transactions WHERE kind = 'GENERATE_IMAGE' ORDER BY number LIMIT 1",
    ),
    by(
        "a job is charged what its hold captured",
        "UPDATE credit_transactions SET amount = amount - 1 WHERE kind = 'GENERATE_IMAGE'",
    ),
    by(
        "only a job with a hold is charged or credited back",
        "UPDATE credit_transactions SET job_id = NULL WHERE kind = 'GENERATE_IMAGE'",
    ),
    by(
        "a statement is numbered 1, 2, 3, … without gaps",
        "UPDATE credit_transactions SET number = number + 1 WHERE number = (SELECT MAX(number) FROM credit_transactions)",
    ),
    by("a user counts the entries of the statement", "UPDATE users SET statement_entries = statement_entries + 1"),
    by(
        "an entry's balance is the sum up to it",
        "UPDATE credit_transactions SET balance_after = balance_after + 1 WHERE number = 2",
    ),
    by(
        "every entry moves something and no balance is negative",
        "UPDATE credit_transactions SET amount = 0 WHERE number = 2",
    ),
    by(
        "a hold's amount is its price times its quantity, rounded up",
        "UPDATE credit_holds SET quantity = quantity + 1 WHERE state = 'open'",
    ),
    by(
        "what a hold captured follows from its rule, its price and what was delivered",
        "UPDATE credit_holds SET delivered = delivered + 1 WHERE rule = 'delivered' AND captured < amount",
    ),
];

/// Breaks it, past everything the schema has against it.
pub(super) async fn corrupt(test: &TestDatabase, corruption: &Corruption) {
    let db = test.raw().await;
    let new_id = match test.backend() {
        DbBackend::Postgres => {
            disarm_postgres(&db).await;
            "'01890000-0000-7000-8000-000000000001'::uuid"
        }
        _ => {
            disarm_sqlite(&db).await;
            "x'01890000000070008000000000000001'"
        }
    };
    let sql = corruption.sql.replace("{id}", new_id);
    let done = db.execute_unprepared(&sql).await.expect("the corruption goes through");
    assert!(done.rows_affected() > 0, "there is something to corrupt: {sql}");
}

async fn disarm_sqlite(db: &DatabaseConnection) {
    for sql in [
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "DROP TRIGGER credit_transactions_no_update",
    ] {
        db.execute_unprepared(sql).await.expect("SQLite lets itself be disarmed");
    }
}

async fn disarm_postgres(db: &DatabaseConnection) {
    let checks = "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS sql
                  FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, checks)).await;
    for row in rows.expect("the catalogue") {
        let sql: String = row.try_get("", "sql").expect("a statement");
        db.execute_unprepared(&sql).await.expect("a check is dropped");
    }
    // Triggers, those of foreign keys among them.
    let silent = "SET session_replication_role = replica";
    db.execute_unprepared(silent).await.expect("triggers are silenced");
}
