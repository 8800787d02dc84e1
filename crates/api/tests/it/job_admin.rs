//! The jobs of all users, for administrators.

use crate::kit::{Answer, NOBODYS, Person, TestApi, request};
use actix_web::http::{Method, StatusCode, header::LOCATION};
use serde_json::{Value, json};

async fn costly(api: &TestApi, who: &Person, path: &str, key: &str, body: Value) -> Answer {
    let ask = request(Method::POST, path, Some(who)).insert_header(("idempotency-key", key.to_owned()));
    api.send(ask.set_json(body)).await
}

async fn script(api: &TestApi, user: &Person) -> String {
    let drama = api.drama(user).await;
    let episode = api.episode(user, &drama).await;
    let job = costly(api, user, &format!("/episodes/{episode}/scripts"), "script", json!({})).await;
    job.with_status(StatusCode::ACCEPTED).json()["id"].as_str().expect("an id").to_owned()
}

fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("items").iter().map(|job| job["id"].as_str().expect("an id")).collect()
}

#[actix_web::test]
async fn an_admin_lists_looks_cancels_and_retries() {
    let api = TestApi::new().await;
    let (admin, lin, chen) = (api.admin().await, api.register().await, api.register().await);
    let (first, second) = (script(&api, &lin).await, script(&api, &chen).await);
    let all = api.get(&admin, "/admin/jobs").await.ok();
    assert_eq!(ids(&all), [&*second, &*first], "newest first");
    let of_lin = api.get(&admin, &format!("/admin/jobs?user_id={}&state=queued", lin.id)).await.ok();
    assert_eq!(ids(&of_lin), [&*first]);
    let page = api.get(&admin, "/admin/jobs?limit=1&operation=script").await.ok();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    let rest = api.get(&admin, &format!("/admin/jobs?operation=script&cursor={cursor}")).await.ok();
    assert_eq!((ids(&page), ids(&rest)), (vec![&*second], vec![&*first]));
    for none in ["dead=true", "state=failed", "operation=cut"] {
        assert_eq!(ids(&api.get(&admin, &format!("/admin/jobs?{none}")).await.ok()), Vec::<&str>::new());
    }

    let path = format!("/admin/jobs/{first}");
    let seen = api.get(&admin, &path).await.ok();
    assert_eq!((&seen["user_id"], &seen["deaths"]), (&json!(lin.id.to_string()), &json!(0)));
    assert_eq!((&seen["quoted"], &seen["charged"], seen.get("message")), (&json!(5), &Value::Null, None));
    let cancel = format!("{path}/cancel");
    api.post(&admin, &cancel, json!({}))
        .await
        .check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
    let done = api.post(&admin, &cancel, json!({ "reason": "滥用" })).await.with_status(StatusCode::ACCEPTED);
    assert_eq!((&done.json()["state"], &done.json()["charged"]), (&json!("cancelled"), &json!(0)));
    let over = api.post(&admin, &cancel, json!({ "reason": "滥用" })).await;
    over.check_problem(StatusCode::CONFLICT, "wrong_state");

    let (retry, body) = (format!("{path}/retry"), json!({ "reason": "误操作" }));
    let again = costly(&api, &admin, &retry, "again", body.clone()).await.with_status(StatusCode::ACCEPTED);
    let made = again.json();
    assert_eq!((&made["retry_of"], &made["user_id"]), (&json!(first), &json!(lin.id.to_string())));
    let location = format!("/api/v1/admin/jobs/{}", made["id"].as_str().expect("an id"));
    assert_eq!(again.header(LOCATION.as_str()), location);
    assert_eq!(costly(&api, &admin, &retry, "again", body).await.json()["id"], made["id"]);
    assert_eq!(api.get(&lin, "/credits").await.ok()["held"], 5);
    let log = api.get(&lin, "/me/audit").await.ok();
    let acts: Vec<&Value> = log["items"].as_array().expect("items").iter().map(|item| &item["act"]).collect();
    assert_eq!(acts, ["job_retried", "job_cancelled", "job_viewed", "signed_in"]);
    assert_eq!((&log["items"][1]["subject"], &log["items"][1]["reason"]), (&json!(first), &json!("滥用")));
}

#[actix_web::test]
async fn others_are_refused() {
    let api = TestApi::new().await;
    let (admin, lin) = (api.admin().await, api.register().await);
    let job = script(&api, &lin).await;
    let reason = json!({ "reason": "滥用" });
    api.get(&lin, "/admin/jobs").await.check_problem(StatusCode::FORBIDDEN, "forbidden");
    api.get(&lin, &format!("/admin/jobs/{job}")).await.check_problem(StatusCode::FORBIDDEN, "forbidden");
    let answer = api.post(&lin, &format!("/admin/jobs/{job}/cancel"), reason.clone()).await;
    answer.check_problem(StatusCode::FORBIDDEN, "forbidden");
    let answer = costly(&api, &lin, &format!("/admin/jobs/{job}/retry"), "a", reason.clone()).await;
    answer.check_problem(StatusCode::FORBIDDEN, "forbidden");
    let path = format!("/admin/jobs/{NOBODYS}");
    api.get(&admin, &path).await.check_problem(StatusCode::NOT_FOUND, "not_found");
    let answer = api.post(&admin, &format!("{path}/cancel"), reason.clone()).await;
    answer.check_problem(StatusCode::NOT_FOUND, "not_found");
    let answer = costly(&api, &admin, &format!("{path}/retry"), "a", reason).await;
    answer.check_problem(StatusCode::NOT_FOUND, "not_found");
}
