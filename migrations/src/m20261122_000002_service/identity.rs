use crate::schema::{TableSchema, text, text_null, time, time_null};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![sessions(), event_tickets()]
}

fn sessions() -> TableSchema {
    TableSchema::tenant("sessions")
        .cols([
            text("secret"),
            text_null("previous"),
            time("refreshed_at"),
            time("created_at"),
            time_null("ended_at"),
        ])
        .unique("id", &["id"])
        .index_of_user(&["created_at"])
}

fn event_tickets() -> TableSchema {
    TableSchema::tenant_keyed_by("event_tickets", &["digest"])
        .cols([text("digest"), time("until")])
        .unique("digest", &["digest"])
        .index_of_user(&["until"])
        .index("over", &["until"])
}
