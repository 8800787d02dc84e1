//! A drama goes into the trash while it is produced.

use crate::{
    gate::Gate,
    person::{Person, is_over},
    site::Site,
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_drama_in_the_trash_costs_nothing_and_comes_back_whole() {
    let mut site = Site::embedded(&[]);
    let gate = Gate::before_voices(&mut site);
    gate.shut();
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    let production = lin.produce(&work).await;
    let speaking = |page: &Value| page["items"].as_array().is_some_and(|jobs| !jobs.is_empty());
    lin.until("/jobs?state=running&operation=voice", speaking).await;

    let path = format!("/dramas/{}", work.drama);
    let stale = lin.call(Method::DELETE, &path).header("If-Match", "\"99\"").send().await;
    assert_eq!(stale.problem(412, "stale_version")["current"]["id"], work.drama);
    lin.call(Method::DELETE, &path).send().await.expect(204);
    lin.get(&path).await.problem(404, "not_found");
    lin.get(&format!("/episodes/{}", work.episode)).await.problem(404, "not_found");
    lin.call(Method::DELETE, &path).send().await.problem(404, "not_found");
    let jobs = format!("/jobs?drama_id={}&limit=100", work.drama);
    let seen = lin.until(&jobs, |page| page["items"].as_array().expect("items").iter().all(is_over)).await;
    let cancelled = |job: &&Value| job["state"] == "cancelled";
    assert!(seen["items"].as_array().expect("items").iter().filter(cancelled).count() >= 2, "{seen}");
    // The statement, which checks that nothing is held, stays.
    lin.check_charges().await;

    let listed =
        |page: &Value| page["items"].as_array().expect("items").iter().any(|one| one["id"] == work.drama);
    assert!(!listed(&lin.get("/dramas").await.expect(200)));
    assert!(listed(&lin.get("/dramas?trashed=true").await.expect(200)));
    lin.post(&format!("{path}/restore"), &json!({})).await.expect(200);
    lin.post(&format!("{path}/restore"), &json!({})).await.problem(404, "not_found");
    assert!(listed(&lin.get("/dramas").await.expect(200)));
    let seen = lin.get(&format!("/productions/{production}")).await.expect(200);
    assert_eq!(seen["state"], "cancelled");

    gate.open();
    let again = format!("/episodes/{}/productions", work.episode);
    let again = lin.order(&again, "again", &json!({ "auto_approve": true })).await.expect(202);
    lin.until_done(&crate::person::id(&again)).await;
    lin.check_charges().await;
    server.stop();
    site.check_ledger();
}
