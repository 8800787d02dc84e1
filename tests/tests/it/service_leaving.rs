//! Whoever leaves takes everything along, and is gone: the archive of all that somebody has, and the erased account.

use crate::{
    client::Client,
    person::{PASSWORD, Person},
    site::{Server, Site},
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// What is in an archive, by name.
fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut entries = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("whole, with the right checksum");
        entries.insert(entry.name().expect("a name").into_owned(), bytes);
    }
    entries
}

fn value(entries: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    let bytes = entries.get(name).unwrap_or_else(|| panic!("no {name} among {:?}", entries.keys()));
    serde_json::from_slice(bytes).expect("JSON")
}

fn lines(entries: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<Value> {
    let text = std::str::from_utf8(&entries[name]).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_has_everything_of_one_user_and_nothing_of_others() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    chen.write("别人的戏", ENCOUNTER).await;
    let work = lin.write("雪夜", ENCOUNTER).await;
    let production = lin.produce(&work).await;
    lin.until_done(&production).await;
    let key = json!({ "name": "player", "scopes": ["read"] });
    let secret = lin.post("/me/api-keys", &key).await.expect(201)["secret"].clone();
    let answer = lin.get("/me/export").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"xinggen-"));
    let entries = unpacked(answer.bytes);

    assert_eq!(value(&entries, "account.json")["account"]["email"], "lin@example.com");
    let folder = format!("dramas/{}/episodes/1", work.drama);
    let shots = lin.all(&format!("/episodes/{}/shots", work.episode)).await;
    assert_eq!(value(&entries, &format!("{folder}/shots.json")), Value::Array(shots.clone()));
    assert_eq!(value(&entries, &format!("{folder}/episode.json"))["id"], work.episode.as_str());
    assert!(value(&entries, &format!("{folder}/script.json"))["beats"].is_array());
    let takes = value(&entries, &format!("{folder}/takes.json"));
    assert!(takes.as_array().expect("takes").len() > shots.len(), "pictures and clips");
    assert_eq!(value(&entries, &format!("{folder}/cuts.json")).as_array().map(Vec::len), Some(1));
    let statement = lin.all("/credits/transactions").await;
    assert_eq!(lines(&entries, "transactions.jsonl"), statement);
    assert_eq!(lines(&entries, "jobs.jsonl").len(), lin.all("/jobs").await.len());
    assert!(lines(&entries, "audit.jsonl").iter().any(|entry| entry["act"] == "data_exported"));
    let assets = lines(&entries, "assets.jsonl");
    assert!(assets.len() > 10, "{} files", assets.len());
    for asset in &assets {
        let bytes = &entries[asset["file"].as_str().expect("a place")];
        let digest = xinggen_domain::provenance::Digest::of(bytes).to_string();
        assert_eq!(
            (asset["sha256"].as_str(), asset["bytes"].as_u64()),
            (Some(&*digest), Some(bytes.len() as u64))
        );
    }
    for bytes in entries.iter().filter(|(name, _)| !name.starts_with("files/")).map(|(_, bytes)| bytes) {
        let text = String::from_utf8_lossy(bytes);
        for private in ["别人的戏", secret.as_str().expect("a secret"), &chen.id, "argon2"] {
            assert!(!text.contains(private), "{private} is not hers");
        }
    }
    lin.get("/me/export").await;
    let third = lin.get("/me/export").await;
    third.problem(429, "too_many_attempts");
    assert!(!third.header("retry-after").is_empty());
    server.stop();
    site.check_ledger();
}

async fn erase(who: &Client, password: &str) -> crate::client::Answer {
    who.post("/me/erase", &json!({ "current_password": password })).await
}

/// Restarts a server, whose first sweep comes at once, and waits for what it does.
async fn swept(site: &Site, server: Server) -> Server {
    server.stop();
    let server = site.serve();
    let until = Instant::now() + Duration::from_secs(60);
    while site.number("SELECT count(*) FROM users WHERE clear_at IS NOT NULL").await > 0 {
        assert!(Instant::now() < until, "the account is not cleared");
        sleep(Duration::from_millis(200)).await;
    }
    server
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_account_lets_nobody_in_and_leaves_nothing_but_the_books() {
    let site = Site::on_postgres(&[]).await;
    let (one, other) = (site.serve(), site.serve());
    let (lin, chen) = (Person::register(&one, "lin").await, Person::register(&one, "chen").await);
    let work = lin.write("雪夜", ENCOUNTER).await;
    let production = lin.produce(&work).await;
    lin.until_done(&production).await;
    let key = lin.post("/me/api-keys", &json!({ "name": "player", "scopes": ["read"] })).await.expect(201);
    let program = lin.with_token(key["secret"].as_str().expect("a secret"));
    let statement = site.number("SELECT count(*) FROM credit_transactions").await;
    chen.write("还在", ENCOUNTER).await;

    erase(&lin, "some other password").await.problem(422, "wrong_password");
    lin.get("/me").await.expect(200);
    assert_eq!(erase(&lin, PASSWORD).await.status, 204);
    sleep(Duration::from_secs(1)).await;
    for server in [&one, &other] {
        lin.at(server).get("/me").await.problem(401, "unauthenticated");
        program.at(server).get("/me").await.problem(401, "unauthenticated");
        let body = json!({ "email": lin.email, "password": PASSWORD });
        Client::new(server).post("/auth/login", &body).await.problem(401, "wrong_credentials");
    }
    site.change("UPDATE users SET clear_at = clear_at - interval '1 hour'").await;
    other.stop();
    let one = swept(&site, one).await;
    let id = &lin.id;
    for table in [
        "episodes",
        "characters",
        "scenes",
        "props",
        "scripts",
        "storyboards",
        "shots",
        "shot_lines",
        "takes",
        "cuts",
        "productions",
        "assets",
        "events",
        "sessions",
        "api_keys",
        "quotes",
        "done_requests",
    ] {
        let left = site.number(&format!("SELECT count(*) FROM {table} WHERE user_id = '{id}'")).await;
        assert_eq!(left, 0, "{table}");
    }
    let words = format!("SELECT count(*) FROM dramas WHERE user_id = '{id}' AND title <> ''");
    assert_eq!(site.number(&words).await, 0);
    assert_eq!(
        site.number("SELECT count(*) FROM credit_transactions").await,
        statement,
        "the statement stays"
    );
    assert_eq!(chen.at(&one).all("/dramas").await[0]["title"], "还在", "others keep theirs");
    site.check_ledger();
    let anew = Person::register(&one, "lin").await;
    assert_ne!(anew.id, lin.id);
    assert_eq!(anew.all("/dramas").await, Vec::<Value>::new());
    let objects = Instant::now() + Duration::from_secs(60);
    while site.number("SELECT count(*) FROM orphan_objects").await > 0 {
        assert!(Instant::now() < objects, "the files are not deleted");
        sleep(Duration::from_millis(200)).await;
    }
    let folder = site.desk.path("data/objects/u").join(&lin.id);
    assert!(
        !folder.exists() || std::fs::read_dir(&folder).expect("a folder").next().is_none(),
        "nothing is left"
    );
    anew.call(Method::POST, "/me/erase").json(&json!({})).send().await.problem(422, "invalid_request");
    one.stop();
    site.remove().await;
}
