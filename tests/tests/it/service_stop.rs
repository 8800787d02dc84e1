//! Calling things off: at every state the hold comes back, and what was made by then is charged once.

use crate::{
    gate::Gate,
    person::{Person, Work, id, is_over},
    site::Site,
    stories::ENCOUNTER,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One job at a time, and voices that wait.
fn narrow() -> (Site, Gate) {
    let mut site = Site::embedded(&[("XINGGEN__WORKER__SLOTS", "1")]);
    let gate = Gate::before_voices(&mut site);
    (site, gate)
}

pub(crate) async fn held(person: &Person) -> i64 {
    person.get("/credits").await.expect(200)["held"].as_i64().expect("credits")
}

/// A storyboard made by single orders; returns the order of the script and the lines.
pub(crate) async fn storyboard(lin: &Person, work: &Work) -> (String, Vec<String>) {
    let path = format!("/episodes/{}/scripts", work.episode);
    let script = id(&lin.order(&path, "script", &json!({})).await.expect(202));
    lin.until_over(&script).await;
    let path = format!("/episodes/{}/storyboards", work.episode);
    lin.until_over(&id(&lin.order(&path, "storyboard", &json!({})).await.expect(202))).await;
    let shots = lin.all(&format!("/episodes/{}/shots", work.episode)).await;
    let lines = shots.iter().flat_map(|shot| shot["lines"].as_array().expect("lines").iter().map(id));
    (script, lines.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_called_off_in_every_state_and_tried_again() {
    let (site, gate) = narrow();
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    let (done, lines) = storyboard(&lin, &work).await;
    lin.post(&format!("/jobs/{done}/cancel"), &json!({})).await.problem(409, "wrong_state");
    lin.order(&format!("/jobs/{done}/retry"), "done", &json!({})).await.problem(409, "wrong_state");

    gate.shut();
    let running = id(&lin.order(&format!("/lines/{}/voices", lines[0]), "a", &json!({})).await.expect(202));
    lin.until(&format!("/jobs/{running}"), |job| job["state"] == "running").await;
    let one = held(&lin).await;
    let queued = id(&lin.order(&format!("/lines/{}/voices", lines[1]), "b", &json!({})).await.expect(202));
    assert_eq!(lin.get(&format!("/jobs/{queued}")).await.expect(200)["state"], "queued");
    assert!(one > 0 && held(&lin).await > one);
    lin.order(&format!("/jobs/{queued}/retry"), "early", &json!({})).await.problem(409, "wrong_state");

    let cancelled = lin.post(&format!("/jobs/{queued}/cancel"), &json!({})).await.expect(202);
    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(held(&lin).await, one, "the hold of the queued job is not back");
    let asked = lin.post(&format!("/jobs/{running}/cancel"), &json!({})).await.expect(202);
    assert_eq!((&asked["state"], &asked["cancel_requested"]), (&"running".into(), &true.into()));
    assert_eq!(lin.until_over(&running).await["state"], "cancelled");
    assert_eq!(held(&lin).await, 0, "the hold of the running job is not back");
    lin.post(&format!("/jobs/{running}/cancel"), &json!({})).await.problem(409, "wrong_state");

    gate.open();
    let path = format!("/jobs/{running}/retry");
    let again = lin.order(&path, "again", &json!({})).await.expect(202);
    assert_eq!(again["retry_of"], running);
    assert_eq!(id(&lin.order(&path, "again", &json!({})).await.expect(202)), id(&again));
    assert_eq!(lin.until_over(&id(&again)).await["state"], "succeeded");
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}

fn in_state<'a>(jobs: &'a [Value], state: &str) -> Vec<&'a Value> {
    jobs.iter().filter(|job| job["state"] == state).collect()
}

/// A production that stands before the gate: one voice runs, other jobs wait.
async fn at_the_gate(lin: &Person) -> String {
    let work = lin.write("初遇", ENCOUNTER).await;
    let production = lin.produce(&work).await;
    let speaking = "/jobs?state=running&operation=voice";
    lin.until(speaking, |page| page["items"].as_array().is_some_and(|jobs| !jobs.is_empty())).await;
    production
}

async fn all_over(lin: &Person, production: &str) -> Vec<Value> {
    let path = format!("/jobs?production_id={production}&limit=100");
    let over = |page: &Value| page["items"].as_array().expect("items").iter().all(is_over);
    lin.until(&path, over).await["items"].as_array().expect("items").clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_production_finishes_what_runs_and_goes_on_where_it_stood() {
    let (site, gate) = narrow();
    gate.shut();
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let production = at_the_gate(&lin).await;
    let path = format!("/productions/{production}");
    lin.post(&format!("{path}/approve"), &json!({})).await.problem(409, "wrong_state");
    lin.post(&format!("{path}/resume"), &json!({})).await.problem(409, "wrong_state");
    let paused = lin.post(&format!("{path}/pause"), &json!({})).await.expect(200);
    assert_eq!(paused["state"], "paused");
    let jobs = lin.all(&format!("/jobs?production_id={production}")).await;
    assert_eq!(in_state(&jobs, "running").len(), 1);
    assert!(in_state(&jobs, "queued").is_empty() && in_state(&jobs, "blocked").is_empty());
    assert!(!in_state(&jobs, "cancelled").is_empty());
    lin.post(&format!("{path}/pause"), &json!({})).await.problem(409, "wrong_state");

    gate.open();
    let jobs = all_over(&lin, &production).await;
    let voices = in_state(&jobs, "succeeded").iter().filter(|job| job["operation"] == "voice").count();
    assert_eq!(voices, 1, "the running job did not go on to its end");
    assert_eq!((held(&lin).await, &lin.get(&path).await.expect(200)["state"]), (0, &"paused".into()));
    lin.check_charges().await;
    lin.post(&format!("{path}/resume"), &json!({})).await.expect(200);
    lin.until_done(&production).await;
    for act in ["resume", "pause", "cancel", "approve"] {
        lin.post(&format!("{path}/{act}"), &json!({})).await.problem(409, "wrong_state");
    }
    let jobs = lin.all(&format!("/jobs?production_id={production}&state=succeeded")).await;
    let made: BTreeSet<String> =
        jobs.iter().map(|job| format!("{} {}", job["operation"], job["target_id"])).collect();
    assert_eq!(made.len(), jobs.len(), "something was made twice");
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_production_gives_everything_back_that_was_not_made() {
    let (site, gate) = narrow();
    gate.shut();
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    let path = format!("/episodes/{}/productions", work.episode);
    let waiting = format!("/productions/{}", id(&lin.order(&path, "key", &json!({})).await.expect(202)));
    lin.until(&waiting, |seen| seen["state"] == "awaiting_approval").await;
    let cancelled = lin.post(&format!("{waiting}/cancel"), &json!({})).await.expect(200);
    assert_eq!(cancelled["state"], "cancelled");

    let production = at_the_gate(&lin).await;
    assert!(held(&lin).await > 0);
    let path = format!("/productions/{production}");
    assert_eq!(lin.post(&format!("{path}/cancel"), &json!({})).await.expect(200)["state"], "cancelled");
    let jobs = all_over(&lin, &production).await;
    assert!(jobs.iter().any(|job| job["operation"] == "voice" && job["state"] == "cancelled"));
    assert_eq!(held(&lin).await, 0);
    lin.post(&format!("{path}/cancel"), &json!({})).await.problem(409, "wrong_state");
    lin.post(&format!("{path}/resume"), &json!({})).await.problem(409, "wrong_state");
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_production_pauses_when_one_of_its_jobs_is_called_off() {
    let (site, gate) = narrow();
    gate.shut();
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let production = at_the_gate(&lin).await;
    let jobs = lin.all(&format!("/jobs?production_id={production}")).await;
    let waiting = jobs.iter().find(|job| job["state"] == "queued" || job["state"] == "blocked");
    let waiting = id(waiting.expect("a job that waits"));
    let before = held(&lin).await;
    let cancelled = lin.post(&format!("/jobs/{waiting}/cancel"), &json!({})).await.expect(202);
    assert_eq!(cancelled["state"], "cancelled");
    assert!(held(&lin).await < before);
    let path = format!("/productions/{production}");
    lin.until(&path, |seen| seen["state"] == "paused").await;
    gate.open();
    all_over(&lin, &production).await;
    assert_eq!(held(&lin).await, 0);
    lin.post(&format!("{path}/resume"), &json!({})).await.expect(200);
    lin.until_done(&production).await;
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}
