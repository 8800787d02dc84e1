use crate::schema::{
    TableSchema, boolean, integer, integer_null, text, text_null, time, time_null, uuid, uuid_null,
};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![productions(), jobs(), job_waits()]
}

fn productions() -> TableSchema {
    TableSchema::tenant("productions")
        .child_of("drama_id", "dramas")
        .child_of("episode_id", "episodes")
        .cols([
            text("state"),
            boolean("burn_subtitles"),
            boolean("label"),
            boolean("auto_approve"),
            integer_null("quote_exact"),
            integer_null("quote_ceiling"),
            integer("approved"),
            text("message"),
            integer("version"),
            time("created_at"),
            time("updated_at"),
        ])
        .codes(
            "state",
            &["planning", "awaiting_approval", "running", "paused", "done", "failed", "cancelled"],
        )
        .check("quote", "(quote_exact IS NULL) = (quote_ceiling IS NULL)")
        .index_of_user(&["created_at"])
        .unique_where(
            "live",
            &["user_id", "episode_id"],
            "state IN ('planning', 'awaiting_approval', 'running', 'paused')",
        )
        .index_where("running", &["id"], "state = 'running'")
}

fn jobs() -> TableSchema {
    TableSchema::tenant("jobs")
        .may_be_child_of("production_id", "productions")
        .child_of("drama_id", "dramas")
        .may_be_child_of("episode_id", "episodes")
        .may_be_child_of("retry_of", "jobs")
        .cols([text("operation"), text("target_kind"), uuid("target_id")])
        .cols([text_null("input_hash"), text("state")])
        .cols([integer("attempt"), integer("max_attempts"), time("run_at")])
        .cols([uuid_null("lease_token"), time_null("lease_until")])
        .cols([integer("progress"), text("message")])
        .cols([text_null("error_class"), text_null("error_message")])
        .cols([boolean("dead"), boolean("cancel_requested")])
        .cols([time("created_at"), time_null("started_at"), time_null("finished_at")])
        .codes("state", &["blocked", "queued", "running", "succeeded", "failed", "cancelled"])
        .check("progress", "progress BETWEEN 0 AND 100")
        .check("lease", "(lease_token IS NULL) = (lease_until IS NULL)")
        .check("error", "(error_class IS NULL) = (error_message IS NULL)")
        .unique("id", &["id"])
        .index_of_user(&["production_id"])
        .unique_where(
            "live",
            &["user_id", "operation", "target_kind", "target_id"],
            "state IN ('blocked', 'queued', 'running')",
        )
        .index_where("claim", &["run_at", "created_at", "id"], "state = 'queued'")
        // Without lease_until, so that a heartbeat touches no index.
        .index_where("running", &["id"], "state = 'running'")
}

fn job_waits() -> TableSchema {
    TableSchema::tenant_keyed_by("job_waits", &["job_id", "after_id"])
        .part_of("job_id", "jobs")
        .part_of("after_id", "jobs")
        .index_of_user(&["after_id"])
}
