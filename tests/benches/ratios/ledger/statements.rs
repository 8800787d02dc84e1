//! What the adapter sends between BEGIN and COMMIT for one hold and its job, word for word. A lot and an account are
//! read whole, as the adapter reads them.

/// The account, locked. SQLite has no such lock and needs none: one transaction writes at a time.
pub(crate) const LOCK_ACCOUNT: &str = r#"SELECT "users"."id", "users"."email", "users"."phone", "users"."name", "users"."role", "users"."status", "users"."password_hash", "users"."credits", "users"."credits_held", "users"."statement_entries", "users"."daily_cap", "users"."created_at", "users"."clear_at", "users"."vip_until" FROM "users" WHERE "users"."id" = $1 LIMIT $2 FOR NO KEY UPDATE"#;

/// The account.
pub(crate) const ACCOUNT: &str = r#"SELECT "users"."id", "users"."email", "users"."phone", "users"."name", "users"."role", "users"."status", "users"."password_hash", "users"."credits", "users"."credits_held", "users"."statement_entries", "users"."daily_cap", "users"."created_at", "users"."clear_at", "users"."vip_until" FROM "users" WHERE "users"."id" = $1 LIMIT $2"#;

pub(crate) const LOTS: &str = r#"SELECT "credit_lots"."user_id", "credit_lots"."id", "credit_lots"."parent_id", "credit_lots"."source", "credit_lots"."granted", "credit_lots"."remaining", "credit_lots"."held", "credit_lots"."captured", "credit_lots"."credited_back", "credit_lots"."expired", "credit_lots"."refunded", "credit_lots"."returned", "credit_lots"."live", "credit_lots"."expires_at", "credit_lots"."created_at" FROM "credit_lots" WHERE "credit_lots"."user_id" = $1 AND "live""#;

pub(crate) const SAVE_ACCOUNT: &str = r#"UPDATE "users" SET "credits" = $1, "credits_held" = $2, "statement_entries" = $3 WHERE "users"."id" = $4"#;

pub(crate) const SAVE_LOT: &str = r#"UPDATE "credit_lots" SET "remaining" = $1, "held" = $2, "captured" = $3, "credited_back" = $4, "refunded" = $5, "expired" = $6, "returned" = $7, "live" = $8 WHERE "credit_lots"."user_id" = $9 AND "credit_lots"."id" = $10"#;

pub(crate) const ADD_HOLD: &str = r#"INSERT INTO "credit_holds" ("user_id", "id", "price_id", "amount", "captured", "credited_back", "state", "quantity", "delivered", "rule", "created_at", "closed_at", "job_id") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"#;

pub(crate) const ADD_PART: &str = r#"INSERT INTO "credit_hold_lots" ("user_id", "hold_id", "lot_id", "position", "amount", "captured", "credited_back") VALUES ($1, $2, $3, $4, $5, $6, $7)"#;

pub(crate) const ADD_JOB: &str = r#"INSERT INTO "jobs" ("user_id", "id", "production_id", "drama_id", "episode_id", "retry_of", "operation", "target_kind", "target_id", "input_hash", "state", "attempt", "max_attempts", "deaths", "run_at", "lease_token", "lease_until", "progress", "message", "error_class", "error_message", "dead", "cancel_requested", "vendor", "model", "mode", "config_id", "created_at", "started_at", "finished_at") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30) ON CONFLICT ("user_id", "operation", "target_kind", "target_id") WHERE state IN ('blocked', 'queued', 'running') DO NOTHING"#;

/// The numbers of the two events.
pub(crate) const TAKE_NUMBERS: &str = r#"INSERT INTO "event_streams" ("user_id", "last_number", "claimed_at") VALUES ($1, $2, $3) ON CONFLICT ("user_id") DO UPDATE SET "last_number" = "event_streams"."last_number" + $4 RETURNING "user_id", "last_number", "claimed_at""#;

/// The events of the credits and of the job.
pub(crate) const ADD_EVENTS: &str = r#"INSERT INTO "events" ("user_id", "number", "kind", "body", "created_at") VALUES ($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10)"#;
