//! What one order sends beyond the hold and the job, word for word.

pub(super) const PRICES: &str = r#"SELECT "prices"."id", "prices"."operation", "prices"."vendor", "prices"."model", "prices"."mode", "prices"."unit", "prices"."amount", "prices"."valid_from" FROM "prices" ORDER BY "prices"."id" ASC"#;

/// Whether the key was used before.
pub(super) const DONE: &str = r#"SELECT "done_requests"."user_id", "done_requests"."operation", "done_requests"."key", "done_requests"."request", "done_requests"."made_kind", "done_requests"."made_id", "done_requests"."created_at" FROM "done_requests" WHERE "done_requests"."user_id" = $1 AND "done_requests"."operation" = $2 AND "done_requests"."key" = $3 LIMIT $4"#;

pub(super) const CHARACTER: &str = r#"X"#;

pub(super) const DRAMA: &str = r#"X"#;

/// A job that makes the same already.
pub(super) const LIVE: &str = r#"X"#;

pub(super) const ADD_DONE: &str = r#"X"#;
