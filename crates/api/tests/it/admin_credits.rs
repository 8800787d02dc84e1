//! What administrators do to credits, and redemption codes.

use crate::kit::{Answer, NOBODYS, Person, TestApi, request};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};

async fn costly(api: &TestApi, who: &Person, path: &str, key: &str, body: Value) -> Answer {
    let ask = request(Method::POST, path, Some(who)).insert_header(("idempotency-key", key.to_owned()));
    api.send(ask.set_json(body)).await
}

#[actix_web::test]
async fn an_admin_gives_takes_and_is_seen_to() {
    let api = TestApi::new().await;
    let (admin, user) = (api.admin().await, api.register().await);
    let path = format!("/admin/users/{}/credits", user.id);
    let gift = json!({ "kind": "compensate", "amount": 30, "reason": "补偿：第三集" });
    for _ in 0..2 {
        costly(&api, &admin, &path, "once", gift.clone()).await.with_status(StatusCode::NO_CONTENT);
    }
    let taken = json!({ "kind": "adjust", "amount": -5, "reason": "更正" });
    costly(&api, &admin, &path, "taken", taken.clone()).await.with_status(StatusCode::NO_CONTENT);
    costly(&api, &admin, &path, "once", taken)
        .await
        .check_problem(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused");
    assert_eq!(api.get(&user, "/credits").await.ok()["credits"], 525);

    let seen = api.get(&admin, &format!("{path}?limit=2")).await.ok();
    assert_eq!((&seen["credits"]["credits"], &seen["next_cursor"]), (&json!(525), &json!("2")));
    assert_eq!(
        (&seen["items"][1]["type"], &seen["items"][1]["description"]),
        (&json!("COMPENSATION"), &json!("补偿：第三集"))
    );
    assert_eq!((seen["lots"].as_array().map(Vec::len), &seen["holds"]), (Some(2), &json!([])));
    let log = api.get(&user, "/me/audit").await.ok();
    let acts: Vec<&Value> = log["items"].as_array().expect("items").iter().map(|item| &item["act"]).collect();
    assert_eq!(acts, ["credits_viewed", "credits_adjusted", "credits_compensated", "signed_in"]);
    assert_eq!(log["items"][2]["actor_id"], admin.id.to_string());
}

#[actix_web::test]
async fn a_charge_comes_back_and_a_purchase_goes() {
    let api = TestApi::new().await;
    let (admin, user) = (api.admin().await, api.register().await);
    let drama = api.drama(&user).await;
    let episode = api.episode(&user, &drama).await;
    let script = costly(&api, &user, &format!("/episodes/{episode}/scripts"), "script", json!({})).await;
    let job = script.with_status(StatusCode::ACCEPTED).json()["id"].clone();
    let held = api.get(&admin, &format!("/admin/users/{}/credits", user.id)).await.ok();
    assert_eq!((&held["holds"][0]["job_id"], &held["holds"][0]["amount"]), (&job, &json!(5)));
    api.world.work_once().await;
    let back = format!("/admin/users/{}/credit-backs", user.id);
    let body = |amount: i64| json!({ "job_id": job, "amount": amount, "reason": "剧本有误" });
    costly(&api, &admin, &back, "a", body(6)).await.check_problem(StatusCode::CONFLICT, "too_much");
    costly(&api, &admin, &back, "b", body(5)).await.with_status(StatusCode::NO_CONTENT);
    let again = costly(&api, &admin, &back, "c", body(1)).await;
    again.check_problem(StatusCode::CONFLICT, "too_much");
    assert_eq!(again.json()["left"], 0);
    assert_eq!(api.get(&user, "/credits").await.ok()["credits"], 500);

    let bought = json!({ "kind": "recharge", "amount": 100, "reason": "对公转账 20261122" });
    let give = format!("/admin/users/{}/credits", user.id);
    costly(&api, &admin, &give, "d", bought).await.with_status(StatusCode::NO_CONTENT);
    let lots = api.get(&admin, &give).await.ok()["lots"].clone();
    let lot =
        lots.as_array().expect("lots").iter().find(|lot| lot["source"] == "RECHARGE").expect("a purchase");
    let refund = format!("/admin/users/{}/refunds", user.id);
    let body = |amount: i64| json!({ "lot_id": lot["id"], "amount": amount, "reason": "退款" });
    costly(&api, &admin, &refund, "e", body(101)).await.check_problem(StatusCode::CONFLICT, "too_much");
    costly(&api, &admin, &refund, "f", body(100)).await.with_status(StatusCode::NO_CONTENT);
    assert_eq!(api.get(&user, "/credits").await.ok()["credits"], 500);
}

#[actix_web::test]
async fn a_code_is_redeemed_once() {
    let api = TestApi::new().await;
    let (admin, user) = (api.admin().await, api.register().await);
    let wanted = json!({ "name": "春节活动", "credits": 88, "count": 2, "lasts_days": 30 });
    let made =
        api.post(&admin, "/admin/redemption-batches", wanted).await.with_status(StatusCode::CREATED).json();
    let code = made["codes"][0].as_str().expect("a code").to_owned();
    let typed = json!({ "code": code.to_lowercase() });
    let redeemed = api.post(&user, "/credits/redemptions", typed.clone()).await.ok();
    assert_eq!(redeemed["credits"], 88);
    let again = api.post(&user, "/credits/redemptions", typed).await;
    again.check_problem(StatusCode::CONFLICT, "code_redeemed");
    let unknown = api.post(&user, "/credits/redemptions", json!({ "code": "0000-0000-0000-0000" })).await;
    unknown.check_problem(StatusCode::NOT_FOUND, "unknown_code");
    let listed = api.get(&admin, "/admin/redemption-batches").await.ok();
    assert_eq!(
        (&listed["items"][0]["redeemed"], &listed["items"][0]["id"]),
        (&json!(1), &made["batch"]["id"])
    );
    let revoke = format!("/admin/redemption-batches/{}/revoke", made["batch"]["id"].as_str().expect("an id"));
    api.post(&admin, &revoke, json!({})).await.with_status(StatusCode::NO_CONTENT);
    let over = api.post(&user, "/credits/redemptions", json!({ "code": made["codes"][1] })).await;
    over.check_problem(StatusCode::CONFLICT, "code_over");
    let none =
        api.post(&admin, "/admin/redemption-batches", json!({ "name": "x", "credits": 5, "count": 0 })).await;
    none.check_invalid("count", "range");
}

#[actix_web::test]
async fn users_do_none_of_it() {
    let api = TestApi::new().await;
    let (admin, user) = (api.admin().await, api.register().await);
    let own = format!("/admin/users/{}", user.id);
    let gift = json!({ "kind": "adjust", "amount": 1000, "reason": "给自己" });
    let back = json!({ "job_id": NOBODYS, "amount": 1, "reason": "x" });
    let refund = json!({ "lot_id": NOBODYS, "amount": 1, "reason": "x" });
    let batch = json!({ "name": "x", "credits": 5, "count": 1 });
    for (path, body) in [
        (format!("{own}/credits"), &gift),
        (format!("{own}/credit-backs"), &back),
        (format!("{own}/refunds"), &refund),
        ("/admin/redemption-batches".to_owned(), &batch),
        (format!("/admin/redemption-batches/{NOBODYS}/revoke"), &json!({})),
    ] {
        costly(&api, &user, &path, "k", body.clone()).await.check_problem(StatusCode::FORBIDDEN, "forbidden");
    }
    for path in [format!("{own}/credits"), "/admin/redemption-batches".to_owned()] {
        api.get(&user, &path).await.check_problem(StatusCode::FORBIDDEN, "forbidden");
    }
    let nobody = format!("/admin/users/{NOBODYS}");
    for (path, body) in [
        (format!("{nobody}/credits"), &gift),
        (format!("{own}/credit-backs"), &back),
        (format!("{nobody}/refunds"), &refund),
        (format!("/admin/redemption-batches/{NOBODYS}/revoke"), &json!({})),
    ] {
        costly(&api, &admin, &path, "k", body.clone())
            .await
            .check_problem(StatusCode::NOT_FOUND, "not_found");
    }
    assert_eq!(api.get(&user, "/credits").await.ok()["credits"], 500);
}
