//! Too few credits: the answer says how many are missing, and nothing is written.

use crate::{
    person::{Person, id},
    site::Site,
    stories::ENCOUNTER,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_paid_is_refused_and_leaves_nothing() {
    let site = Site::embedded(&[("XINGGEN__ACCOUNTS__SIGNUP_CREDITS", "4")]);
    let server = site.serve();
    let poor = Person::register(&server, "poor").await;
    let work = poor.write("初遇", ENCOUNTER).await;
    let before = site.rows_of(&poor.email).await;
    for path in ["scripts", "productions"] {
        let answer = poor.order(&format!("/episodes/{}/{path}", work.episode), "key", &json!({})).await;
        let problem = answer.problem(402, "insufficient_credits");
        assert_eq!(problem["available"], 4);
        assert!(problem["needed"].as_i64() > Some(4), "{problem}");
        assert!(problem["detail"].as_str().expect("a detail").contains(&problem["needed"].to_string()));
    }
    assert_eq!(site.rows_of(&poor.email).await, before, "a refusal was written down");
    server.stop();
    site.check_ledger();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_that_cannot_be_paid_is_not_approved() {
    let site = Site::embedded(&[("XINGGEN__ACCOUNTS__SIGNUP_CREDITS", "20")]);
    let server = site.serve();
    let poor = Person::register(&server, "poor").await;
    let work = poor.write("初遇", ENCOUNTER).await;
    let path = format!("/episodes/{}/productions", work.episode);
    let production = format!("/productions/{}", id(&poor.order(&path, "key", &json!({})).await.expect(202)));
    let waiting = poor.until(&production, |seen| seen["state"] == "awaiting_approval").await;
    let before = site.rows_of(&poor.email).await;
    let refused = poor.post(&format!("{production}/approve"), &json!({})).await;
    let problem = refused.problem(402, "insufficient_credits");
    assert_eq!((&problem["needed"], &problem["available"]), (&waiting["quote"]["exact"], &5.into()));
    assert_eq!(site.rows_of(&poor.email).await, before, "a refusal was written down");
    assert_eq!(poor.get(&production).await.expect(200), waiting);
    poor.check_charges().await;
    server.stop();
    site.check_ledger();
}
