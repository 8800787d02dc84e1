//! How much many requests at once may take: memory for bodies, files on their way, exports.

use crate::{
    assets::wav,
    kit::{Answer, PUBLIC_URL, Person, TestApi, UPLOAD_LIMIT, api, request},
};
use actix_web::{
    App, HttpServer,
    http::{Method, StatusCode},
    rt,
    test::TestRequest,
    web,
};
use serde_json::json;
use std::{
    io::{BufRead, BufReader, ErrorKind, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};
use xinggen_api::configure;

/// How many files of one user may be on their way at once, and how many exports in all.
const DOWNLOADS: usize = 64;
const EXPORTS: usize = 16;

/// Path and media type.
const UPLOAD: (&str, &str) = ("/assets/uploads", "audio/wav");

fn head((path, mime): (&str, &str), token: &str, length: usize) -> String {
    format!(
        "POST /api/v1{path} HTTP/1.1\r\nhost: xinggen.test\r\nauthorization: Bearer {token}\r\n\
         content-type: {mime}\r\ncontent-length: {length}\r\n\r\n"
    )
}

/// Begins an upload of the largest size and stops one byte before its end.
pub(crate) fn begin_upload(address: SocketAddr, token: &str) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(head(UPLOAD, token, UPLOAD_LIMIT).as_bytes())?;
    stream.write_all(&vec![0; UPLOAD_LIMIT - 1])?;
    Ok(stream)
}

/// The status of an upload.
fn upload(address: SocketAddr, token: &str, bytes: &[u8]) -> std::io::Result<String> {
    post(address, UPLOAD, token, bytes)
}

/// The status of a request with this body.
fn post(address: SocketAddr, operation: (&str, &str), token: &str, bytes: &[u8]) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(head(operation, token, bytes.len()).as_bytes())?;
    // Refused before the end, it may break off.
    let _ = stream.write_all(bytes);
    status(&stream)
}

/// The status of what is answered.
pub(crate) fn status(stream: &TcpStream) -> std::io::Result<String> {
    let mut status = String::new();
    BufReader::new(stream).read_line(&mut status)?;
    Ok(status.split(' ').nth(1).unwrap_or_default().to_owned())
}

/// Uploads until the answer has this status.
pub(crate) fn until(address: SocketAddr, token: &str, bytes: &[u8], status: &str) -> bool {
    (0..200).any(|_| {
        let is = upload(address, token, bytes).is_ok_and(|answered| answered == status);
        if !is {
            std::thread::sleep(Duration::from_millis(20));
        }
        is
    })
}

/// Uploads that wait for their last byte, one for each token, when they take so much of the room that an upload of
/// `bytes` finds none.
///
/// That upload takes room itself: before the others have grown it can have one of them refused, which is begun again.
fn fill_room(address: SocketAddr, tokens: &[&str], (prober, bytes): (&str, &[u8])) -> Vec<TcpStream> {
    let mut held: Vec<_> = tokens.iter().map(|token| begin_upload(address, token)).collect();
    for _ in 0..200 {
        let refused = upload(address, prober, bytes).is_ok_and(|answered| answered == "503");
        let mut all_wait = true;
        for (stream, token) in held.iter_mut().zip(tokens) {
            if !stream.as_ref().is_ok_and(waits) {
                *stream = begin_upload(address, token);
                all_wait = false;
            }
        }
        if refused && all_wait {
            return held.into_iter().flatten().collect();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the room does not fill");
}

/// Whether nothing has been answered.
fn waits(stream: &TcpStream) -> bool {
    let peek = || {
        stream.set_nonblocking(true)?;
        let peeked = stream.peek(&mut [0]);
        stream.set_nonblocking(false)?;
        peeked
    };
    peek().is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

#[actix_web::test]
async fn uploads_that_do_not_end_leave_room_for_other_users() {
    let server = TestApi::new().await;
    let (greedy, other) = (server.register().await, server.register().await);
    let shared = api(&server.world);
    let app = move || App::new().configure(configure(shared.clone()));
    let http = HttpServer::new(app).workers(1).disable_signals().bind("127.0.0.1:0").expect("a free port");
    let address = http.addrs()[0];
    let running = http.run();
    let handle = running.handle();
    let running = rt::spawn(running);
    let (greedy, other) = (greedy.token, other.token);
    web::block(move || {
        let large = wav(20_000);
        let held = fill_room(address, &[&greedy, &greedy], (&greedy, &large));
        assert_eq!(
            upload(address, &greedy, &wav(1_000)).expect("answered"),
            "201",
            "a small file finds room"
        );
        assert_eq!(
            upload(address, &other, &large).expect("answered"),
            "201",
            "others have a part of their own"
        );
        drop(held);
        assert!(until(address, &greedy, &large, "201"), "what broke off has given its room back");
    })
    .await
    .expect("it ends");
    handle.stop(false).await;
    running.await.expect("it ends").expect("it served");
}

#[actix_web::test]
async fn uploads_that_fill_their_room_leave_room_for_json() {
    let server = TestApi::new().await;
    let users = [server.register().await.token, server.register().await.token];
    let other = server.register().await.token;
    let shared = api(&server.world);
    let app = move || App::new().configure(configure(shared.clone()));
    let http = HttpServer::new(app).workers(1).disable_signals().bind("127.0.0.1:0").expect("a free port");
    let address = http.addrs()[0];
    let running = http.run();
    let handle = running.handle();
    let running = rt::spawn(running);
    // More than four times what the room does not count of a body, which the uploads leave of it.
    let body = json!({ "title": "雪".repeat(40 << 10) }).to_string();
    let answered = web::block(move || {
        let [one, two] = &users;
        let _held = fill_room(address, &[one, two, one, two], (&other, &wav(20_000)));
        post(address, ("/dramas", "application/json"), &other, body.as_bytes())
    });
    let answered = answered.await.expect("it ends").expect("answered");
    assert_eq!(answered, "422", "the title is read and is too long");
    handle.stop(false).await;
    running.await.expect("it ends").expect("it served");
}

#[actix_web::test]
async fn callers_who_are_not_signed_in_send_little() {
    let server = TestApi::new().await;
    let who = server.register().await;
    let sign_in = |bytes: usize| json!({ "email": "a@example.com", "password": "x".repeat(bytes) });
    let send = async |bytes: usize| {
        server.send(request(Method::POST, "/auth/login", None).set_json(sign_in(bytes))).await
    };
    send(17 << 10).await.check_problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    send(15 << 10).await.check_problem(StatusCode::UNAUTHORIZED, "wrong_credentials");
    let known = server.post(&who, "/dramas", json!({ "title": "雪".repeat(17 << 10) })).await;
    known.check_invalid("title", "length");
}

#[actix_web::test]
async fn one_user_has_so_many_files_on_their_way() {
    let server = TestApi::new().await;
    let who = server.register().await;
    let view = server.upload(&who, "", wav(20_000)).await.with_status(StatusCode::CREATED).json();
    let link = view["url"].as_str().and_then(|url| url.strip_prefix(PUBLIC_URL)).expect("a link").to_owned();
    let get = || TestRequest::get().uri(&link);
    let mut unread = Vec::new();
    for _ in 0..DOWNLOADS {
        unread.push(server.unread(get()).await);
    }
    let refused = server.send(get()).await;
    refused.check_problem(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    assert_eq!(refused.header("retry-after"), "1");
    unread.pop();
    server.send(get()).await.with_status(StatusCode::OK);
}

#[actix_web::test]
async fn so_many_exports_are_written_at_once() {
    let server = TestApi::new().await;
    let export = |who: &Person| request(Method::GET, "/me/export", Some(who));
    let mut unread = Vec::new();
    for _ in 0..EXPORTS / 2 {
        let who = server.register().await;
        // Longer than what waits for a client that does not read.
        server.upload(&who, "", wav(400_000)).await.with_status(StatusCode::CREATED);
        unread.push(server.unread(export(&who)).await);
        unread.push(server.unread(export(&who)).await);
    }
    let last = server.register().await;
    let refused: Answer = server.send(export(&last)).await;
    refused.check_problem(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    assert_eq!(refused.header("retry-after"), "60");
    unread.clear();
    for _ in 0..500 {
        if server.send(export(&last)).await.status == StatusCode::OK {
            return;
        }
        rt::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("what broke off keeps its place");
}
