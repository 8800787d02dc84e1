use crate::schema::{TableSchema, integer, text, text_null, time};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![users(), prices()]
}

fn users() -> TableSchema {
    TableSchema::platform("users")
        .cols([
            text_null("email"),
            text_null("phone"),
            text("name"),
            text("role"),
            integer("credits"),
            integer("credits_held"),
            integer("statement_entries"),
            time("created_at"),
        ])
        .check("reachable", "email IS NOT NULL OR phone IS NOT NULL")
        .check("credits", "credits_held >= 0 AND credits >= credits_held")
        .unique("email", &["email"])
        .unique("phone", &["phone"])
}

fn prices() -> TableSchema {
    TableSchema::platform("prices")
        .cols([
            text("operation"),
            text_null("vendor"),
            text_null("model"),
            text("mode"),
            text("unit"),
            integer("amount"),
            time("valid_from"),
        ])
        .check("amount", "amount >= 0")
}
