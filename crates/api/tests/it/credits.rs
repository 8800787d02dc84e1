//! The balance, the statement and the prices.

use crate::kit::{Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};

/// Somebody for whom a script was written, and whose balance was set right after that.
async fn somebody(api: &TestApi) -> Person {
    let who = api.register().await;
    let drama = api.drama(&who).await;
    let episode = api.episode(&who, &drama).await;
    let ask = request(Method::POST, &format!("/episodes/{episode}/scripts"), Some(&who));
    api.send(ask.insert_header(("idempotency-key", "script-1"))).await.with_status(StatusCode::ACCEPTED);
    let held = api.get(&who, "/credits").await.ok();
    assert_eq!((&held["credits"], &held["held"], &held["available"]), (&json!(500), &json!(5), &json!(495)));
    assert_eq!(held["spent"], 0);
    api.world.work_once().await;
    api.world.top_up(who.id, 20).await;
    who
}

#[actix_web::test]
async fn the_balance_tells_what_is_left_of_what_and_what_was_spent() {
    let api = TestApi::new().await;
    let who = somebody(&api).await;
    let view = api.get(&who, "/credits").await.ok();
    let numbers = ["credits", "held", "available", "spent"].map(|name| view[name].as_i64());
    assert_eq!(numbers, [Some(515), Some(0), Some(515), Some(5)]);
    let lots = view["lots"].as_array().expect("lots");
    assert_eq!(lots.len(), 2);
    assert_eq!((&lots[0]["source"], &lots[0]["remaining"]), (&json!("SIGNUP_BONUS"), &json!(495)));
    assert!(lots[0]["expires_at"].is_string());
    assert_eq!(lots[1], json!({ "source": "ADJUST", "remaining": 20, "expires_at": null }));
    let stranger = api.register().await;
    assert_eq!(api.get(&stranger, "/credits").await.ok()["spent"], 0, "each has books of their own");
}

#[actix_web::test]
async fn the_statement_is_read_from_the_newest_page_by_page() {
    let api = TestApi::new().await;
    let who = somebody(&api).await;
    let numbers = |page: &Value| {
        page["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|item| item["number"].as_i64())
            .collect::<Vec<_>>()
    };
    let page = api.get(&who, "/credits/transactions?limit=2").await.ok();
    assert_eq!((numbers(&page), &page["next_cursor"]), (vec![Some(3), Some(2)], &json!("2")));
    let charge = &page["items"][1];
    assert_eq!((&charge["type"], &charge["amount"]), (&json!("GENERATE_SCRIPT"), &json!(-5)));
    assert_eq!(charge["balance_after"], 495);
    assert!(charge["job_id"].is_string() && charge["description"] != "", "{charge}");
    let page = api.get(&who, "/credits/transactions?limit=2&cursor=2").await.ok();
    assert_eq!((numbers(&page), &page["next_cursor"]), (vec![Some(1)], &Value::Null));
    assert_eq!(page["items"][0]["job_id"], Value::Null);
    let page = api.get(&who, "/credits/transactions?type=ADJUST").await.ok();
    assert_eq!((numbers(&page), &page["items"][0]["amount"]), (vec![Some(3)], &json!(20)));
}

#[actix_web::test]
async fn what_cannot_be_asked_is_refused() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let ask = async |query: &str| api.get(&who, &format!("/credits/transactions?{query}")).await;
    ask("limit=0").await.check_invalid("limit", "out_of_range");
    ask("limit=101").await.check_invalid("limit", "out_of_range");
    ask("cursor=later").await.check_invalid("cursor", "unknown_value");
    ask("type=gift").await.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
    ask("colour=red").await.check_invalid("colour", "wrong_value");
    for path in ["/credits", "/credits/transactions", "/prices"] {
        let answer = api.send(request(Method::GET, path, None)).await;
        answer.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    }
}

#[actix_web::test]
async fn the_prices_are_those_in_force() {
    let api = TestApi::new().await;
    let who = api.register().await;
    let page = api.get(&who, "/prices").await.ok();
    let items = page["items"].as_array().expect("items");
    let operations: Vec<_> =
        items.iter().map(|price| price["operation"].as_str().unwrap_or_default()).collect();
    let each = ["script", "storyboard", "image", "voice", "video", "cut"];
    assert_eq!(operations, each.map(|operation| [operation; 2]).concat());
    let own = &items[5];
    assert_eq!(
        (&own["operation"], &own["mode"], &own["amount"]),
        (&json!("image"), &json!("byok"), &json!(0))
    );
    let image = &items[4];
    assert_eq!(
        (&image["unit"], &image["mode"], &image["amount"]),
        (&json!("image"), &json!("platform"), &json!(5))
    );
    assert_eq!((&image["vendor"], &image["model"]), (&Value::Null, &Value::Null));
    assert!(image["valid_from"].is_string());
}
