//! API and worker as processes of their own, on one PostgreSQL and one data folder.

use crate::{
    client::Client,
    gate::Gate,
    person::{Person, id},
    site::{Server, Site},
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::json;
use std::{process::Output, time::Duration};
use tokio::time::{Instant, sleep};

async fn probe(server: &Server, path: &str, status: u16) -> String {
    let answer = Client::new(server).call_bare(Method::GET, path).send().await;
    assert_eq!(answer.status, status, "{path}");
    String::from_utf8(answer.bytes.to_vec()).expect("UTF-8")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_finishes_what_an_api_without_one_takes() {
    let mut site = Site::on_postgres(&[("XINGGEN__SERVER__DRAIN_SECONDS", "10")]).await;
    let gate = Gate::before_voices(&mut site);
    let api = site.serve_without_worker();
    let lin = Person::register(&api, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    let script = format!("/episodes/{}/scripts", work.episode);
    let script = id(&lin.order(&script, "script", &json!({})).await.expect(202));
    sleep(Duration::from_secs(2)).await;
    assert_eq!(lin.get(&format!("/jobs/{script}")).await.expect(200)["state"], "queued", "the API works");

    let worker = site.work();
    assert_eq!(lin.until_over(&script).await["state"], "succeeded");
    assert!(probe(&worker, "/healthz", 200).await.contains("\"ok\""));
    assert!(probe(&worker, "/readyz", 200).await.contains("\"database\""));
    let ended = "xinggen_jobs_ended_total{operation=\"script\",outcome=\"succeeded\"} 1";
    assert!(probe(&worker, "/metrics", 200).await.contains(ended));
    probe(&worker, "/api/v1/dramas", 404).await;

    gate.shut();
    let production = lin.produce(&work).await;
    let speaking = "/jobs?state=running&operation=voice";
    lin.until(speaking, |page| page["items"].as_array().is_some_and(|jobs| jobs.len() == 2)).await;
    stop_in_the_middle(&site, worker, &gate).await;
    let worker = site.work();
    lin.until_done(&production).await;
    lin.check_charges().await;
    worker.stop();
    api.stop();
    site.check_ledger();
    site.remove().await;
}

/// The worker is told to stop while two voices are spoken: it says so, finishes both and begins nothing else.
async fn stop_in_the_middle(site: &Site, mut worker: Server, gate: &Gate) {
    let started = Instant::now();
    worker.terminate();
    sleep(Duration::from_millis(500)).await;
    assert!(probe(&worker, "/readyz", 503).await.contains("the server is stopping"));
    gate.open();
    assert!(worker.ended(Duration::from_secs(20)).success(), "{}", worker.logged());
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    worker.check_log();
    let voices = "SELECT count(*) FROM jobs WHERE operation = 'voice' AND state = ";
    assert_eq!(site.number(&format!("{voices}'succeeded'")).await, 2);
    assert_eq!(site.number(&format!("{voices}'running'")).await, 0);
}

#[track_caller]
fn check_refused(output: &Output, words: &[&str]) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{told}");
    for word in words {
        assert!(told.contains(word), "{word}: {told}");
    }
}

#[test]
fn an_sqlite_database_is_not_shared() {
    let site = Site::embedded(&[]);
    for command in [&["worker", "--bind", "127.0.0.1:0"][..], &["serve", "--no-worker"]] {
        let output = site.command(command).output().expect("the binary starts");
        check_refused(&output, &["PostgreSQL", "database.url", "xinggen serve"]);
    }
}

#[test]
fn migrating_can_be_left_to_its_command() {
    let mut site = Site::embedded(&[]);
    site.set("XINGGEN__DATABASE__MIGRATE", "false");
    let behind = site.serve_in_vain("127.0.0.1:0");
    check_refused(&behind, &["migrations", "run xinggen migrate"]);
    let output = site.command(&["ledger", "check"]).output().expect("the binary starts");
    check_refused(&output, &["run xinggen migrate"]);
    let migrated = site.command(&["migrate"]).output().expect("the binary starts");
    assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
    site.serve().stop();
    site.check_ledger();
}
