//! A storm of stories by one user holds up nobody else.

use crate::{
    client::Client,
    person::{PASSWORD, Person},
    site::Site,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::TcpStream,
    thread::JoinHandle,
    time::Duration,
};

/// How many stories come at once.
const STORIES: usize = 100;

/// One speech of twenty thousand characters.
fn story() -> String {
    format!("“{}”", "好".repeat(19_990))
}

/// Sends a story without reading the answer.
fn send(server: &str, who: &Person) -> TcpStream {
    let authority = server.strip_prefix("http://").expect("a plain address");
    let body = json!({ "title": "雪夜", "story": story() }).to_string();
    let mut stream = TcpStream::connect(authority).expect("connected");
    stream.set_read_timeout(Some(Duration::from_secs(70))).expect("set");
    let head = format!(
        "POST /api/v1/dramas HTTP/1.1\r\nHost: {authority}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        who.token().expect("signed in"),
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(body.as_bytes()).expect("sent");
    stream
}

/// The status of an answer, its code if it is a problem, and after how many seconds to try again.
fn answer(mut stream: TcpStream) -> (u16, String, String) {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let body: Value = serde_json::from_str(body.trim()).unwrap_or_default();
    let header = |name: &str| {
        let mut lines = head.lines();
        lines.find_map(|line| line.to_lowercase().strip_prefix(name).map(|value| value.trim().to_owned()))
    };
    (status, body["code"].as_str().unwrap_or_default().to_owned(), header("retry-after:").unwrap_or_default())
}

async fn everything_answers(someone: &Person, client: &Client) {
    someone.get("/me").await.expect(200);
    someone.get("/dramas").await.expect(200);
    client.post("/auth/login", &json!({ "email": someone.email, "password": PASSWORD })).await.expect(200);
    let upload =
        someone.call(Method::POST, "/assets/uploads?name=a.txt").header("content-type", "text/plain");
    upload.body("hello").send().await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_stories_by_one_user_holds_up_nobody_else() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let (storm, other) = (Person::register(&server, "storm").await, Person::register(&server, "other").await);
    let client = Client::new(&server);
    let sent: Vec<TcpStream> = (0..STORIES).map(|_| send(&server.base, &storm)).collect();
    for _ in 0..3 {
        everything_answers(&other, &client).await;
    }
    let reading: Vec<JoinHandle<_>> =
        sent.into_iter().map(|stream| std::thread::spawn(move || answer(stream))).collect();
    let mut answers = BTreeMap::new();
    for thread in reading {
        let (status, code, retry) = thread.join().expect("no panic");
        assert!(status == 201 || !retry.is_empty(), "{status} {code} without Retry-After");
        *answers.entry((status, code)).or_insert(0) += 1;
    }
    let known: usize =
        [(201, ""), (429, "stories_in_progress"), (429, "too_many_attempts"), (503, "reading_busy")]
            .iter()
            .filter_map(|(status, code)| answers.get(&(*status, (*code).to_owned())))
            .sum();
    assert_eq!(known, STORIES, "{answers:?}");
    let refused = answers.get(&(429, "stories_in_progress".to_owned())).copied().unwrap_or_default();
    assert!(refused > 0, "one user had everything read at once: {answers:?}");
    everything_answers(&other, &client).await;
    server.stop();
}
