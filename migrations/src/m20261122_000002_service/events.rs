use crate::schema::{TableSchema, integer, json, text, time, time_null};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![event_streams(), events()]
}

/// One row per user: whoever numbers events holds it until the commit, so numbers come in the order of commits. Every
/// claim of a job writes it too, so it also says when the user last had a turn.
fn event_streams() -> TableSchema {
    TableSchema::tenant_keyed_by("event_streams", &[])
        .cols([integer("last_number"), time_null("claimed_at")])
        .check("last_number", "last_number > 0")
        .index_of_user(&[])
}

fn events() -> TableSchema {
    TableSchema::tenant_keyed_by("events", &["number"])
        .cols([integer("number"), text("kind"), json("body"), time("created_at")])
        .codes("kind", &["job", "production", "credits"])
        .index_of_user(&["created_at"])
        .index("old", &["created_at"])
}
