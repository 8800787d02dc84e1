use crate::schema::{TableSchema, boolean, integer, json, text, text_null, time, uuid_null};

pub(super) fn table() -> TableSchema {
    TableSchema::tenant("quotes")
        .part_of("episode_id", "episodes")
        .cols([text_null("operation"), text_null("target_kind"), uuid_null("target_id")])
        .cols([boolean("burn_subtitles"), text("mode"), json("steps")])
        .cols([integer("amount"), integer("ceiling"), time("created_at"), time("expires_at")])
        .codes("mode", &["platform", "byok"])
        .check("amounts", "amount >= 0 AND ceiling >= 0")
        .check(
            "order",
            "(operation IS NULL) = (target_kind IS NULL) AND (operation IS NULL) = (target_id IS NULL)",
        )
        .index_of_user(&["episode_id"])
        .index("old", &["expires_at"])
}
