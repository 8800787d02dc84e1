//! Somebody who uses the service.

use crate::{client::Client, site::Server};
use serde_json::{Value, json};
use std::{ops::Deref, time::Duration};
use tokio::time::{Instant, sleep};

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(150);

/// What everybody's password is.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// A signed-in user; calls as a [`Client`] does.
#[derive(Clone)]
pub(crate) struct Person {
    client: Client,
    pub(crate) email: String,
    pub(crate) id: String,
}

/// A drama and its first episode.
pub(crate) struct Work {
    pub(crate) drama: String,
    pub(crate) episode: String,
}

impl Deref for Person {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// The id of a thing.
#[track_caller]
pub(crate) fn id(thing: &Value) -> String {
    thing["id"].as_str().unwrap_or_else(|| panic!("no id in {thing}")).to_owned()
}

/// Whether a job or a production is over.
pub(crate) fn is_over(thing: &Value) -> bool {
    ["succeeded", "failed", "cancelled", "done"].iter().any(|state| thing["state"] == **state)
}

impl Person {
    pub(crate) async fn register(server: &Server, name: &str) -> Self {
        let client = Client::new(server);
        let email = format!("{name}@example.com");
        let body = json!({ "email": email, "password": PASSWORD, "name": name });
        let session = client.post("/auth/register", &body).await.expect(201);
        Self::of(&client, &session)
    }

    /// Whoever a session belongs to.
    pub(crate) fn of(client: &Client, session: &Value) -> Self {
        let client = client.with_token(session["access_token"].as_str().expect("a token"));
        let user = &session["user"];
        Self { client, email: text(&user["email"]), id: id(user) }
    }

    /// A program that calls with a key of this person's, with these scopes.
    pub(crate) async fn with_key(&self, scopes: &[&str]) -> Client {
        let body = json!({ "name": "program", "scopes": scopes });
        let made = self.post("/me/api-keys", &body).await.expect(201);
        self.with_token(made["secret"].as_str().expect("a secret"))
    }

    /// The same person at another server.
    pub(crate) fn at(&self, server: &Server) -> Self {
        Self { client: self.client.at(server), ..self.clone() }
    }

    /// Makes a drama from a story, square because that is drawn fastest.
    pub(crate) async fn write(&self, title: &str, story: &str) -> Work {
        let body = json!({ "title": title, "story": story, "aspect_ratio": "1:1" });
        let drama = id(&self.post("/dramas", &body).await.expect(201));
        let episodes = self.get(&format!("/dramas/{drama}/episodes")).await.expect(200);
        Work { episode: id(&episodes["items"][0]), drama }
    }

    /// Starts a production that needs no approval.
    pub(crate) async fn produce(&self, work: &Work) -> String {
        let path = format!("/episodes/{}/productions", work.episode);
        let key = format!("produce-{}", work.episode);
        id(&self.order(&path, &key, &json!({ "auto_approve": true })).await.expect(202))
    }

    /// Looks at a path until it shows what is waited for.
    pub(crate) async fn until(&self, path: &str, what: impl Fn(&Value) -> bool) -> Value {
        let (started, mut pause) = (Instant::now(), Duration::from_millis(20));
        loop {
            let seen = self.get(path).await.expect(200);
            if what(&seen) {
                return seen;
            }
            assert!(started.elapsed() < PATIENCE, "waited in vain at {path}: {seen}");
            sleep(pause).await;
            // Who looks all the time takes the time of those who work.
            pause = (pause * 3 / 2).min(Duration::from_millis(500));
        }
    }

    /// Waits until a production is over, which it must be well.
    pub(crate) async fn until_done(&self, production: &str) {
        let path = format!("/productions/{production}");
        let over = |seen: &Value| is_over(seen) || seen["state"] == "paused";
        let seen = self.until(&path, over).await;
        assert_eq!(seen["state"], "done", "{seen}");
    }

    /// Waits until a job is over.
    pub(crate) async fn until_over(&self, job: &str) -> Value {
        self.until(&format!("/jobs/{job}"), is_over).await
    }

    /// The statement, oldest entry first, after checking that it adds up to the balance and that nothing is held.
    pub(crate) async fn statement(&self) -> Vec<Value> {
        let mut entries = self.all("/credits/transactions").await;
        entries.reverse();
        let mut balance = 0;
        for (entry, number) in entries.iter().zip(1..) {
            balance += entry["amount"].as_i64().expect("an amount");
            assert_eq!((&entry["number"], &entry["balance_after"]), (&number.into(), &balance.into()));
        }
        let credits = self.get("/credits").await.expect(200);
        assert_eq!((&credits["credits"], &credits["held"]), (&balance.into(), &0.into()), "{credits}");
        assert_eq!(credits["available"], balance);
        entries
    }

    /// Checks that exactly the succeeded jobs were charged, once each, under the name of what they do.
    pub(crate) async fn check_charges(&self) {
        let statement = self.statement().await;
        let mut charged: Vec<(String, String)> = statement
            .iter()
            .filter(|entry| entry["type"].as_str().is_some_and(|kind| kind.starts_with("GENERATE_")))
            .map(|entry| (text(&entry["job_id"]), text(&entry["type"])))
            .collect();
        let jobs = self.all("/jobs").await;
        let mut expected: Vec<(String, String)> = jobs
            .iter()
            .filter(|job| job["state"] == "succeeded")
            .map(|job| (id(job), format!("GENERATE_{}", text(&job["operation"]).to_uppercase())))
            .collect();
        charged.sort();
        expected.sort();
        assert_eq!(charged, expected, "{} was not charged what was made", self.email);
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
