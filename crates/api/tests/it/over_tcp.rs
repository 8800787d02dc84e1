//! Files over a real connection, as browsers read them: what the framework writes around our answers counts there.

use crate::{
    assets::wav,
    kit::{PUBLIC_URL, TestApi, api},
};
use actix_web::{App, HttpServer, http::StatusCode, rt, web};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
};
use xinggen_api::configure;

/// Status and headers of an answer, in lower case, and its body unless the request was for the head alone.
struct Heard {
    status: String,
    headers: Vec<String>,
    body: Vec<u8>,
}

/// Sends requests over one connection, one after the other.
fn talk(address: SocketAddr, path: &str, asked: &[(&str, &str)]) -> std::io::Result<Vec<Heard>> {
    let stream = TcpStream::connect(address)?;
    let mut input = BufReader::new(stream.try_clone()?);
    let mut answers = Vec::new();
    for (method, header) in asked {
        write!(&stream, "{method} {path} HTTP/1.1\r\nhost: xinggen.test\r\n{header}\r\n")?;
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            input.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let length =
            lines.iter().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
        let mut body = vec![0; if *method == "HEAD" { 0 } else { length }];
        input.read_exact(&mut body)?;
        answers.push(Heard { status: lines.remove(0), headers: lines, body });
    }
    Ok(answers)
}

#[actix_web::test]
async fn heads_and_ranges_follow_each_other_on_one_connection() {
    let house = TestApi::new().await;
    let who = house.register().await;
    let bytes = wav(200_000);
    let view = house.upload(&who, "", bytes.clone()).await.with_status(StatusCode::CREATED).json();
    let path = view["url"].as_str().and_then(|url| url.strip_prefix(PUBLIC_URL)).expect("a link").to_owned();

    let shared = api(&house.world);
    let app = move || App::new().configure(configure(shared.clone()));
    let server = HttpServer::new(app).workers(1).disable_signals().bind("127.0.0.1:0").expect("a free port");
    let address = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    let running = rt::spawn(server);
    let tag = format!("if-none-match: \"{}\"\r\n", view["sha256"].as_str().expect("a digest"));
    let asked = [
        ("HEAD", String::new()),
        ("GET", "range: bytes=1600000-\r\n".to_owned()),
        ("HEAD", "range: bytes=10-19\r\n".to_owned()),
        ("GET", tag),
        ("GET", "range: bytes=9999999-\r\n".to_owned()),
        ("GET", String::new()),
    ];
    let talked = web::block(move || {
        let asked: Vec<_> = asked.iter().map(|(method, header)| (*method, header.as_str())).collect();
        talk(address, &path, &asked)
    });
    let answers = talked.await.expect("it ends").expect("it talks");
    handle.stop(true).await;
    running.await.expect("it ends").expect("it served");

    let statuses: Vec<_> =
        answers.iter().map(|answer| answer.status.split(' ').nth(1).unwrap_or_default()).collect();
    assert_eq!(statuses, ["200", "206", "206", "304", "416", "200"]);
    let has = |at: usize, header: &str| answers[at].headers.iter().any(|line| line == header);
    let all = bytes.len();
    assert!(
        has(0, &format!("content-length: {all}")) && has(0, "accept-ranges: bytes"),
        "{:?}",
        answers[0].headers
    );
    assert!(answers[1].body == bytes[1_600_000..]);
    assert!(has(2, "content-length: 10") && has(2, &format!("content-range: bytes 10-19/{all}")));
    assert!(has(4, &format!("content-range: bytes */{all}")));
    assert!(answers[5].body == bytes);
}
