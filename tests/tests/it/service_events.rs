//! Listeners whose connections break all the time hear everything once, in order, and nothing of anybody else's.

use crate::{
    client::Client,
    listener::{Heard, Listener},
    person::{Person, id, is_over},
    site::Site,
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

/// The same numbers in every run, so that a failure can be looked at.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Listens from the first event on until an event says that the production is done; hangs up again and again.
pub(crate) async fn hear_all(client: Client, production: String, mut dice: Dice) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    loop {
        let seen = heard.last().map_or(0, |event| event.number);
        let mut listener = Listener::open(&client, Some(seen)).await;
        let until = Duration::from_millis(dice.below(1500));
        let listening = async {
            while let Some(event) = listener.next().await {
                if event.kind == "open" {
                    assert_eq!(event.number, seen);
                    continue;
                }
                let news = &event.data["production"];
                let last = news["id"] == *production && is_over(news);
                heard.push(event);
                if last {
                    return true;
                }
            }
            false
        };
        if timeout(until, listening).await == Ok(true) {
            return heard;
        }
        drop(listener);
        sleep(Duration::from_millis(dice.below(300))).await;
    }
}

/// Every number once and in order, and no news of anybody else.
pub(crate) fn check_order(heard: &[Heard]) {
    for (event, number) in heard.iter().zip(1..) {
        assert_eq!(event.number, number, "{event:?}");
    }
}

/// The last state of each job, as the events tell it.
fn last_states(heard: &[Heard]) -> BTreeMap<String, Value> {
    let jobs = heard.iter().filter(|event| event.kind == "job").map(|event| &event.data["job"]);
    jobs.map(|job| (id(job), job["state"].clone())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_listeners_hear_every_event_once_whatever_breaks() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    let work = lin.write("初遇", ENCOUNTER).await;
    let production = lin.produce(&work).await;
    let mut listeners = JoinSet::new();
    for number in 0..20 {
        listeners.spawn(hear_all((*lin).clone(), production.clone(), Dice(number)));
    }
    let all = listeners.join_all().await;
    let expected: BTreeMap<String, Value> =
        lin.all("/jobs").await.iter().map(|job| (id(job), job["state"].clone())).collect();
    assert!(expected.len() > 8 && expected.values().all(|state| state == "succeeded"), "{expected:?}");
    for heard in &all {
        check_order(heard);
        assert_eq!(heard.len(), all[0].len());
        assert_eq!(last_states(heard), expected);
    }
    let credits = all[0].iter().rfind(|event| event.kind == "credits").expect("news of credits");
    assert_eq!(credits.data["credits"], lin.get("/credits").await.expect(200)["credits"]);
    assert_eq!(credits.data["held"], 0);
    check_deaf(&chen, &lin, &production).await;
    server.stop();
}

/// All that somebody else hears is of himself.
async fn check_deaf(chen: &Person, lin: &Person, production: &str) {
    let mut listener = Listener::open(chen, Some(0)).await;
    chen.write("别的", ENCOUNTER).await;
    let mut heard = Vec::new();
    while let Ok(Some(event)) = timeout(Duration::from_secs(2), listener.next()).await {
        heard.push(event.data.to_string());
    }
    for secret in [production, &lin.id] {
        assert!(!heard.iter().any(|event| event.contains(secret)), "{heard:?}");
    }
    assert!(heard.len() <= 3, "{heard:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_opens_one_stream_once() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let nobody = Client::new(&server);
    nobody.post("/events/tickets", &json!({})).await.problem(401, "unauthenticated");
    nobody.get("/events").await.problem(401, "unauthenticated");
    nobody.get("/events?ticket=made-up").await.problem(401, "ticket_over");
    let ticket = lin.post("/events/tickets", &json!({})).await.expect(201);
    let path = format!("/events?ticket={}&last_event_id=0", ticket["ticket"].as_str().expect("a ticket"));
    // Of two at the same moment one gets in.
    let (one, two) =
        tokio::join!(nobody.call(Method::GET, &path).open(), nobody.call(Method::GET, &path).open());
    let mut codes = [one.status().as_u16(), two.status().as_u16()];
    let mut listener = Listener::of(if codes[0] == 200 { one } else { two });
    codes.sort_unstable();
    assert_eq!(codes, [200, 401]);
    nobody.get(&path).await.problem(401, "ticket_over");
    assert_eq!(listener.next().await.expect("an event").kind, "open");
    let work = lin.write("初遇", ENCOUNTER).await;
    let path = format!("/episodes/{}/scripts", work.episode);
    let job = id(&lin.order(&path, "key", &json!({})).await.expect(202));
    let mut last = Value::Null;
    while last != "succeeded" {
        let event = listener.next().await.expect("an event");
        assert!(event.kind != "job" || event.data["job"]["id"] == job);
        last = event.data["job"]["state"].clone();
    }
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_are_counted_and_strange_numbers_begin_anew() {
    let site = Site::embedded(&[("XINGGEN__SERVER__EVENT_STREAMS", "2")]);
    let server = site.serve();
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    let first = Listener::open(&lin, None).await;
    let mut second = Listener::open(&lin, Some(999_999)).await;
    assert_eq!(second.next().await.expect("an event").kind, "open");
    assert_eq!(second.next().await.expect("an event").kind, "reset");
    let refused = lin.get("/events").await;
    refused.problem(429, "too_many_listeners");
    assert_ne!(refused.header("retry-after"), "");
    let other = Listener::open(&chen, None).await;
    drop((first, other));
    // The server notices without having to write anything.
    let mut tries = 0;
    while lin.call(Method::GET, "/events").open().await.status() != 200 {
        tries += 1;
        assert!(tries < 30, "a closed stream makes no room");
        sleep(Duration::from_millis(100)).await;
    }
    for wrong in ["-1", "x", "1.5"] {
        let call = lin.call(Method::GET, "/events").header("Last-Event-ID", wrong);
        call.send().await.problem(422, "invalid_request");
    }
    server.stop();
}
