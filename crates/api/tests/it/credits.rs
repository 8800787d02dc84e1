//! The balance, the statement and the prices.

use crate::kit::{NOBODYS, Person, TestApi, request};
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

#[actix_web::test]
async fn the_statement_is_filtered_and_the_totals_agree_with_it() {
    let api = TestApi::new().await;
    let who = somebody(&api).await;
    let amounts = async |query: &str| {
        let page = api.get(&who, &format!("/credits/transactions?{query}")).await.ok();
        let items = page["items"].as_array().expect("items").clone();
        items.iter().map(|item| item["amount"].as_i64().expect("a number")).collect::<Vec<_>>()
    };
    let charge = api.get(&who, "/credits/transactions?type=GENERATE_SCRIPT").await.ok();
    let job = charge["items"][0]["job_id"].as_str().expect("a job").to_owned();
    let job = api.get(&who, &format!("/jobs/{job}")).await.ok();
    let [job, drama, episode] =
        ["id", "drama_id", "episode_id"].map(|name| job[name].as_str().expect("an id").to_owned());
    assert_eq!(amounts(&format!("drama_id={drama}&episode_id={episode}")).await, [-5]);
    assert_eq!(amounts(&format!("job_id={job}&type=ADJUST")).await, [0_i64; 0]);
    assert_eq!(amounts(&format!("drama_id={NOBODYS}")).await, [0_i64; 0]);
    assert_eq!(amounts("from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z").await, [20, -5, 500]);
    assert_eq!(amounts("to=2000-01-01T00:00:00Z").await, [0_i64; 0]);
    let totals = api.get(&who, "/credits/totals").await.ok();
    let spent = json!({ "charged": 5, "credited_back": 0, "net": 5, "held": 0, "jobs": 1 });
    assert_eq!((&totals["by"], &totals["total"]), (&json!("drama"), &spent));
    assert_eq!(totals["items"].as_array().map(Vec::len), Some(1));
    assert_eq!((&totals["items"][0]["id"], &totals["items"][0]["operation"]), (&json!(drama), &Value::Null));
    let by =
        async |query: &str| api.get(&who, &format!("/credits/totals?{query}")).await.ok()["items"].clone();
    assert_eq!(by("by=operation").await[0]["operation"], "script");
    assert_eq!(by("by=episode").await[0]["id"], json!(episode));
    assert_eq!(by("by=shot").await[0]["id"], Value::Null, "a script is of no shot");
    assert_eq!(by(&format!("drama_id={NOBODYS}")).await, json!([]));
    let wrong = api.get(&who, "/credits/totals?by=mood").await;
    wrong.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
}

#[actix_web::test]
async fn the_statement_is_exported_as_a_table_that_computes_nothing() {
    let api = TestApi::new().await;
    let who = somebody(&api).await;
    let books = xinggen_application::CreditBooks::new(api.world.ports());
    let admin = xinggen_application::Actor::new(who.id, xinggen_domain::user::Role::Admin);
    let amount = xinggen_domain::Credits::new(1);
    for _ in 0..600 {
        books.adjust(admin, who.id, amount, "=1+1, \"加\"").await.expect("adjusted");
    }
    let ask = request(Method::GET, "/credits/transactions/export", Some(&who));
    let answer = api.send(ask.insert_header(("accept-language", "zh-CN"))).await.with_status(StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(answer.header("content-disposition").starts_with("attachment"));
    let text = std::str::from_utf8(&answer.body).expect("UTF-8");
    let rows: Vec<&str> = text.strip_prefix('\u{feff}').expect("a mark").split_terminator("\r\n").collect();
    assert_eq!(rows[0], "序号,时间,类型,积分,变动后余额,说明,任务");
    assert_eq!(rows.len(), 604, "every entry is there, over the bounds of pages");
    let numbers = rows[1..].iter().map(|row| row.split(',').next().expect("a number").to_owned());
    assert!(numbers.eq((1..=603).rev().map(|number| number.to_string())), "newest first, none twice");
    assert!(rows[1].contains(",ADJUST,1,1115,\"'=1+1, \"\"加\"\"\","), "{}", rows[1]);
    let english = api.get(&who, "/credits/transactions/export?type=GENERATE_SCRIPT").await;
    let text = String::from_utf8(english.body.to_vec()).expect("UTF-8");
    assert!(text.starts_with("\u{feff}Number,Time,Type,"), "{text}");
    assert_eq!(text.lines().count(), 2);
    let nobody = api.send(request(Method::GET, "/credits/transactions/export", None)).await;
    nobody.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
}
