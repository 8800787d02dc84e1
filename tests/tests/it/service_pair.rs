//! Two servers on one PostgreSQL and one data folder.

use crate::{
    gate::Gate,
    person::Person,
    service_events::{Dice, check_order, hear_all},
    site::{Server, Site},
    stories::ENCOUNTER,
};
use std::{collections::BTreeSet, time::Duration};

/// The jobs that a server says it ended.
fn ended_by(server: &Server) -> Vec<String> {
    let logged = server.logged();
    let words = |line: &str| line.split("job.id=").nth(1)?.split_whitespace().next().map(str::to_owned);
    logged.lines().filter(|line| line.contains("job ended")).filter_map(words).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_share_the_work_and_one_can_go() {
    let mut site =
        Site::on_postgres(&[("XINGGEN__LOG", "warn,xinggen_worker=info"), ("NO_COLOR", "1")]).await;
    let gate = Gate::before_voices(&mut site);
    gate.shut();
    let first = site.serve();
    let lin = Person::register(&first, "lin").await;
    let (one, two) = (lin.write("初遇", ENCOUNTER).await, lin.write("重逢", ENCOUNTER).await);
    let one = lin.produce(&one).await;
    let speaking = "/jobs?state=running&operation=voice";
    lin.until(speaking, |page| page["items"].as_array().is_some_and(|jobs| jobs.len() == 2)).await;
    // Who comes later leaves alone what others have begun.
    let second = site.serve();
    let two = lin.at(&second).produce(&two).await;
    gate.open();
    // Each listens at the server that did not take the order; either's jobs run at both.
    let there = lin.at(&second);
    let (heard, also) = tokio::join!(
        hear_all((*there).clone(), one.clone(), Dice(1)),
        hear_all((*lin).clone(), two.clone(), Dice(2))
    );
    check_order(&heard);
    check_order(&also);
    lin.until_done(&one).await;
    there.until_done(&two).await;
    let (by_first, by_second) = (ended_by(&first), ended_by(&second));
    assert!(!by_first.is_empty() && !by_second.is_empty(), "only one worked: {by_first:?} {by_second:?}");
    let all: BTreeSet<&String> = by_first.iter().chain(&by_second).collect();
    assert_eq!(all.len(), by_first.len() + by_second.len(), "a job ran twice");
    assert_eq!(all.len(), lin.all("/jobs").await.len());
    // An end that the database does not take is made good by a second attempt, when the lease is over.
    assert_eq!(site.number("SELECT count(*) FROM jobs WHERE attempt > 2").await, 0);
    lin.check_charges().await;
    one_goes(&site, first, second, &lin).await;
    site.check_ledger();
    site.remove().await;
}

/// The first is told to go in the middle of the work; the second finishes everything.
async fn one_goes(site: &Site, mut first: Server, second: Server, lin: &Person) {
    let mut productions = Vec::new();
    for title in ["远行", "归来"] {
        productions.push(lin.produce(&lin.write(title, ENCOUNTER).await).await);
    }
    let running = |page: &serde_json::Value| page["items"].as_array().is_some_and(|jobs| jobs.len() > 1);
    lin.until("/jobs?state=running", running).await;
    first.terminate();
    let status = first.ended(Duration::from_secs(25));
    assert!(status.success(), "{status}: {}", first.logged());
    first.check_log();
    let lin = lin.at(&second);
    for production in &productions {
        lin.until_done(production).await;
    }
    assert_eq!(site.number("SELECT count(*) FROM jobs WHERE state <> 'succeeded'").await, 0);
    lin.check_charges().await;
    second.stop();
}
