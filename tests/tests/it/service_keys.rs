//! Keys of two servers on one database: access keys are rotated and retired, API keys are made and revoked.

use crate::{
    client::Client,
    person::{Person, id},
    site::Site,
};
use reqwest::Method;
use std::time::Duration;

/// Runs `xinggen keys …`; what it says.
fn keys(site: &Site, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["keys"].iter().chain(arguments).copied().collect();
    let output = site.command(&all).output().expect("the binary starts");
    assert!(output.status.success(), "{all:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn ids(site: &Site) -> Vec<String> {
    let listed = keys(site, &["list"]);
    listed.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

async fn published(client: &Client) -> Vec<String> {
    let set = client.call_bare(Method::GET, "/.well-known/jwks.json").send().await.expect(200);
    let keys = set["keys"].as_array().expect("keys").iter();
    keys.map(|key| key["kid"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_is_noticed_by_all_servers_and_a_retired_key_lets_nobody_in() {
    let site = Site::on_postgres(&[]).await;
    let (one, other) = (site.serve(), site.serve());
    let lin = Person::register(&one, "lin").await;
    let first = ids(&site);
    assert_eq!(first.len(), 1);
    assert!(keys(&site, &["rotate"]).contains("signs access tokens now"));
    let both = ids(&site);
    assert_eq!(both[1], first[0]);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let chen = Person::register(&one, "chen").await;
    for server in [&one, &other] {
        assert_eq!(published(&Client::new(server)).await, both);
        lin.at(server).get("/me").await.expect(200);
        chen.at(server).get("/me").await.expect(200);
    }
    keys(&site, &["retire", &first[0]]);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    for server in [&one, &other] {
        lin.at(server).get("/me").await.problem(401, "unauthenticated");
        chen.at(server).get("/me").await.expect(200);
        assert_eq!(published(&Client::new(server)).await, both[..1]);
    }
    let refused = site.command(&["keys", "retire", &both[0]]).output().expect("the binary starts");
    assert!(!refused.status.success(), "the last key stays");
    one.stop();
    other.stop();
    site.remove().await;
}

/// A key of somebody's that reads: its id, and a program that calls with it.
async fn program(lin: &Person, name: &str) -> (String, Client) {
    let body = serde_json::json!({ "name": name, "scopes": ["read"] });
    let made = lin.post("/me/api-keys", &body).await.expect(201);
    (id(&made["key"]), lin.with_token(made["secret"].as_str().expect("a secret")))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_key_works_at_all_servers_and_stops_at_all_within_a_second() {
    let site = Site::on_postgres(&[]).await;
    let (one, other) = (site.serve(), site.serve());
    let lin = Person::register(&one, "lin").await;
    let (revoked, first) = program(&lin, "first").await;
    let (_, second) = program(&lin, "second").await;
    for server in [&one, &other] {
        first.at(server).get("/me").await.expect(200);
        second.at(server).get("/me").await.expect(200);
        let bodyless = second.at(server).call(Method::POST, "/dramas").send().await;
        assert_eq!(bodyless.problem(403, "scope_missing")["scope"], "write");
    }
    lin.call(Method::DELETE, &format!("/me/api-keys/{revoked}")).send().await.expect(204);
    tokio::time::sleep(Duration::from_secs(1)).await;
    for server in [&one, &other] {
        first.at(server).get("/me").await.problem(401, "unauthenticated");
        second.at(server).get("/me").await.expect(200);
    }
    site.change("UPDATE users SET status = 'disabled'").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    for server in [&one, &other] {
        second.at(server).get("/me").await.problem(401, "unauthenticated");
    }
    one.stop();
    other.stop();
    site.remove().await;
}

/// The key of a vendor is sealed anew beside the running server, which goes on opening it when the key before is gone.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_master_key_seals_the_keys_of_vendors_beside_a_running_server() {
    let site = Site::on_postgres(&[("XINGGEN__VENDORS__ALLOW_PRIVATE_ADDRESSES", "true")]).await;
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let config = serde_json::json!({
        "kind": "image", "vendor": "someone", "model": "pictures-1", "name": "mine",
        "base_url": "http://127.0.0.1:1/v1", "key": "sk-0123456789abcdef",
    });
    let made = lin.post("/ai-configs", &config).await.expect(201);
    let path = format!("/ai-configs/{}/test", id(&made));
    let nothing = serde_json::json!({});
    assert_eq!(lin.post(&path, &nothing).await.expect(200)["fault"], "unreachable");
    let first = keys(&site, &["list", "--secrets"]);
    let first = first.split_whitespace().next().expect("a key").to_owned();
    let rotated = keys(&site, &["rotate", "--secrets"]);
    assert!(rotated.contains("1 secrets are sealed anew"), "{rotated}");
    keys(&site, &["retire", &first, "--secrets"]);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(lin.post(&path, &nothing).await.expect(200)["fault"], "unreachable", "the key was opened");
    server.stop();
    site.remove().await;
}
