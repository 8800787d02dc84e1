use crate::schema::{TableSchema, integer, integer_null, json, text, time};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![storyboards(), shots(), shot_cast(), shot_props(), shot_lines()]
}

fn storyboards() -> TableSchema {
    TableSchema::tenant_keyed_by("storyboards", &["episode_id"])
        .child_of("episode_id", "episodes")
        .cols([text("input_hash"), json("inputs"), time("created_at")])
        .index_of_user(&["created_at"])
}

fn shots() -> TableSchema {
    TableSchema::tenant("shots")
        .child_of("episode_id", "episodes")
        .child_of("scene_id", "scenes")
        .cols([
            integer("number"),
            integer("beat"),
            text("size"),
            text("angle"),
            text("movement"),
            text("action"),
            integer("planned_ms"),
            integer_null("measured_ms"),
            text("image_prompt"),
            text("video_prompt"),
            integer("version"),
            time("created_at"),
        ])
        .index_of_user(&["scene_id"])
        .unique("number", &["user_id", "episode_id", "number"])
}

fn shot_cast() -> TableSchema {
    TableSchema::tenant_keyed_by("shot_cast", &["shot_id", "position"])
        .part_of("shot_id", "shots")
        .child_of("character_id", "characters")
        .col(&mut integer("position"))
        .index_of_user(&["character_id"])
}

fn shot_props() -> TableSchema {
    TableSchema::tenant_keyed_by("shot_props", &["shot_id", "position"])
        .part_of("shot_id", "shots")
        .child_of("prop_id", "props")
        .col(&mut integer("position"))
        .index_of_user(&["prop_id"])
}

fn shot_lines() -> TableSchema {
    TableSchema::tenant("shot_lines")
        .part_of("shot_id", "shots")
        .may_be_child_of("speaker_id", "characters")
        .cols([
            integer("position"),
            text("mode"),
            text("text"),
            integer_null("start_ms"),
            integer_null("duration_ms"),
        ])
        .unique_of_user(&["shot_id", "position"])
}
