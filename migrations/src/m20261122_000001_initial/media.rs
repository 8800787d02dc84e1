use crate::schema::{TableSchema, boolean, integer, integer_null, json, text, time, uuid};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![assets(), takes(), cuts()]
}

fn assets() -> TableSchema {
    TableSchema::tenant("assets")
        .cols([
            text("kind"),
            text("object_key"),
            text("mime"),
            integer("bytes"),
            text("sha256"),
            integer_null("width"),
            integer_null("height"),
            integer_null("duration_ms"),
            time("created_at"),
        ])
        .index_of_user(&["created_at"])
}

fn takes() -> TableSchema {
    TableSchema::tenant("takes")
        .child_of("drama_id", "dramas")
        .child_of("asset_id", "assets")
        .child_of("job_id", "jobs")
        .cols([
            text("operation"),
            text("target_kind"),
            uuid("target_id"),
            text("input_hash"),
            json("inputs"),
            json("marks"),
            boolean("selected"),
            time("created_at"),
        ])
        .index_of_user(&["drama_id", "operation", "input_hash"])
        .unique_where("selected", &["user_id", "target_id", "operation", "target_kind"], "selected")
}

fn cuts() -> TableSchema {
    TableSchema::tenant("cuts")
        .child_of("episode_id", "episodes")
        .child_of("video_id", "assets")
        .child_of("srt_id", "assets")
        .child_of("ass_id", "assets")
        .child_of("poster_id", "assets")
        .cols([
            integer("duration_ms"),
            integer("frames_encoded"),
            text("input_hash"),
            json("inputs"),
            time("created_at"),
        ])
        .index_of_user(&["episode_id", "id"])
}
