//! Storyboards by hand: shots.

use crate::kit::{NOBODYS, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};

/// An episode with a cast, and somebody whose it is.
pub(crate) struct Stage {
    pub(crate) api: TestApi,
    pub(crate) who: Person,
    pub(crate) drama: String,
    pub(crate) episode: String,
    pub(crate) scene: String,
    pub(crate) character: String,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let api = TestApi::new().await;
        let who = api.register().await;
        let drama = api.drama(&who).await;
        let episode = api.episode(&who, &drama).await;
        let scene = api.make(&who, &format!("/dramas/{drama}/scenes"), json!({ "place": "老街口" })).await;
        let character =
            api.make(&who, &format!("/dramas/{drama}/characters"), json!({ "name": "林晚" })).await;
        Self { api, who, drama, episode, scene, character }
    }

    pub(crate) fn shots(&self) -> String {
        format!("/episodes/{}/shots", self.episode)
    }

    /// A shot at the end; its id.
    pub(crate) async fn shot(&self) -> String {
        self.api.make(&self.who, &self.shots(), json!({ "scene_id": self.scene })).await
    }

    /// A shot with lines of these words; its id and theirs.
    pub(crate) async fn shot_with(&self, words: &[&str]) -> (String, Vec<String>) {
        let shot = self.shot().await;
        for text in words {
            let line = json!({ "text": text, "mode": "voice_over" });
            let path = format!("/shots/{shot}/lines");
            self.api.post(&self.who, &path, line).await.with_status(StatusCode::CREATED);
        }
        let lines = self.read(&shot).await["lines"].clone();
        (shot, ids(&lines))
    }

    pub(crate) async fn read(&self, shot: &str) -> Value {
        self.api.get(&self.who, &format!("/shots/{shot}")).await.ok()
    }

    async fn order(&self) -> Vec<String> {
        let page = self.api.get(&self.who, &self.shots()).await.ok();
        let numbers: Vec<_> =
            page["items"].as_array().expect("items").iter().map(|shot| &shot["number"]).collect();
        assert_eq!(json!(numbers), json!((1..=numbers.len()).collect::<Vec<_>>()));
        ids(&page["items"])
    }
}

pub(crate) fn ids(items: &Value) -> Vec<String> {
    let id = |item: &Value| item["id"].as_str().expect("an id").to_owned();
    items.as_array().expect("a list").iter().map(id).collect()
}

#[actix_web::test]
async fn a_shot_is_made_read_changed_and_deleted() {
    let stage = Stage::new().await;
    let (api, who) = (&stage.api, &stage.who);
    let body = json!({ "scene_id": stage.scene, "cast_ids": [stage.character], "size": "close_up", "planned_ms": 4500 });
    let made = api.post(who, &stage.shots(), body).await.with_status(StatusCode::CREATED);
    let view = made.json();
    let id = view["id"].as_str().expect("an id");
    let one = format!("/shots/{id}");
    assert_eq!(made.header("location"), format!("/api/v1{one}"));
    assert_eq!(
        (&view["number"], &view["planned_ms"], &view["size"]),
        (&json!(1), &json!(4500), &json!("close_up"))
    );
    assert_eq!((&view["cast_ids"], &view["lines"]), (&json!([stage.character]), &json!([])));
    assert_eq!(ids(&view["storyboard"]), [id]);
    let read = api.get(who, &one).await;
    assert_eq!(read.header("etag"), made.header("etag"));
    assert_eq!(read.json(), view["storyboard"][0]);

    let version = view["version"].as_i64().expect("a version");
    let changed = api.patch(who, &one, version, json!({ "action": "雪停了", "movement": "push_in" })).await;
    let changed = changed.with_status(StatusCode::OK);
    let view = changed.json();
    assert_eq!((&view["action"], &view["movement"]), (&json!("雪停了"), &json!("push_in")));
    assert_eq!((&view["size"], &view["cast_ids"]), (&json!("close_up"), &json!([stage.character])));
    assert_eq!(changed.header("etag"), format!("\"{}\"", view["version"]));
    assert!(view["version"].as_i64() > Some(version));

    api.delete(who, &one).await.with_status(StatusCode::NO_CONTENT);
    api.get(who, &one).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    assert_eq!(api.get(who, &stage.shots()).await.ok(), json!({ "items": [], "next_cursor": null }));
}

#[actix_web::test]
async fn shots_are_put_where_they_belong_and_into_another_order() {
    let stage = Stage::new().await;
    let (first, second) = (stage.shot().await, stage.shot().await);
    let body = json!({ "scene_id": stage.scene, "position": 2 });
    let between = stage.api.make(&stage.who, &stage.shots(), body).await;
    assert_eq!(stage.order().await, [first.clone(), between.clone(), second.clone()]);
    let order = format!("{}/order", stage.shots());
    let wanted = [second, first.clone(), between];
    let page = stage.api.put(&stage.who, &order, json!({ "shot_ids": wanted })).await.ok();
    assert_eq!(ids(&page["items"]), wanted);
    assert_eq!(stage.order().await, wanted);
    for wrong in [json!([first]), json!([first, first, first]), json!([first, wanted[0], NOBODYS])] {
        let refused = stage.api.put(&stage.who, &order, json!({ "shot_ids": wrong })).await;
        refused.check_invalid("shot_ids", "not_the_same_shots");
    }
    assert_eq!(stage.order().await, wanted);
}

#[actix_web::test]
async fn a_shot_is_split_and_merged_again() {
    let stage = Stage::new().await;
    let (shot, lines) = stage.shot_with(&["雪下了一夜。", "灯还亮着。", "没有人来。"]).await;
    let split = format!("/shots/{shot}/split");
    let first = stage.api.post(&stage.who, &split, json!({ "line_id": lines[0] })).await;
    first.check_problem(StatusCode::CONFLICT, "first_line");
    let foreign = stage.api.post(&stage.who, &split, json!({ "line_id": NOBODYS })).await;
    foreign.check_invalid("line_id", "no_such_line");

    let parts = stage.api.post(&stage.who, &split, json!({ "line_id": lines[1] })).await.ok();
    assert_eq!((&parts["id"], ids(&parts["lines"])), (&json!(shot), lines[..1].to_vec()));
    assert_eq!(ids(&parts["storyboard"][1]["lines"]), lines[1..]);
    let merge = format!("/shots/{shot}/merge");
    let whole = stage.api.post(&stage.who, &merge, Value::Null).await.ok();
    assert_eq!((&whole["id"], ids(&whole["lines"])), (&json!(shot), lines));
    let alone = stage.api.post(&stage.who, &merge, Value::Null).await;
    alone.check_problem(StatusCode::CONFLICT, "last_shot");
}

#[actix_web::test]
async fn shots_of_two_scenes_or_of_too_much_time_stay_apart() {
    let stage = Stage::new().await;
    let scenes = format!("/dramas/{}/scenes", stage.drama);
    let elsewhere = stage.api.make(&stage.who, &scenes, json!({ "place": "河边" })).await;
    let make = async |scene: &str, planned_ms: u32| {
        let body = json!({ "scene_id": scene, "planned_ms": planned_ms });
        stage.api.make(&stage.who, &stage.shots(), body).await
    };
    let (long, other) = (make(&stage.scene, 7000).await, make(&stage.scene, 6000).await);
    make(&elsewhere, 3000).await;
    let refused = stage.api.post(&stage.who, &format!("/shots/{long}/merge"), Value::Null).await;
    refused.check_problem(StatusCode::CONFLICT, "shot_too_long");
    assert_eq!((&refused.json()["planned_ms"], &refused.json()["most"]), (&json!(13_000), &json!(12_000)));
    let refused = stage.api.post(&stage.who, &format!("/shots/{other}/merge"), Value::Null).await;
    refused.check_problem(StatusCode::CONFLICT, "other_scene");
}

#[actix_web::test]
async fn changes_name_the_version_they_were_made_from() {
    let stage = Stage::new().await;
    let (api, who) = (&stage.api, &stage.who);
    let (shot, lines) = stage.shot_with(&["雪下了一夜。", "灯还亮着。"]).await;
    let one = format!("/shots/{shot}");
    let unnamed = api.send(request(Method::PATCH, &one, Some(who)).set_json(json!({}))).await;
    unnamed.check_problem(StatusCode::PRECONDITION_REQUIRED, "if_match_missing");
    let current = stage.read(&shot).await;
    let old = current["version"].as_i64().expect("a version") - 1;
    let late = [
        (Method::PATCH, one.clone(), json!({ "action": "雪停了" })),
        (Method::DELETE, one.clone(), Value::Null),
        (Method::POST, format!("{one}/split"), json!({ "line_id": lines[1] })),
        (Method::POST, format!("{one}/merge"), Value::Null),
        (Method::POST, format!("{one}/lines"), json!({ "text": "来了。", "mode": "voice_over" })),
        (Method::PATCH, format!("/lines/{}", lines[0]), json!({ "text": "来了。" })),
        (Method::POST, format!("/lines/{}/move", lines[0]), json!({ "position": 2 })),
        (Method::DELETE, format!("/lines/{}", lines[0]), Value::Null),
    ];
    for (method, path, body) in late {
        let request = request(method, &path, Some(who)).insert_header(("if-match", format!("\"{old}\"")));
        let answer = api.send(if body.is_null() { request } else { request.set_json(body) }).await;
        answer.check_problem(StatusCode::PRECONDITION_FAILED, "stale_version");
        assert_eq!(answer.json()["current"], current, "{path}");
    }
    assert_eq!(stage.read(&shot).await, current);
}

#[actix_web::test]
async fn nothing_is_found_by_others() {
    let stage = Stage::new().await;
    let stranger = stage.api.register().await;
    let (shot, lines) = stage.shot_with(&["雪下了一夜。", "灯还亮着。"]).await;
    let one = format!("/shots/{shot}");
    let requests = [
        (Method::GET, stage.shots(), Value::Null),
        (Method::POST, stage.shots(), json!({ "scene_id": stage.scene })),
        (Method::PUT, format!("{}/order", stage.shots()), json!({ "shot_ids": [shot] })),
        (Method::GET, one.clone(), Value::Null),
        (Method::PATCH, one.clone(), json!({ "action": "雪停了" })),
        (Method::DELETE, one.clone(), Value::Null),
        (Method::POST, format!("{one}/split"), json!({ "line_id": lines[1] })),
        (Method::POST, format!("{one}/merge"), Value::Null),
        (Method::POST, format!("{one}/lines"), json!({ "text": "来了。", "mode": "voice_over" })),
        (Method::PATCH, format!("/lines/{}", lines[0]), json!({ "text": "来了。" })),
        (Method::POST, format!("/lines/{}/move", lines[0]), json!({ "position": 2 })),
        (Method::DELETE, format!("/lines/{}", lines[0]), Value::Null),
    ];
    let before = stage.read(&shot).await;
    stage.api.check_hidden(&stranger, &requests).await;
    assert_eq!(stage.read(&shot).await, before);
}

#[actix_web::test]
async fn what_cannot_be_is_refused_by_field() {
    let stage = Stage::new().await;
    let elsewhere = stage.api.drama(&stage.who).await;
    let path = format!("/dramas/{elsewhere}/characters");
    let other = stage.api.make(&stage.who, &path, json!({ "name": "林晚" })).await;
    let refuse = async |body: Value, field: &str, code: &str| {
        let mut shot = json!({ "scene_id": stage.scene });
        let given = body.as_object().expect("fields").clone();
        shot.as_object_mut().expect("fields").extend(given);
        stage.api.post(&stage.who, &stage.shots(), shot).await.check_invalid(field, code);
    };
    refuse(json!({ "planned_ms": 1500 }), "planned_ms", "range").await;
    refuse(json!({ "planned_ms": 2100 }), "planned_ms", "step").await;
    refuse(json!({ "planned_ms": -1 }), "planned_ms", "range").await;
    refuse(json!({ "position": 2 }), "position", "range").await;
    refuse(json!({ "scene_id": NOBODYS }), "scene_id", "unknown").await;
    refuse(json!({ "scene_id": "here" }), "scene_id", "wrong_type").await;
    refuse(json!({ "cast_ids": [other] }), "cast_ids", "unknown").await;
    refuse(json!({ "cast_ids": [stage.character, stage.character] }), "cast_ids", "repeated").await;
    refuse(json!({ "prop_ids": [NOBODYS] }), "prop_ids", "unknown").await;
    refuse(json!({ "size": "huge" }), "size", "unknown_value").await;
    refuse(json!({ "action": "雪".repeat(2001) }), "action", "length").await;
}
