//! What old and broken clients send, over a real socket: proxies speak HTTP/1.0 unless told otherwise.

use crate::kit::{Person, TestApi, api};
use actix_web::web;
use serde_json::Value;
use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    time::Duration,
};
use xinggen_api::{Connections, Pace, serve};

/// All that is answered to some bytes before the server hangs up.
pub(crate) async fn sent(address: SocketAddr, bytes: String) -> String {
    let talked = web::block(move || {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        stream.write_all(bytes.as_bytes())?;
        let (mut answer, mut chunk) = (Vec::new(), [0; 4096]);
        loop {
            match stream.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => answer.extend_from_slice(&chunk[..read]),
                // The server hangs up on bytes that it does not read.
                Err(error) if error.kind() == ErrorKind::ConnectionReset && !answer.is_empty() => break,
                Err(error) => return Err(error),
            }
        }
        Ok::<_, std::io::Error>(String::from_utf8_lossy(&answer).into_owned())
    });
    talked.await.expect("it ends").expect("it hangs up")
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

/// Checks that an answer is a problem with an id, and which.
pub(crate) fn check_problem(answer: &str, wanted: &str, code: &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    assert_eq!(status(head), wanted, "{answer}");
    assert!(head.contains("content-type: application/problem+json"), "{answer}");
    let problem: Value = serde_json::from_str(body).unwrap_or_else(|_| panic!("no problem: {answer}"));
    assert_eq!((&problem["code"], problem["status"].to_string().as_str()), (&code.into(), wanted));
    let id = problem["request_id"].as_str().filter(|id| !id.is_empty()).expect("an id");
    assert!(head.contains(&format!("x-request-id: {id}")), "{answer}");
}

fn post(path: &str, version: &str, who: &Person, more: &str) -> String {
    format!(
        "POST /api/v1{path} HTTP/{version}\r\nHost: xinggen.test\r\nAuthorization: Bearer {}\r\n{more}\r\n",
        who.token
    )
}

#[actix_web::test]
async fn requests_of_old_clients_are_served_and_broken_ones_are_answered() {
    let test = TestApi::new().await;
    let (who, other) = (test.register().await, test.register().await);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let connections = Connections {
        keep_alive: Duration::from_secs(5),
        drain: Duration::from_secs(1),
        answers: Pace::ANSWERS,
    };
    let server = serve(listener, api(&test.world), connections).expect("a server");
    let handle = server.handle();
    let running = actix_web::rt::spawn(server);

    // Without a body, as nginx passes on what a client sent without one.
    let answer = sent(address, post("/auth/logout", "1.0", &who, "Connection: close\r\n")).await;
    assert_eq!(status(&answer), "204", "{answer}");
    // Whether or not the client would keep the connection.
    let answer = sent(address, post("/events/tickets", "1.0", &other, "Connection: keep-alive\r\n")).await;
    assert_eq!(status(&answer), "201", "{answer}");
    let answer = sent(address, post("/events/tickets", "1.1", &other, "Connection: close\r\n")).await;
    assert_eq!(status(&answer), "201", "{answer}");
    // With a body of a known length, and in pieces where the version has them.
    let body = r#"{"title":"雪夜归人"}"#;
    let json = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    let answer = sent(address, post("/dramas", "1.0", &other, &json) + body).await;
    assert_eq!(status(&answer), "201", "{answer}");
    let pieces = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n";
    let chunks = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let answer = sent(address, post("/dramas", "1.1", &other, pieces) + &chunks).await;
    assert_eq!(status(&answer), "201", "{answer}");

    // A body of which nobody can know where it ends.
    let answer =
        sent(address, post("/dramas", "1.0", &other, "Content-Type: application/json\r\n") + body).await;
    check_problem(&answer, "400", "malformed_request");
    let answer =
        sent(address, post("/dramas", "1.0", &other, "Transfer-Encoding: chunked\r\n") + &chunks).await;
    check_problem(&answer, "400", "malformed_request");
    check_problem(&sent(address, "GET / HTTP/1.1\r\n\r\n".to_owned()).await, "400", "malformed_request");
    check_problem(&sent(address, "nonsense\r\n\r\n".to_owned()).await, "400", "malformed_request");
    let endless = format!("GET / HTTP/1.1\r\nHost: a\r\nA: {}", "x".repeat(200_000));
    check_problem(&sent(address, endless).await, "431", "head_too_large");
    // Only a part of a head: given up after five seconds.
    let part = sent(address, "POST /api/v1/auth/login HTTP/1.0\r\nHost".to_owned()).await;
    check_problem(&part, "408", "slow_request");

    handle.stop(true).await;
    running.await.expect("it ends").expect("it served");
}
