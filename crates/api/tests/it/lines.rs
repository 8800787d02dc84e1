//! Storyboards by hand: lines.

use crate::{
    kit::{NOBODYS, request},
    shots::{Stage, ids},
};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};

#[actix_web::test]
async fn a_line_is_added_changed_moved_and_deleted() {
    let stage = Stage::new().await;
    let (api, who) = (&stage.api, &stage.who);
    let (shot, lines) = stage.shot_with(&["雪下了一夜。", "没有人来。"]).await;
    let body =
        json!({ "text": "你回来了。", "mode": "dialogue", "speaker_id": stage.character, "position": 2 });
    let added = api.post(who, &format!("/shots/{shot}/lines"), body).await.with_status(StatusCode::CREATED);
    assert_eq!(added.header("location"), format!("/api/v1/shots/{shot}"));
    let view = added.json();
    assert_eq!(added.header("etag"), format!("\"{}\"", view["version"]));
    let line = view["lines"][1].clone();
    let id = line["id"].as_str().expect("an id");
    let known = json!({ "id": id, "text": "你回来了。", "mode": "dialogue", "speaker_id": stage.character,
        "start_ms": null, "duration_ms": null });
    assert_eq!(line, known);
    assert_eq!(ids(&view["lines"]), [&lines[0], id, &lines[1]]);

    let version = view["version"].as_i64().expect("a version");
    let changed =
        api.patch(who, &format!("/lines/{id}"), version, json!({ "text": "你终于回来了。" })).await.ok();
    assert_eq!(changed["lines"][1]["text"], "你终于回来了。");
    assert_eq!(changed["lines"][1]["speaker_id"], stage.character.as_str(), "what is left out stays");
    assert_eq!(changed["storyboard"][0]["lines"], changed["lines"]);

    let moved = api.post(who, &format!("/lines/{id}/move"), json!({ "position": 1 })).await.ok();
    assert_eq!(ids(&moved["lines"]), [id, &lines[0], &lines[1]]);
    let left = api.delete(who, &format!("/lines/{id}")).await.ok();
    assert_eq!(ids(&left["lines"]), lines);
    let gone = api.delete(who, &format!("/lines/{id}")).await;
    gone.check_problem(StatusCode::NOT_FOUND, "not_found");
}

#[actix_web::test]
async fn null_gives_a_line_to_the_narrator() {
    let stage = Stage::new().await;
    let shot = stage.shot().await;
    let body = json!({ "text": "你回来了。", "mode": "dialogue", "speaker_id": stage.character });
    let made = stage.api.post(&stage.who, &format!("/shots/{shot}/lines"), body).await.json();
    let line = format!("/lines/{}", ids(&made["lines"])[0]);
    let version = made["version"].as_i64().expect("a version");
    let body = json!({ "speaker_id": null, "mode": "voice_over" });
    let told = stage.api.patch(&stage.who, &line, version, body).await.ok();
    assert_eq!(told["lines"][0]["speaker_id"], Value::Null);
    assert_eq!(told["lines"][0]["mode"], "voice_over");
}

#[actix_web::test]
async fn what_cannot_be_is_refused_by_field() {
    let stage = Stage::new().await;
    let (shot, lines) = stage.shot_with(&["雪下了一夜。"]).await;
    let path = format!("/shots/{shot}/lines");
    let refuse = async |body: Value, field: &str, code: &str| {
        stage.api.post(&stage.who, &path, body).await.check_invalid(field, code);
    };
    refuse(json!({ "text": "", "mode": "dialogue" }), "text", "length").await;
    refuse(json!({ "text": "一\n二", "mode": "dialogue" }), "text", "characters").await;
    refuse(json!({ "text": "一", "mode": "sung" }), "mode", "unknown_value").await;
    refuse(json!({ "text": "一" }), "mode", "missing").await;
    refuse(json!({ "text": "一", "mode": "dialogue", "position": 3 }), "position", "range").await;
    let foreign = json!({ "text": "一", "mode": "dialogue", "speaker_id": NOBODYS });
    refuse(foreign, "speaker_id", "unknown").await;

    let version = stage.read(&shot).await["version"].as_i64().expect("a version");
    let line = format!("/lines/{}", lines[0]);
    let foreign = stage.api.patch(&stage.who, &line, version, json!({ "speaker_id": NOBODYS })).await;
    foreign.check_invalid("speaker_id", "unknown");
    let unnamed = stage.api.send(request(Method::PATCH, &line, Some(&stage.who)).set_json(json!({}))).await;
    unnamed.check_problem(StatusCode::PRECONDITION_REQUIRED, "if_match_missing");
    let absent = request(Method::PATCH, &format!("/lines/{NOBODYS}"), Some(&stage.who)).set_json(json!({}));
    stage.api.send(absent).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    let far = stage.api.post(&stage.who, &format!("{line}/move"), json!({ "position": 2 })).await;
    far.check_invalid("position", "range");
}
