//! What operators read of each request: one line, and nothing secret in it.

use crate::{
    client::Client,
    person::Person,
    site::{Server, Site},
};
use reqwest::Method;
use serde_json::Value;
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

/// Sends what operators, people and broken clients send; how many requests of theirs are to be told.
async fn visit(server: &Server) -> usize {
    let (lin, nobody) = (Person::register(server, "lin").await, Client::new(server));
    lin.get("/dramas?limit=7").await.expect(200);
    lin.get("/jobs/0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f").await.expect(404);
    nobody.call_bare(Method::GET, "/api/v1/events?ticket=never-to-be-told").send().await.expect(401);
    nobody.call_bare(Method::GET, &format!("/{}", "x".repeat(5000))).send().await.expect(404);
    for probe in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(nobody.call_bare(Method::GET, probe).send().await.status, 200);
    }
    let mut bare = TcpStream::connect(server.base.trim_start_matches("http://")).expect("a server");
    bare.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("sent");
    let mut answer = String::new();
    bare.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    6
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_has_one_line_that_tells_what_and_how_long() {
    let site = Site::embedded(&[("NO_COLOR", "1")]);
    let server = site.serve();
    let requests = visit(&server).await;
    let logged = server.logged();
    let lines: Vec<&str> = logged.lines().filter(|line| line.contains("http.status=")).collect();
    assert_eq!(lines.len(), requests, "{logged}");
    let job = lines.iter().find(|line| line.contains("http.status=404")).expect("a line");
    for part in [
        "request.id=",
        "http.method=GET",
        "http.path=/api/v1/jobs/0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f",
        "http.route=\"/api/v1/jobs/{job_id}\"",
        "elapsed_ms=",
    ] {
        assert!(job.contains(part), "no {part}: {job}");
    }
    assert!(!logged.contains("never-to-be-told") && !logged.contains("limit=7"), "{logged}");
    assert!(lines.iter().all(|line| line.len() < 600), "{logged}");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn for_machines_each_line_is_an_object() {
    let site = Site::embedded(&[("XINGGEN__LOG_FORMAT", "json")]);
    let server = site.serve();
    let requests = visit(&server).await;
    let told: Vec<Value> = server
        .logged()
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .filter(|line: &Value| line["fields"]["http.status"].is_u64())
        .collect();
    assert_eq!(told.len(), requests);
    let job = told.iter().find(|line| line["fields"]["http.status"] == 404).expect("a line");
    assert_eq!(
        (&job["span"]["http.method"], &job["fields"]["http.route"]),
        (&"GET".into(), &"/api/v1/jobs/{job_id}".into())
    );
    assert!(job["span"]["request.id"].is_string() && job["fields"]["elapsed_ms"].is_u64());
    server.stop();
}
