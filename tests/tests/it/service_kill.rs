//! `serve` is killed in the middle of ten productions of five users, three times: all of them end, and everything is
//! charged once.

use crate::{
    person::Person,
    service_events::Dice,
    site::{Server, Site},
    stories::ENCOUNTER,
};
use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};

/// After how many jobs, and a few more, a server is killed: there are 130 of them.
const DONE: [i64; 3] = [5, 35, 65];

#[tokio::test(flavor = "multi_thread")]
async fn killed_three_times_on_sqlite() {
    let site = Site::embedded(&[]);
    survive(&site, Dice(11)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_three_times_on_postgres() {
    let site = Site::on_postgres(&[]).await;
    survive(&site, Dice(12)).await;
    site.remove().await;
}

async fn survive(site: &Site, mut dice: Dice) {
    let mut server = site.serve();
    let productions = start(&server).await;
    for least in DONE {
        until_done(site, least + i64::try_from(dice.below(20)).expect("few")).await;
        server.kill();
        site.check_ledger();
        let over = "SELECT count(*) FROM productions WHERE state NOT IN ('planning', 'running')";
        assert!(site.number(over).await < 10, "all was over before it was killed");
        if !site.is_embedded() {
            site.release_leases().await;
        }
        server = site.serve();
    }
    let mut ends = JoinSet::new();
    for (person, production) in productions {
        let person = person.at(&server);
        ends.spawn(async move {
            person.until_done(&production).await;
            person
        });
    }
    for person in ends.join_all().await {
        person.check_charges().await;
    }
    check_rows(site).await;
    server.stop();
    site.check_ledger();
}

/// Waits until that many jobs have succeeded.
async fn until_done(site: &Site, jobs: i64) {
    while site.number("SELECT count(*) FROM jobs WHERE state = 'succeeded'").await < jobs {
        sleep(Duration::from_millis(20)).await;
    }
}

/// Two productions for each of five users.
async fn start(server: &Server) -> Vec<(Person, String)> {
    let mut productions = Vec::new();
    for name in ["lin", "chen", "wang", "zhao", "sun"] {
        let person = Person::register(server, name).await;
        for title in ["初遇", "重逢"] {
            let work = person.write(title, ENCOUNTER).await;
            productions.push((person.clone(), person.produce(&work).await));
        }
    }
    productions
}

async fn check_rows(site: &Site) {
    let twice = "SELECT count(*) FROM (SELECT target_id FROM jobs WHERE state = 'succeeded'
                 GROUP BY user_id, operation, target_id HAVING count(*) > 1) AS twice";
    assert_eq!(site.number(twice).await, 0, "something was made twice");
    let other = "SELECT count(*) FROM jobs WHERE state <> 'succeeded'";
    assert_eq!(site.number(other).await, 0, "jobs that did not succeed");
    assert_eq!(site.number("SELECT count(*) FROM cuts").await, 10);
    let scratch = std::fs::read_dir(site.desk.path("data/scratch")).map_or(0, |folder| {
        folder
            .flatten()
            .filter(|entry| entry.path().read_dir().is_ok_and(|mut inner| inner.next().is_some()))
            .count()
    });
    assert!(scratch == 0 || !site.is_embedded(), "dead servers left their working files");
}
