use crate::schema::{TableSchema, boolean, integer, json, text, text_null, time};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![dramas(), episodes(), characters(), scenes(), props(), scripts()]
}

fn dramas() -> TableSchema {
    TableSchema::tenant("dramas")
        .cols([
            text("title"),
            text("style"),
            text("aspect"),
            text_null("narrator_voice"),
            text_null("import_key"),
            integer("version"),
            time("created_at"),
            time("updated_at"),
        ])
        .index_of_user(&["created_at"])
        .unique("import_key", &["user_id", "import_key"])
}

fn episodes() -> TableSchema {
    TableSchema::tenant("episodes")
        .child_of("drama_id", "dramas")
        .cols([
            integer("number"),
            text("title"),
            text("source"),
            integer("version"),
            time("created_at"),
            time("updated_at"),
        ])
        .unique_of_user(&["drama_id", "number"])
}

fn characters() -> TableSchema {
    TableSchema::tenant("characters")
        .child_of("drama_id", "dramas")
        .cols([
            text("name"),
            json("aliases"),
            text("gender"),
            text("age"),
            text("description"),
            text_null("voice"),
            integer("version"),
            time("created_at"),
        ])
        .unique_of_user(&["drama_id", "name"])
}

fn scenes() -> TableSchema {
    TableSchema::tenant("scenes")
        .child_of("drama_id", "dramas")
        .cols([
            text("place"),
            boolean("interior"),
            text("time_of_day"),
            text("weather"),
            text("description"),
            integer("version"),
            time("created_at"),
        ])
        .unique_of_user(&["drama_id", "place", "interior", "time_of_day", "weather"])
}

fn props() -> TableSchema {
    TableSchema::tenant("props")
        .child_of("drama_id", "dramas")
        .cols([text("name"), text("description"), integer("version"), time("created_at")])
        .unique_of_user(&["drama_id", "name"])
}

fn scripts() -> TableSchema {
    TableSchema::tenant("scripts")
        .child_of("episode_id", "episodes")
        .cols([text("language"), json("beats"), text("input_hash"), json("inputs"), time("created_at")])
        .unique_of_user(&["episode_id"])
}
