//! A costly request that is repeated is done once.

use crate::{
    client::Client,
    person::{Person, Work, id},
    service_events::Dice,
    site::Site,
    stories::ENCOUNTER,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

async fn counts(site: &Site) -> (i64, i64) {
    let jobs = site.number("SELECT count(*) FROM jobs").await;
    (jobs, site.number("SELECT count(*) FROM credit_holds").await)
}

fn scripts(work: &Work) -> String {
    format!("/episodes/{}/scripts", work.episode)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_makes_one_job_however_often_it_comes() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    let first = id(&lin.order(&scripts(&work), "one", &json!({})).await.expect(202));
    assert_eq!(id(&lin.order(&scripts(&work), "one", &json!({})).await.expect(202)), first);
    lin.until_over(&first).await;
    // Also when the job is long over.
    let again = lin.order(&scripts(&work), "one", &json!({})).await.expect(202);
    assert_eq!((id(&again), &again["state"]), (first, &"succeeded".into()));
    assert_eq!(counts(&site).await, (1, 1));
    lin.check_charges().await;

    // A new key is a new order.
    let second = id(&lin.order(&scripts(&work), "two", &json!({})).await.expect(202));
    lin.until_over(&second).await;
    assert_eq!(counts(&site).await, (2, 2));
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_at_once_make_one_job_and_one_hold() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    for round in 0..3 {
        let work = lin.write("初遇", ENCOUNTER).await;
        for path in ["scripts", "productions"] {
            let (before, key) = (counts(&site).await, format!("{path}-{round}"));
            let path = format!("/episodes/{}/{path}", work.episode);
            let mut rivals = JoinSet::new();
            for _ in 0..10 {
                let (lin, path, key) = (lin.clone(), path.clone(), key.clone());
                rivals.spawn(async move { id(&lin.order(&path, &key, &json!({})).await.expect(202)) });
            }
            let made: BTreeSet<String> = rivals.join_all().await.into_iter().collect();
            assert_eq!(made.len(), 1, "{made:?}");
            wait_until_quiet(&lin).await;
            let after = counts(&site).await;
            if path.ends_with("scripts") {
                assert_eq!(after, (before.0 + 1, before.1 + 1));
            } else {
                assert_eq!(site.number("SELECT count(*) FROM productions").await, round + 1);
                assert_eq!(after.0 - before.0, after.1 - before.1);
            }
        }
    }
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}

/// Until no job waits or runs and no production is being planned.
async fn wait_until_quiet(lin: &Person) {
    let live = |seen: &Value| seen["state"] == "planning" || seen["state"] == "running";
    lin.until("/productions", |seen| !seen["items"].as_array().expect("items").iter().any(live)).await;
    for job in lin.all("/jobs").await {
        lin.until_over(&id(&job)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_up_before_the_answer_can_ask_again() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let (mut dice, mut works) = (Dice(5), Vec::new());
    for number in 0..12 {
        works.push(lin.write(&format!("第{number}"), ENCOUNTER).await);
    }
    for work in &works {
        // Another connection each time: this one breaks.
        let caller = Client::new(&server).as_who(&lin);
        let asked = async move { caller.order(&scripts(work), &work.episode, &json!({})).await };
        let _ = timeout(Duration::from_micros(500 + dice.below(12_000)), asked).await;
    }
    for work in &works {
        let job = id(&lin.order(&scripts(work), &work.episode, &json!({})).await.expect(202));
        assert_eq!(lin.until_over(&job).await["state"], "succeeded");
    }
    assert_eq!(counts(&site).await, (12, 12));
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_stands_for_one_request_of_one_user() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    let (work, other) = (lin.write("初遇", ENCOUNTER).await, lin.write("重逢", ENCOUNTER).await);
    let path = format!("/episodes/{}/productions", work.episode);
    let made = id(&lin.order(&path, "key", &json!({})).await.expect(202));
    let reused = "idempotency_key_reused";
    lin.order(&path, "key", &json!({ "auto_approve": true })).await.problem(422, reused);
    let elsewhere = format!("/episodes/{}/productions", other.episode);
    lin.order(&elsewhere, "key", &json!({})).await.problem(422, reused);
    // The same said in other words is the same, and another user's key is another key.
    let call = lin.call(reqwest::Method::POST, &path).header("Idempotency-Key", "key");
    let same = call.header("content-type", "application/json").body(" { }\n").send().await;
    assert_eq!(id(&same.expect(202)), made);
    let his = chen.write("初遇", ENCOUNTER).await;
    let path_of_his = format!("/episodes/{}/productions", his.episode);
    assert_ne!(id(&chen.order(&path_of_his, "key", &json!({})).await.expect(202)), made);

    // A refusal is not kept under its key.
    lin.order(&path, "later", &json!({})).await.problem(409, "production_live");
    lin.post(&format!("/productions/{made}/cancel"), &json!({})).await.expect(200);
    assert_ne!(id(&lin.order(&path, "later", &json!({})).await.expect(202)), made);
    wait_until_quiet(&lin).await;
    wait_until_quiet(&chen).await;
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_proper_key_nothing_is_done() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    let before = site.rows_of(&lin.email).await;
    lin.post(&scripts(&work), &json!({})).await.problem(400, "idempotency_key_missing");
    for key in ["", "two words", &"x".repeat(201)] {
        lin.order(&scripts(&work), key, &json!({})).await.problem(400, "idempotency_key_missing");
    }
    assert_eq!(site.rows_of(&lin.email).await, before);
    lin.order(&scripts(&work), &"x".repeat(200), &json!({})).await.expect(202);
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rival_in_flight_is_waited_for_two_seconds() {
    let site = Arc::new(Site::on_postgres(&[]).await);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    // Holds the account, so that whoever orders waits for it inside its transaction.
    let holds = Arc::clone(&site);
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        holds.change("WITH held AS (SELECT id FROM users FOR UPDATE) SELECT pg_sleep(6) FROM held").await;
    });
    sleep(Duration::from_millis(500)).await;
    let (first, path) = (lin.clone(), scripts(&work));
    let mut orders = JoinSet::new();
    orders.spawn(async move { id(&first.order(&path, "one", &json!({})).await.expect(202)) });
    sleep(Duration::from_millis(500)).await;
    let asked = Instant::now();
    let refused = lin.order(&scripts(&work), "one", &json!({})).await;
    assert!((2..4).contains(&asked.elapsed().as_secs()), "waited {:?}", asked.elapsed());
    assert_eq!(refused.expect(409)["code"], "request_in_flight");
    let made = orders.join_next().await.expect("an order").expect("an answer");
    assert_eq!(id(&lin.order(&scripts(&work), "one", &json!({})).await.expect(202)), made);
    tasks.join_all().await;
    lin.until_over(&made).await;
    server.stop();
    site.check_ledger();
    Arc::into_inner(site).expect("nobody else has it").remove().await;
}
