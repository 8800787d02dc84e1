//! Quotas of plans over HTTP: who has reached one is told which, how much of it is used, and when to come again.

use crate::{
    client::{Answer, Client},
    person::{Person, id},
    site::Site,
};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

const SETTINGS: [(&str, &str); 5] = [
    ("XINGGEN__PLANS__USER__DRAMAS", "5"),
    ("XINGGEN__PLANS__USER__STORAGE_BYTES", "3000"),
    ("XINGGEN__PLANS__USER__REQUESTS_PER_MINUTE", "300"),
    ("XINGGEN__PLANS__VIP__DRAMAS", "6"),
    ("XINGGEN__PLANS__VIP__REQUESTS_PER_MINUTE", "2000"),
];

async fn drama(lin: &Client) -> Answer {
    lin.post("/dramas", &json!({ "title": "雪夜" })).await
}

async fn upload(lin: &Client, bytes: usize) -> Answer {
    let call = lin.call(Method::POST, "/assets/uploads?name=a.txt").header("content-type", "text/plain");
    call.body("x".repeat(bytes)).send().await
}

/// 64 of them at once.
async fn at_once<F: Future<Output = Answer> + Send + 'static>(one: impl Fn() -> F) -> Vec<Answer> {
    (0..64).map(|_| one()).collect::<JoinSet<_>>().join_all().await
}

/// How many of these were done; the others were refused for this quota.
fn done(answers: &[Answer], quota: &Value) -> usize {
    let (done, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    for answer in refused {
        let problem = answer.problem(429, "quota_reached");
        for (name, value) in quota.as_object().expect("members") {
            assert_eq!(problem[name], *value, "{problem}");
        }
        assert_eq!(problem["resets_at"], Value::Null, "only deleting makes room");
        assert_eq!(answer.header("retry-after"), "3600");
        assert_eq!(answer.header("ratelimit-limit"), quota["limit"].to_string());
    }
    done.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_requests_at_once_at_two_servers_no_more_get_through_than_the_plan_allows() {
    let site = Site::on_postgres(&SETTINGS).await;
    let (one, other) = (site.serve(), site.serve());
    let lin = Person::register(&one, "lin").await;
    let both = [lin.at(&one), lin.at(&other)];
    let turn = std::sync::atomic::AtomicUsize::new(0);
    let next = || both[turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 2].clone();
    let made = at_once(|| {
        let lin = next();
        async move { drama(&lin).await }
    });
    assert_eq!(done(&made.await, &json!({ "quota": "dramas", "limit": 5, "used": 5, "needed": 1 })), 5);
    let stored = at_once(|| {
        let lin = next();
        async move { upload(&lin, 300).await }
    });
    assert_eq!(done(&stored.await, &json!({ "quota": "storage_bytes", "limit": 3000, "needed": 300 })), 10);
    let quotas = lin.get("/me/quotas").await.expect(200);
    assert_eq!(quotas["dramas"], json!({ "limit": 5, "used": 5, "resets_at": null }));
    assert_eq!(quotas["storage_bytes"], json!({ "limit": 3000, "used": 3000, "resets_at": null }));
    assert_eq!(quotas["running_jobs"], json!({ "limit": 4, "used": 0, "resets_at": null }));
    assert_eq!(quotas["requests_per_minute"]["limit"], 300);
    let objects = site.number("SELECT count(*) FROM orphan_objects").await;
    assert_eq!(objects, 0, "what was refused was not kept");
    for server in [one, other] {
        server.stop();
    }
    site.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_store_takes_no_orders_and_room_is_made_by_deleting() {
    let site = Site::embedded(&SETTINGS);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("雪夜", crate::stories::ENCOUNTER).await;
    let file = id(&upload(&lin, 3000).await.expect(201));
    let path = format!("/episodes/{}/scripts", work.episode);
    let refused = lin.order(&path, "one", &json!({})).await;
    let problem = refused.problem(429, "quota_reached");
    assert_eq!((&problem["quota"], &problem["used"]), (&json!("storage_bytes"), &json!(3000)));
    assert_eq!(lin.get("/credits").await.expect(200)["held"], 0, "nothing is held for what is not made");
    lin.call(Method::DELETE, &format!("/assets/{file}")).send().await.expect(204);
    lin.order(&path, "one", &json!({})).await.expect(202);
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_of_a_minute_are_counted_by_user_and_a_membership_allows_more() {
    let mut site = Site::on_postgres(&SETTINGS).await;
    site.set("XINGGEN__PLANS__USER__REQUESTS_PER_MINUTE", "6");
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let chen = Person::register(&server, "chen").await;
    let body = json!({ "name": "one", "scopes": ["read"] });
    let made = lin.post("/me/api-keys", &body).await.expect(201);
    let program = lin.with_token(made["secret"].as_str().expect("a secret"));
    for left in (1..=4).rev() {
        let answer = lin.get("/me").await;
        answer.expect(200);
        assert_eq!(
            (answer.header("ratelimit-limit"), answer.header("ratelimit-remaining")),
            ("6", &*left.to_string())
        );
    }
    assert_eq!(program.get("/me").await.header("ratelimit-remaining"), "0", "a key is its owner's");
    for refused in [lin.get("/me").await, program.get("/dramas").await] {
        let problem = refused.problem(429, "too_many_requests");
        assert_eq!(problem["quota"], "requests_per_minute");
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=10).contains(&wait), "one is there again after ten seconds: {wait}");
        assert!(problem["resets_at"].is_string());
        assert_eq!(refused.header("ratelimit-remaining"), "0");
    }
    chen.get("/me").await.expect(200);
    site.change("UPDATE users SET vip_until = '9999-12-31T00:00:00+00:00' WHERE email LIKE 'lin@%'").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let answer = lin.get("/me").await;
    answer.expect(200);
    assert_eq!(answer.header("ratelimit-limit"), "2000");
    server.stop();
    site.remove().await;
}
