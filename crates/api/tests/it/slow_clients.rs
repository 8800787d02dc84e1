//! Clients that send or read too slowly, over real sockets: what they keep is taken from them.

use crate::{
    assets::wav,
    crowded::{begin_upload, status, until},
    http_1_0::{check_problem, sent},
    kit::{PUBLIC_URL, TestApi, api_of_pace},
};
use actix_web::{dev::ServerHandle, http::StatusCode, rt, web};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    time::Duration,
};
use xinggen_api::{Connections, Pace, serve};

/// No peer keeps this pace for long, unless it sends or reads without a pause.
const STRICT: Pace = Pace { patience: Duration::from_millis(500), bytes_per_second: 1 << 20 };

/// Serves with these paces of bodies and of answers.
fn served(test: &TestApi, bodies: Pace, answers: Pace) -> (SocketAddr, ServerHandle) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (keep_alive, drain) = (Duration::from_secs(5), Duration::from_secs(1));
    let connections = Connections { keep_alive, drain, answers };
    let server = serve(listener, api_of_pace(&test.world, bodies), connections).expect("a server");
    let handle = server.handle();
    rt::spawn(server);
    (address, handle)
}

fn head(path: &str, token: &str, mime: &str) -> String {
    format!(
        "POST /api/v1{path} HTTP/1.1\r\nhost: xinggen.test\r\nauthorization: Bearer {token}\r\n\
         content-type: {mime}\r\ncontent-length: 100000\r\n\r\n"
    )
}

/// The beginnings of a JSON body, a file and a form.
fn begun(token: &str) -> [String; 3] {
    let form = head("/assets/uploads", token, "multipart/form-data; boundary=b");
    [
        head("/dramas", token, "application/json") + "{ \"title\": \"",
        head("/assets/uploads?name=a.txt", token, "text/plain") + "Once upon a time",
        form + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nOnce",
    ]
}

#[actix_web::test]
async fn bodies_that_stand_still_are_ended() {
    let test = TestApi::new().await;
    let who = test.register().await;
    let (address, handle) = served(&test, STRICT, Pace::ANSWERS);
    for request in begun(&who.token) {
        check_problem(&sent(address, request).await, "408", "slow_request");
    }
    handle.stop(false).await;
}

#[actix_web::test]
async fn a_byte_now_and_then_does_not_hold_a_body_open() {
    let test = TestApi::new().await;
    let who = test.register().await;
    let (address, handle) = served(&test, STRICT, Pace::ANSWERS);
    for request in begun(&who.token) {
        let answered = web::block(move || {
            let stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(Duration::from_secs(20)))?;
            (&stream).write_all(request.as_bytes())?;
            let mut trickling = stream.try_clone()?;
            let trickle = std::thread::spawn(move || {
                // Long enough for the server to answer, and too little to be the whole body.
                for _ in 0..400 {
                    std::thread::sleep(Duration::from_millis(50));
                    if trickling.write_all(b"x").is_err() {
                        return;
                    }
                }
            });
            let answered = status(&stream);
            stream.shutdown(std::net::Shutdown::Both).ok();
            trickle.join().ok();
            answered
        });
        assert_eq!(answered.await.expect("it ends").expect("it talks"), "408");
    }
    handle.stop(false).await;
}

#[actix_web::test]
async fn bodies_that_are_ended_give_their_room_back() {
    let test = TestApi::new().await;
    let token = test.register().await.token;
    let (address, handle) = served(&test, STRICT, Pace::ANSWERS);
    let talked = web::block(move || {
        let held = [begin_upload(address, &token)?, begin_upload(address, &token)?];
        for stream in &held {
            assert_eq!(status(stream)?, "408");
        }
        assert!(until(address, &token, &wav(20_000), "201"), "their room is free while they are connected");
        Ok::<_, std::io::Error>(())
    });
    talked.await.expect("it ends").expect("it talks");
    handle.stop(false).await;
}

/// Asks for a file so often that the answers do not fit into the buffers of the kernel, and begins to read after a while;
/// how many bytes come.
fn read_late(address: SocketAddr, path: &str, after: Duration) -> std::io::Result<usize> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    for number in 1..=TIMES {
        let last = if number == TIMES { "connection: close\r\n" } else { "" };
        write!(stream, "GET {path} HTTP/1.1\r\nhost: xinggen.test\r\n{last}\r\n")?;
    }
    std::thread::sleep(after);
    let (mut bytes, mut chunk) = (0, vec![0; 1 << 16]);
    loop {
        match stream.read(&mut chunk)? {
            0 => return Ok(bytes),
            read => bytes += read,
        }
    }
}

/// How often a file of 4 MB is asked for at once.
const TIMES: usize = 8;

#[actix_web::test]
async fn an_answer_that_is_not_read_breaks_off() {
    let test = TestApi::new().await;
    let who = test.register().await;
    let file = wav(500_000);
    let all = TIMES * file.len();
    let view = test.upload(&who, "", file).await.with_status(StatusCode::CREATED).json();
    let path = view["url"].as_str().and_then(|url| url.strip_prefix(PUBLIC_URL)).expect("a link").to_owned();
    let read = async |answers: Pace, after: u64| {
        let (address, handle) = served(&test, Pace::BODIES, answers);
        let path = path.clone();
        let read = web::block(move || read_late(address, &path, Duration::from_millis(after)));
        let read = read.await.expect("it ends").expect("it talks");
        handle.stop(false).await;
        read
    };
    assert!(read(Pace::ANSWERS, 1_000).await > all, "a pause alone does no harm");
    for after in [1_000, 2_000, 4_000, 8_000] {
        if read(STRICT, after).await < all {
            return;
        }
    }
    panic!("a reader that stands still keeps its connection");
}
