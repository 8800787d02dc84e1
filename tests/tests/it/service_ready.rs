//! What operators rely on: readiness that names the part, stops that end well, one server to a data folder.

use crate::{
    client::Client,
    gate::Gate,
    listener::Listener,
    person::{Person, id},
    site::{Server, Site, run_as_admin},
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection as _, postgres::PgConnection};
use std::{fs, time::Duration};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

async fn readiness(server: &Server, status: u16) -> Value {
    Client::new(server).call_bare(Method::GET, "/readyz").send().await.expect(status)
}

/// Which parts are not ready.
fn missing(readiness: &Value) -> Vec<&str> {
    let parts = readiness["parts"].as_array().expect("parts").iter();
    parts.filter(|part| part["ready"] == false).filter_map(|part| part["part"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_does_not_depend_on_storage_and_writes_nothing() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let objects = site.desk.path("data/objects");
    let stored = || fs::read_dir(&objects).map(|entries| entries.count()).unwrap_or_default();
    let before = stored();
    assert_eq!(readiness(&server, 200).await["ready"], true);
    assert_eq!(stored(), before, "a probe stored something");
    // Also who may write everywhere cannot write into a file as if it were a folder.
    let away = site.desk.path("away");
    fs::rename(&objects, &away).expect("the folder");
    fs::write(&objects, b"").expect("a file");
    assert_eq!(readiness(&server, 200).await["ready"], true);
    let health = Client::new(&server).call_bare(Method::GET, "/healthz").send().await.expect(200);
    assert_eq!(health["status"], "ok");
    fs::remove_file(&objects).expect("the file");
    fs::rename(&away, &objects).expect("the folder");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_does_not_wait_for_a_database_that_does_not_answer() {
    let site = Site::on_postgres(&[]).await;
    let server = site.serve();
    assert_eq!(readiness(&server, 200).await["ready"], true);
    let mut holder = PgConnection::connect(&site.database_url()).await.expect("the database");
    let mut held = holder.begin().await.expect("a transaction");
    sqlx::query("LOCK TABLE seaql_migrations IN ACCESS EXCLUSIVE MODE")
        .execute(&mut *held)
        .await
        .expect("locked");
    // Answered while the lock is held, so it did not wait for it.
    assert_eq!(missing(&readiness(&server, 503).await), ["database"]);
    held.rollback().await.expect("freed");
    assert_eq!(readiness(&server, 200).await["ready"], true);
    drop(server);
    site.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_names_a_database_that_is_away_and_sees_it_come_back() {
    let site = Site::on_postgres(&[]).await;
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    assert_eq!(readiness(&server, 200).await["ready"], true);
    let name = site.database();
    run_as_admin(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    run_as_admin(&end).await;
    let told = readiness(&server, 503).await;
    assert_eq!(missing(&told), ["database"]);
    assert!(!told.to_string().contains("postgres://"), "{told}");
    let refused = lin.get("/dramas").await;
    assert_eq!((refused.status, &refused.expect(503)["code"]), (503, &"unavailable".into()));
    assert_ne!(refused.header("retry-after"), "");
    run_as_admin(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
    let started = Instant::now();
    while Client::new(&server).call_bare(Method::GET, "/readyz").send().await.status != 200 {
        assert!(started.elapsed() < Duration::from_secs(20), "it does not come back: {}", server.logged());
        sleep(Duration::from_millis(100)).await;
    }
    // A connection that was used less than a second before it died is found out by its next use.
    let mut listed = lin.get("/dramas").await;
    while listed.status == 503 && started.elapsed() < Duration::from_secs(20) {
        sleep(Duration::from_millis(200)).await;
        listed = lin.get("/dramas").await;
    }
    listed.expect(200);
    drop(server);
    site.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_data_is_refused() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let output = site.serve_in_vain("127.0.0.1:0");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!output.status.success());
    assert_eq!(said.trim().lines().count(), 1, "not one line: {said}");
    assert!(said.contains("is in use by another xinggen"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).is_empty(), "it told an address that nobody serves");
    assert_eq!(readiness(&server, 200).await["ready"], true);
    server.stop();
    // The lock goes with its holder, also with one that was killed.
    site.serve().kill();
    site.serve().stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_told_in_one_line() {
    let (site, other) = (Site::embedded(&[]), Site::embedded(&[]));
    let server = site.serve();
    let address = server.base.strip_prefix("http://").expect("an address");
    let output = other.serve_in_vain(address);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!output.status.success());
    assert_eq!(said.trim().lines().count(), 1, "not one line: {said}");
    assert!(said.contains(address) && said.contains("--bind"), "{said}");
    assert!(!other.desk.path("data").exists(), "a refusal left a data folder behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_streams_and_does_not_wait_for_listeners() {
    let site = Site::embedded(&[]);
    let mut server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let mut listener = Listener::open(&lin, None).await;
    assert_eq!(listener.next().await.expect("an event").kind, "open");
    let started = Instant::now();
    server.terminate();
    assert!(listener.next().await.is_none());
    assert!(server.ended(Duration::from_secs(10)).success(), "{}", server.logged());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    server.check_log();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_lets_running_jobs_end_but_no_longer_than_the_drain() {
    let mut site = Site::embedded(&[("XINGGEN__SERVER__DRAIN_SECONDS", "2")]);
    let gate = Gate::before_voices(&mut site);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    gate.shut();
    let production = lin.produce(&lin.write("初遇", ENCOUNTER).await).await;
    let speaking = "/jobs?state=running&operation=voice";
    let seen = lin.until(speaking, |page| page["items"].as_array().is_some_and(|jobs| jobs.len() == 2)).await;
    // One that ends in time is finished by the server that stops…
    let (started, mut server) = (Instant::now(), server);
    server.terminate();
    sleep(Duration::from_millis(500)).await;
    assert_eq!(missing(&readiness(&server, 503).await), ["server"]);
    gate.open();
    assert!(server.ended(Duration::from_secs(10)).success(), "{}", server.logged());
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    let finished =
        site.number("SELECT count(*) FROM jobs WHERE operation = 'voice' AND state = 'succeeded'").await;
    assert_eq!(finished, 2, "{seen}");

    // …and one that does not is taken up by the next, without a second charge.
    gate.shut();
    let mut server = site.serve();
    let lin = lin.at(&server);
    let last = lin.until(speaking, |page| page["items"].as_array().is_some_and(|jobs| jobs.len() == 1)).await;
    let started = Instant::now();
    server.terminate();
    assert!(server.ended(Duration::from_secs(10)).success(), "{}", server.logged());
    assert!((2..6).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
    gate.open();
    let server = site.serve();
    let lin = lin.at(&server);
    assert_eq!(lin.until_over(&id(&last["items"][0])).await["state"], "succeeded");
    lin.until_done(&production).await;
    lin.check_charges().await;
    lin.post("/dramas", &json!({ "title": "another" })).await.expect(201);
    server.stop();
    site.check_ledger();
}

/// Requests open connections to the database as well as jobs do; a stop must not take them from under a job.
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_in_the_middle_of_many_jobs_records_the_end_of_each() {
    let settings = [("XINGGEN__WORKER__SLOTS", "4"), ("XINGGEN__THROTTLE__STORY_BURST", "0")];
    let site = Site::on_postgres(&settings).await;
    let mut server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let mut works = Vec::new();
    for number in 0..40 {
        works.push(lin.write(&format!("第{number}"), ENCOUNTER).await);
    }
    for (round, works) in works.chunks(10).enumerate() {
        let mut orders = JoinSet::new();
        for work in works {
            let (lin, path) = (lin.at(&server), format!("/episodes/{}/scripts", work.episode));
            orders.spawn(async move { lin.order(&path, &path, &json!({})).await.expect(202) });
        }
        orders.join_all().await;
        sleep(Duration::from_millis(20 * round as u64)).await;
        server.terminate();
        assert!(server.ended(Duration::from_secs(25)).success(), "{}", server.logged());
        server.check_log();
        let running = "SELECT count(*) FROM jobs WHERE state = 'running'";
        assert_eq!(site.number(running).await, 0, "a job was left behind: {}", server.logged());
        server = site.serve();
    }
    let lin = lin.at(&server);
    for job in lin.all("/jobs").await {
        let job = lin.until_over(&id(&job)).await;
        assert_eq!((&job["state"], &job["attempt"]), (&"succeeded".into(), &1.into()));
    }
    lin.check_charges().await;
    server.stop();
    site.remove().await;
}
