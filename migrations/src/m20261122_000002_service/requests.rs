use crate::schema::{TableSchema, text, time, uuid};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![done_requests(), orphan_objects()]
}

fn done_requests() -> TableSchema {
    TableSchema::tenant_keyed_by("done_requests", &["operation", "key"])
        .cols([
            text("operation"),
            text("key"),
            text("request"),
            text("made_kind"),
            uuid("made_id"),
            time("created_at"),
        ])
        .codes("made_kind", &["job", "production", "entry"])
        .index_of_user(&["created_at"])
        .index("old", &["created_at"])
}

/// Objects whose bytes are still there though no row refers to them.
fn orphan_objects() -> TableSchema {
    TableSchema::tenant_keyed_by("orphan_objects", &["key"])
        .col(&mut text("key"))
        .index_of_user(&[])
        .index("key", &["key"])
}
