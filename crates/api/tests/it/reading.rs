//! Stories over HTTP: what is refused, and when to come again. What one drama may have.

use crate::kit::{TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use std::num::NonZeroU32;
use xinggen_domain::{
    plan::{PerDrama, Plan},
    ports::ReadingRefused,
    rate::Rate,
};
use xinggen_testkit::TestWorld;

fn body() -> Value {
    json!({ "title": "雪夜归人", "story": "雪下了一夜，老街上没有一个人。".repeat(20) })
}

#[actix_web::test]
async fn too_many_stories_are_told_when_the_next_one_may_come() {
    let mut world = TestWorld::new().await;
    world.story_rate = Rate::new(1, 15);
    let api = TestApi::over(world, false).await;
    let who = api.register().await;
    api.make(&who, "/dramas", body()).await;
    let refused = api.post(&who, "/dramas", body()).await;
    refused.check_problem(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts");
    let told = ["retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"];
    assert_eq!(told.map(|name| refused.header(name)), ["15", "1", "0", "15"]);
    assert_eq!(refused.json()["seconds"], 15);
    api.drama(&who).await;
}

#[actix_web::test]
async fn a_story_without_a_place_is_told_why_in_the_language_of_the_caller() {
    let api = TestApi::new().await;
    let who = api.register().await;
    for (why, status, code, zh, en) in [
        (
            ReadingRefused::Busy,
            StatusCode::SERVICE_UNAVAILABLE,
            "reading_busy",
            "当前正在解析的故事较多，请稍后重试",
            "as many stories are being read as can be just now; try again in some seconds",
        ),
        (
            ReadingRefused::OfUser { most: 2 },
            StatusCode::TOO_MANY_REQUESTS,
            "stories_in_progress",
            "您已有 2 个故事正在解析，请等其中一个完成后再提交",
            "2 of your stories are being read already; send the next one when one of them is answered",
        ),
    ] {
        for (language, words) in [("zh-CN", zh), ("en", en)] {
            api.world.readings.refuse_next(why);
            let post =
                request(Method::POST, "/dramas", Some(&who)).insert_header(("accept-language", language));
            let refused = api.send(post.set_json(body())).await;
            refused.check_problem(status, code);
            assert_eq!(refused.header("retry-after"), "2");
            assert_eq!(refused.json()["detail"], words);
        }
    }
    assert_eq!(api.get(&who, "/dramas").await.ok()["items"], json!([]));
    api.make(&who, "/dramas", body()).await;
}

#[actix_web::test]
async fn white_space_does_not_make_a_story_larger_than_it_may_be() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let spaced =
        |blanks| json!({ "title": "雪夜", "story": format!("{}{}", "雪".repeat(300), " ".repeat(blanks)) });
    api.make(&who, "/dramas", spaced(119_100)).await;
    let refused = api.post(&who, "/dramas", spaced(119_101)).await;
    refused.check_invalid("story", "bytes");
    assert_eq!(
        refused.json()["errors"][0]["message"],
        "must have at most 120000 bytes in UTF-8, white space included, but has 120001"
    );
}

#[actix_web::test]
async fn what_one_drama_may_have_is_told_and_held_to() {
    let mut world = TestWorld::new().await;
    let most = NonZeroU32::new(1);
    let per_drama = PerDrama { episodes: most, characters: most, scenes: most, props: None };
    world.plans.user = Plan { per_drama, ..Plan::default() };
    let api = TestApi::over(world, false).await;
    let who = api.register().await;
    let quotas = api.get(&who, "/me/quotas").await.ok();
    let told = ["episodes", "characters", "scenes", "props"].map(|quota| quotas[quota].clone());
    assert_eq!(told, [1, 1, 1, 3_000].map(|limit| json!({ "limit": limit })));
    let drama = api.drama(&who).await;
    for (family, body, other) in [
        ("episodes", json!({ "title": "一", "source": "雪" }), json!({ "title": "二", "source": "雪" })),
        ("characters", json!({ "name": "林晚" }), json!({ "name": "陈默" })),
        ("scenes", json!({ "place": "老街" }), json!({ "place": "河边" })),
    ] {
        let path = format!("/dramas/{drama}/{family}");
        let first = api.make(&who, &path, body).await;
        let refused = api.post(&who, &path, other.clone()).await;
        refused.check_problem(StatusCode::TOO_MANY_REQUESTS, "quota_reached");
        let problem = refused.json();
        assert_eq!(
            (&problem["quota"], &problem["limit"], &problem["used"]),
            (&json!(family), &json!(1), &json!(1))
        );
        assert_eq!((refused.header("retry-after"), refused.header("ratelimit-limit")), ("3600", "1"));
        let delete = request(Method::DELETE, &format!("/{family}/{first}"), Some(&who));
        api.send(delete.insert_header(("if-match", "*"))).await.with_status(StatusCode::NO_CONTENT);
        api.make(&who, &path, other).await;
    }
}
