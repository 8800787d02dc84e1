//! A job that takes the server down with it: three servers die of it, and then it is over.

use crate::{
    gate::Bomb,
    person::{Person, id},
    service_failpoints::open_account,
    service_stop::{held, storyboard},
    site::{Server, Site},
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{os::unix::process::ExitStatusExt, time::Duration};
use tokio::time::{Instant, sleep};

const KILLED: i32 = 9;
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn three_servers_die_of_a_job_on_sqlite() {
    end_with_it(Site::embedded(&[])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_servers_die_of_a_job_on_postgres() {
    end_with_it(Site::on_postgres(&[]).await).await.remove().await;
}

async fn end_with_it(mut site: Site) -> Site {
    let bomb = Bomb::before_voices(&mut site);
    let mut server = site.serve();
    open_account(&site, "admin@example.com", &["--admin"]);
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    let (deadly, innocent) = orders(&lin, &chen).await;
    bomb.lay();
    let deadly = id(&lin.order(&deadly, "deadly", &json!({})).await.expect(202));
    until_running(&site, 0).await;
    server = next_life(&site, &bomb, server).await;

    until_running(&site, 1).await;
    let innocent = id(&chen.at(&server).order(&innocent, "innocent", &json!({})).await.expect(202));
    sleep(Duration::from_secs(2)).await;
    let seen = chen.at(&server).get(&format!("/jobs/{innocent}")).await.expect(200);
    assert_eq!(seen["state"], "queued", "nothing runs beside what a server died of");
    server = next_life(&site, &bomb, server).await;

    until_running(&site, 2).await;
    let seen = chen.at(&server).get(&format!("/jobs/{innocent}")).await.expect(200);
    assert_eq!(seen["state"], "succeeded", "the others come first when a server starts");
    server = next_life(&site, &bomb, server).await;

    let lin = lin.at(&server);
    let over = lin.until_over(&deadly).await;
    assert_eq!((&over["state"], &over["dead"]), (&json!("failed"), &json!(true)), "{over}");
    assert_eq!((&over["error"]["class"], &over["charged"]), (&json!("crashed"), &json!(0)), "{over}");
    assert_eq!(held(&lin).await, 0);
    lin.check_charges().await;
    chen.at(&server).check_charges().await;
    bomb.remove();
    retry_as_admin(&lin, &deadly).await;
    server.stop();
    site.check_ledger();
    site
}

/// Where to order a voice that is deadly, and a script that is not.
async fn orders(lin: &Person, chen: &Person) -> (String, String) {
    let work = lin.write("初遇", ENCOUNTER).await;
    let (_, lines) = storyboard(lin, &work).await;
    let other = chen.write("重逢", ENCOUNTER).await;
    (format!("/lines/{}/voices", lines[0]), format!("/episodes/{}/scripts", other.episode))
}

/// Waits until the voice runs, after so many deaths.
async fn until_running(site: &Site, deaths: u32) {
    let running = format!(
        "SELECT count(*) FROM jobs WHERE operation = 'voice' AND state = 'running' AND deaths = {deaths}"
    );
    let started = Instant::now();
    while site.number(&running).await == 0 {
        assert!(started.elapsed() < PATIENCE, "it does not run after {deaths} deaths");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Lets the job end its server, and starts the next.
async fn next_life(site: &Site, bomb: &Bomb, mut server: Server) -> Server {
    bomb.light();
    assert_eq!(server.ended(PATIENCE).signal(), Some(KILLED));
    site.check_ledger();
    bomb.put_out();
    if !site.is_embedded() {
        site.release_leases().await;
    }
    site.serve()
}

/// What an administrator finds, and does about it.
async fn retry_as_admin(lin: &Person, deadly: &str) {
    let login = json!({ "email": "admin@example.com", "password": crate::person::PASSWORD });
    let admin = Person::of(lin, &lin.post("/auth/login", &login).await.expect(200));
    let dead = admin.get("/admin/jobs?dead=true").await.expect(200);
    let found: Vec<(&Value, &Value, &Value)> = dead["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|job| (&job["id"], &job["user_id"], &job["deaths"]))
        .collect();
    assert_eq!(found, [(&json!(deadly), &json!(lin.id), &json!(3))]);
    let path = format!("/admin/jobs/{deadly}/retry");
    let body = json!({ "reason": "故障已排除" });
    let again = admin.call(Method::POST, &path).header("Idempotency-Key", "again").json(&body);
    let again = id(&again.send().await.expect(202));
    assert_eq!(lin.until_over(&again).await["state"], "succeeded");
    lin.check_charges().await;
    let log = lin.get("/me/audit").await.expect(200);
    let noted = log["items"].as_array().expect("items").iter().find(|entry| entry["act"] == "job_retried");
    assert_eq!(noted.expect("an entry")["reason"], "故障已排除");
}
