//! The main job over HTTP: from a story to a video that can be fetched, watched, and paid for once.

use crate::{
    client::{Answer, Client},
    listener::Listener,
    media,
    person::{Person, Work, id},
    site::Site,
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};
use xinggen_domain::provenance::Digest;

#[tokio::test(flavor = "multi_thread")]
async fn a_story_becomes_a_video_that_is_fetched_by_a_signed_link() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    let production = start(&lin, &work).await;
    approve(&lin, &production).await;
    follow(&lin, &production).await;
    let cuts = lin.get(&format!("/episodes/{}/cuts", work.episode)).await.expect(200);
    assert_eq!(cuts["items"].as_array().map(Vec::len), Some(1));
    check_video(&site, &Client::new(&server), &cuts["items"][0]).await;
    check_links(&Client::new(&server), &cuts["items"][0]).await;
    check_statement(&lin).await;
    server.stop();
    site.check_ledger();
}

/// Without approval in advance, the production waits with an exact quote, within what was quoted at first.
async fn start(lin: &Person, work: &Work) -> String {
    let quote = lin.post(&format!("/episodes/{}/quotes", work.episode), &json!({})).await.expect(200);
    let path = format!("/episodes/{}/productions", work.episode);
    let answer = lin.order(&path, "first", &json!({})).await;
    let production = id(&answer.expect(202));
    assert_eq!(answer.header("location"), format!("/api/v1/productions/{production}"));
    let path = format!("/productions/{production}");
    let waiting = lin.until(&path, |seen| seen["state"] == "awaiting_approval").await;
    assert_eq!(waiting["quote"]["ceiling"], 0);
    let (exact, most) = (&waiting["quote"]["exact"], &quote["total"]);
    assert!(exact.as_i64() > Some(0) && exact.as_i64() <= most.as_i64(), "{exact} of at most {most}");
    production
}

async fn approve(lin: &Person, production: &str) {
    let path = format!("/productions/{production}/approve");
    let approved = lin.post(&path, &json!({})).await.expect(200);
    assert_eq!(approved["state"], "running");
    lin.post(&path, &json!({})).await.problem(409, "wrong_state");
}

/// The events alone tell when it is done.
async fn follow(lin: &Person, production: &str) {
    let mut listener = Listener::open(lin, Some(0)).await;
    loop {
        let heard = listener.next().await.expect("an event");
        let news = &heard.data["production"];
        if heard.kind == "production" && news["id"] == *production && news["state"] == "done" {
            return;
        }
        assert_ne!(news["state"], "failed", "{news}");
    }
}

async fn fetch(client: &Client, url: &str) -> Answer {
    client.call_bare(Method::GET, url).send().await
}

fn url(asset: &Value) -> &str {
    asset["url"].as_str().expect("a link")
}

async fn check_video(site: &Site, nobody: &Client, cut: &Value) {
    let video = &cut["video"];
    let whole = fetch(nobody, url(video)).await;
    assert_eq!((whole.status, whole.header("content-type")), (200, "video/mp4"));
    assert_eq!(video["bytes"], whole.bytes.len());
    assert_eq!(video["sha256"], Digest::of(&whole.bytes).to_string());
    let file = site.desk.path("fetched.mp4");
    std::fs::write(&file, &whole.bytes).expect("a file");
    let seconds = cut["duration_ms"].as_f64().expect("a duration") / 1000.0;
    assert!((media::duration(&file) - seconds).abs() < 0.2);

    let part = nobody.call_bare(Method::GET, url(video)).header("Range", "bytes=100-199").send().await;
    assert_eq!((part.status, &part.bytes[..]), (206, &whole.bytes[100..200]));
    assert_eq!(part.header("content-range"), format!("bytes 100-199/{}", whole.bytes.len()));
    let rest = nobody.call_bare(Method::GET, url(video)).header("Range", "bytes=-50").send().await;
    assert_eq!((rest.status, &rest.bytes[..]), (206, &whole.bytes[whole.bytes.len() - 50..]));
    let beyond = nobody.call_bare(Method::GET, url(video)).header("Range", "bytes=999999999-").send().await;
    beyond.problem(416, "range_not_satisfiable");
}

/// A link is good for its asset, its owner and its time, and for nothing else.
async fn check_links(nobody: &Client, cut: &Value) {
    let link = url(&cut["video"]);
    let (before, signature) = link.split_once("signature=").expect("a signature");
    let turned: String = signature.chars().rev().collect();
    fetch(nobody, &format!("{before}signature={turned}")).await.problem(403, "link_over");
    let (path, query) = link.split_once('?').expect("a query");
    fetch(nobody, path).await.problem(401, "unauthenticated");
    let other = url(&cut["poster"]).split_once('?').expect("a query").0;
    fetch(nobody, &format!("{other}?{query}")).await.problem(403, "link_over");
    let until = query.split('&').find_map(|part| part.strip_prefix("until=")).expect("a time");
    let later = (until.parse::<i64>().expect("seconds") + 1).to_string();
    fetch(nobody, &link.replace(until, &later)).await.problem(403, "link_over");
}

async fn check_statement(lin: &Person) {
    lin.check_charges().await;
    let statement = lin.statement().await;
    let kinds: Vec<&str> = statement.iter().filter_map(|entry| entry["type"].as_str()).collect();
    assert_eq!(kinds[0], "SIGNUP_BONUS");
    for kind in ["SCRIPT", "STORYBOARD", "IMAGE", "VOICE", "VIDEO", "CUT"] {
        assert!(kinds.contains(&format!("GENERATE_{kind}").as_str()), "no {kind} in {kinds:?}");
    }
    let spent: i64 = statement[1..].iter().map(|entry| entry["amount"].as_i64().expect("an amount")).sum();
    assert_eq!(lin.get("/credits").await.expect(200)["spent"], -spent);
}
