//! A body that takes its time, over a real connection, and what becomes of its sender meanwhile.

use crate::kit::{Person, TestApi, api};
use actix_web::{App, HttpServer, rt, web};
use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    sync::mpsc,
    time::Duration,
};
use xinggen_api::configure;
use xinggen_domain::{
    ports::UnitOfWork as _,
    user::{User, UserStatus},
};

const BODY: &str = r#"{ "title": "雪夜" }"#;

/// Sends half of a body, waits for a word, and sends the rest; the status of the answer.
fn create_slowly(
    address: SocketAddr,
    token: &str,
    half: &mpsc::Sender<()>,
    go_on: &mpsc::Receiver<()>,
) -> std::io::Result<String> {
    let stream = TcpStream::connect(address)?;
    let (first, rest) = BODY.as_bytes().split_at(4);
    write!(
        &stream,
        "POST /api/v1/dramas HTTP/1.1\r\nhost: xinggen.test\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        BODY.len()
    )?;
    (&stream).write_all(first)?;
    // Longer than whoever was let in is believed.
    std::thread::sleep(Duration::from_millis(1_500));
    half.send(()).ok();
    go_on.recv().ok();
    (&stream).write_all(rest)?;
    let mut status = String::new();
    BufReader::new(&stream).read_line(&mut status)?;
    Ok(status.split(' ').nth(1).unwrap_or_default().to_owned())
}

/// The status that somebody's slow request gets, to whom this happens on the way.
async fn answered(house: &TestApi, who: &Person, meanwhile: impl AsyncFnOnce()) -> String {
    let shared = api(&house.world);
    let app = move || App::new().configure(configure(shared.clone()));
    let server = HttpServer::new(app).workers(1).disable_signals().bind("127.0.0.1:0").expect("a free port");
    let address = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    let running = rt::spawn(server);
    let (half, is_half) = mpsc::channel();
    let (go, go_on) = mpsc::channel();
    let token = who.token.clone();
    let sent = rt::spawn(web::block(move || create_slowly(address, &token, &half, &go_on)));
    web::block(move || is_half.recv()).await.expect("it ends").expect("half of it is sent");
    meanwhile().await;
    go.send(()).expect("it waits");
    let status = sent.await.expect("it ends").expect("it ends").expect("it talks");
    handle.stop(true).await;
    running.await.expect("it ends").expect("it served");
    status
}

#[actix_web::test]
async fn whoever_is_shut_out_while_the_body_is_under_way_is_out() {
    let house = TestApi::new().await;
    let who = house.register().await;
    assert_eq!(answered(&house, &who, async || {}).await, "201", "slowness alone does no harm");
    let shut_out = async || {
        let mut tx = house.world.store.begin(who.id).await.expect("begun");
        let user = tx.profile().get().await.expect("read").expect("there");
        tx.profile().save(User { status: UserStatus::Disabled, ..user }).await.expect("saved");
        tx.commit().await.expect("committed");
        house.world.clock.advance(chrono::Duration::seconds(1));
    };
    assert_eq!(answered(&house, &who, shut_out).await, "401");
}
