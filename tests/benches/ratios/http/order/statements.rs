//! What one order sends beyond the hold and the job, word for word.

pub(super) const PRICES: &str = r#"SELECT "prices"."id", "prices"."operation", "prices"."vendor", "prices"."model", "prices"."mode", "prices"."unit", "prices"."amount", "prices"."valid_from" FROM "prices" ORDER BY "prices"."id" ASC"#;

/// Whether the key was used before.
pub(super) const DONE: &str = r#"SELECT "done_requests"."user_id", "done_requests"."operation", "done_requests"."key", "done_requests"."request", "done_requests"."made_kind", "done_requests"."made_id", "done_requests"."created_at" FROM "done_requests" WHERE "done_requests"."user_id" = $1 AND "done_requests"."operation" = $2 AND "done_requests"."key" = $3 LIMIT $4"#;

/// The character, unless its drama is in the trash.
pub(super) const CHARACTER: &str = r#"SELECT "characters"."user_id", "characters"."id", "characters"."drama_id", "characters"."name", "characters"."aliases", "characters"."gender", "characters"."age", "characters"."description", "characters"."voice", "characters"."version", "characters"."created_at" FROM "characters" WHERE "characters"."user_id" = $1 AND EXISTS(SELECT $2 FROM "dramas" WHERE "dramas"."user_id" = "characters"."user_id" AND "dramas"."id" = "characters"."drama_id" AND "dramas"."deleted_at" IS NULL) AND "characters"."id" = $3 LIMIT $4"#;

pub(super) const DRAMA: &str = r#"SELECT "dramas"."user_id", "dramas"."id", "dramas"."title", "dramas"."style", "dramas"."aspect", "dramas"."narrator_voice", "dramas"."import_key", "dramas"."spending_cap", "dramas"."version", "dramas"."created_at", "dramas"."updated_at", "dramas"."deleted_at", "dramas"."purged" FROM "dramas" WHERE "dramas"."user_id" = $1 AND "dramas"."deleted_at" IS NULL AND "dramas"."id" = $2 LIMIT $3"#;

/// The tenant's own models for pictures.
pub(super) const OWN_MODELS: &str = r#"SELECT "ai_configs"."user_id", "ai_configs"."id", "ai_configs"."kind", "ai_configs"."vendor", "ai_configs"."model", "ai_configs"."name", "ai_configs"."base_url", "ai_configs"."sealed_key", "ai_configs"."key_hint", "ai_configs"."active", "ai_configs"."priority", "ai_configs"."version", "ai_configs"."created_at", "ai_configs"."updated_at" FROM "ai_configs" WHERE "ai_configs"."user_id" = $1 AND "ai_configs"."kind" = $2 AND "ai_configs"."active" = $3"#;

/// The platform's.
pub(super) const OFFERED_MODELS: &str = r#"SELECT "platform_ai_configs"."id", "platform_ai_configs"."kind", "platform_ai_configs"."vendor", "platform_ai_configs"."model", "platform_ai_configs"."active", "platform_ai_configs"."priority" FROM "platform_ai_configs" WHERE "platform_ai_configs"."kind" = $1 AND "platform_ai_configs"."active" = $2"#;

/// A job that makes the same already.
pub(super) const LIVE: &str = r#"SELECT "jobs"."user_id", "jobs"."id", "jobs"."production_id", "jobs"."drama_id", "jobs"."episode_id", "jobs"."retry_of", "jobs"."operation", "jobs"."target_kind", "jobs"."target_id", "jobs"."input_hash", "jobs"."state", "jobs"."attempt", "jobs"."max_attempts", "jobs"."deaths", "jobs"."run_at", "jobs"."lease_token", "jobs"."lease_until", "jobs"."progress", "jobs"."message", "jobs"."error_class", "jobs"."error_message", "jobs"."dead", "jobs"."cancel_requested", "jobs"."vendor", "jobs"."model", "jobs"."mode", "jobs"."config_id", "jobs"."created_at", "jobs"."started_at", "jobs"."finished_at" FROM "jobs" WHERE "jobs"."user_id" = $1 AND "jobs"."operation" = $2 AND "jobs"."target_kind" = $3 AND "jobs"."target_id" = $4 AND (state IN ('blocked', 'queued', 'running')) LIMIT $5"#;

pub(super) const ADD_DONE: &str = r#"INSERT INTO "done_requests" ("user_id", "operation", "key", "request", "made_kind", "made_id", "created_at") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ("user_id", "operation", "key") DO NOTHING"#;
