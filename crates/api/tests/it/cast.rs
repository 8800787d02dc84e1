//! Characters, scenes and props.

use crate::kit::{NOBODYS, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};

/// The families: the name of the collection, a body that makes one, a body that changes it, and the change.
fn families() -> [(&'static str, Value, Value); 3] {
    [
        ("characters", json!({ "name": "林晚" }), json!({ "name": "林婉", "description": "短发" })),
        ("scenes", json!({ "place": "老街口" }), json!({ "place": "河边", "weather": "snow" })),
        ("props", json!({ "name": "旧怀表" }), json!({ "name": "新怀表" })),
    ]
}

#[actix_web::test]
async fn each_is_made_listed_read_changed_and_deleted() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = api.drama(&who).await;
    for (family, make, change) in families() {
        let all = format!("/dramas/{drama}/{family}");
        let made = api.post(&who, &all, make).await.with_status(StatusCode::CREATED);
        let view = made.json();
        let id = view["id"].as_str().expect("an id");
        let one = format!("/{family}/{id}");
        assert_eq!(made.header("location"), format!("/api/v1{one}"));
        assert_eq!((made.header("etag"), &view["version"]), ("\"1\"", &json!(1)));
        assert_eq!(view["drama_id"], drama.as_str());
        assert_eq!(api.get(&who, &all).await.ok(), json!({ "items": [view], "next_cursor": null }));
        let read = api.get(&who, &one).await;
        assert_eq!((read.header("etag"), read.json()), ("\"1\"", view));

        let changed = api.patch(&who, &one, 1, change.clone()).await.with_status(StatusCode::OK);
        assert_eq!(changed.header("etag"), "\"2\"");
        for (field, value) in change.as_object().expect("fields") {
            assert_eq!(&changed.json()[field], value);
        }
        assert_eq!(api.get(&who, &one).await.ok(), changed.json());

        let gone = api.delete(&who, &one).await.with_status(StatusCode::NO_CONTENT);
        assert!(gone.body.is_empty());
        api.get(&who, &one).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    }
}

#[actix_web::test]
async fn what_is_left_out_has_a_usual_value() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = api.drama(&who).await;
    let make = async |family: &str, body: Value| {
        api.post(&who, &format!("/dramas/{drama}/{family}"), body)
            .await
            .with_status(StatusCode::CREATED)
            .json()
    };
    let character = make("characters", json!({ "name": " 林晚 " })).await;
    assert_eq!((&character["name"], &character["aliases"]), (&json!("林晚"), &json!([])));
    assert_eq!((&character["gender"], &character["age"]), (&json!("unknown"), &json!("adult")));
    assert!(character["voice"].is_string(), "a fitting voice is chosen");
    let scene = make("scenes", json!({ "place": "老街口" })).await;
    assert_eq!((&scene["interior"], &scene["time_of_day"]), (&json!(false), &json!("day")));
    assert_eq!((&scene["weather"], &scene["description"]), (&json!("clear"), &json!("")));
}

#[actix_web::test]
async fn changes_name_the_version_they_were_made_from() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = api.drama(&who).await;
    for (family, make, change) in families() {
        let id = api.make(&who, &format!("/dramas/{drama}/{family}"), make).await;
        let one = format!("/{family}/{id}");
        let unnamed = api.send(request(Method::PATCH, &one, Some(&who)).set_json(&change)).await;
        unnamed.check_problem(StatusCode::PRECONDITION_REQUIRED, "if_match_missing");
        let absent =
            api.send(request(Method::PATCH, &format!("/{family}/{NOBODYS}"), Some(&who)).set_json(&change));
        absent.await.check_problem(StatusCode::NOT_FOUND, "not_found");

        let current = api.patch(&who, &one, 1, change.clone()).await.ok();
        let late = api.patch(&who, &one, 1, change).await;
        late.check_problem(StatusCode::PRECONDITION_FAILED, "stale_version");
        assert_eq!(late.json()["current"], current);
        let late = request(Method::DELETE, &one, Some(&who)).insert_header(("if-match", "\"1\""));
        let late = api.send(late).await;
        late.check_problem(StatusCode::PRECONDITION_FAILED, "stale_version");
        assert_eq!(late.json()["current"], current);
        let seen = request(Method::DELETE, &one, Some(&who)).insert_header(("if-match", "\"2\""));
        api.send(seen).await.with_status(StatusCode::NO_CONTENT);
    }
}

#[actix_web::test]
async fn nothing_is_found_by_others_and_nothing_at_all_by_nobody() {
    let api = TestApi::new().await;
    let (who, stranger) = (api.register().await, api.register().await);
    let drama = api.drama(&who).await;
    for (family, make, change) in families() {
        let all = format!("/dramas/{drama}/{family}");
        let one = format!("/{family}/{}", api.make(&who, &all, make.clone()).await);
        let requests = [
            (Method::GET, all.clone(), Value::Null),
            (Method::POST, all, make),
            (Method::GET, one.clone(), Value::Null),
            (Method::PATCH, one.clone(), change),
            (Method::DELETE, one.clone(), Value::Null),
        ];
        api.check_hidden(&stranger, &requests).await;
        for (method, path, body) in requests {
            let answer = api.send(request(method, &path, None).set_json(body)).await;
            answer.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
        }
        api.get(&who, &one).await.ok();
        api.get(&who, &format!("/{family}/no-id")).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    }
}

#[actix_web::test]
async fn what_cannot_be_is_refused_by_field() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let drama = api.drama(&who).await;
    let characters = format!("/dramas/{drama}/characters");
    let scenes = format!("/dramas/{drama}/scenes");
    let refuse = async |path: &str, body: Value, field: &str, code: &str| {
        api.post(&who, path, body).await.check_invalid(field, code);
    };
    refuse(&characters, json!({ "name": " " }), "name", "length").await;
    refuse(&characters, json!({ "name": "林\u{7}晚" }), "name", "characters").await;
    refuse(&characters, json!({ "name": "林晚", "aliases": vec!["小林"; 2] }), "aliases", "repeated").await;
    refuse(&characters, json!({ "name": "林晚", "voice": "nobody's" }), "voice", "unknown").await;
    refuse(&characters, json!({ "name": "林晚", "age": "old" }), "age", "unknown_value").await;
    refuse(&characters, json!({ "name": "林晚", "colour": "red" }), "colour", "unknown_field").await;
    refuse(&characters, json!({}), "name", "missing").await;
    refuse(&scenes, json!({ "place": 7 }), "place", "wrong_type").await;
    refuse(&scenes, json!({ "place": "桥", "description": "雪".repeat(2001) }), "description", "length")
        .await;

    for (family, make, _) in families() {
        let all = format!("/dramas/{drama}/{family}");
        api.make(&who, &all, make.clone()).await;
        let key = if family == "scenes" { "place" } else { "name" };
        refuse(&all, make.clone(), key, "taken").await;
        let other = api.make(&who, &all, json!({ key: "另一个" })).await;
        let taken = api.patch(&who, &format!("/{family}/{other}"), 1, make).await;
        taken.check_invalid(key, "taken");
    }
}

#[actix_web::test]
async fn what_a_shot_uses_cannot_go() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let used = use_one_of_each(&api, &who).await;
    for one in used {
        api.delete(&who, &one).await.check_problem(StatusCode::CONFLICT, "in_use");
        api.get(&who, &one).await.ok();
    }
}

/// A shot that shows one of each; their paths.
async fn use_one_of_each(api: &TestApi, who: &Person) -> Vec<String> {
    let drama = api.drama(who).await;
    let episode = api.episode(who, &drama).await;
    let mut ids = Vec::new();
    for (family, make, _) in families() {
        ids.push(api.make(who, &format!("/dramas/{drama}/{family}"), make).await);
    }
    let shot = json!({ "cast_ids": [ids[0]], "scene_id": ids[1], "prop_ids": [ids[2]] });
    api.make(who, &format!("/episodes/{episode}/shots"), shot).await;
    let paths = families().into_iter().zip(ids);
    paths.map(|((family, ..), id)| format!("/{family}/{id}")).collect()
}
