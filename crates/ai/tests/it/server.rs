//! A server that answers just what a test wants, byte by byte.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use xinggen_ai::{AiSettings, HttpVendors};
use xinggen_domain::{
    provenance::ModelRef,
    vendor::{ServiceKind, VendorAccess, VendorKey},
};

pub(crate) const KEY: &str = "sk-test-0123456789abcdef";

/// One answer.
#[derive(Clone)]
pub(crate) enum Play {
    /// These bytes, and the end of the connection.
    Say(Vec<u8>),
    /// The end of the connection as soon as the request is there.
    Cut,
    /// Nothing, for long.
    Wait,
}

/// An answer in JSON.
pub(crate) fn json(status: &str, headers: &str, body: &str) -> Play {
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}");
    Play::Say(format!("{head}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()).into_bytes())
}

pub(crate) fn ok(body: &str) -> Play {
    json("200 OK", "", body)
}

/// A file.
pub(crate) fn file(bytes: &[u8]) -> Play {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", bytes.len());
    Play::Say([head.as_bytes(), bytes].concat())
}

pub(crate) struct Server {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Server {
    /// Gives these answers, in turn.
    pub(crate) async fn playing(plays: Vec<Play>) -> Self {
        Self::playing_at(|_| plays).await
    }

    /// The same, for answers that name the server itself.
    pub(crate) async fn playing_at(plays: impl FnOnce(&str) -> Vec<Play>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://127.0.0.1:{}", listener.local_addr().expect("an address").port());
        let (plays, asked) = (plays(&url), Arc::new(Mutex::new(Vec::new())));
        let seen = Arc::clone(&asked);
        #[expect(clippy::disallowed_methods, reason = "ends with the server")]
        let serving = tokio::spawn(async move {
            for play in plays {
                let (mut stream, _) = listener.accept().await.expect("a client");
                let request = read(&mut stream).await;
                seen.lock().expect("no panic").push(request);
                match play {
                    Play::Say(bytes) => drop(stream.write_all(&bytes).await),
                    Play::Cut => {}
                    Play::Wait => tokio::time::sleep(Duration::from_secs(60)).await,
                }
            }
        });
        Self { url, asked, serving }
    }

    /// The requests so far, heads and bodies.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }

    pub(crate) fn access(&self) -> VendorAccess {
        access(&format!("{}/v1", self.url))
    }
}

pub(crate) fn access(base_url: &str) -> VendorAccess {
    VendorAccess {
        kind: ServiceKind::Image,
        model: ModelRef::new("someone", "pictures-1"),
        base_url: base_url.to_owned(),
        key: VendorKey::new(KEY),
    }
}

/// Vendors on this machine are reached, by tests that do not ask for the guard.
pub(crate) fn vendors() -> HttpVendors {
    let settings = AiSettings { allow_private: true, patience: Duration::from_secs(3) };
    HttpVendors::new(settings).expect("a client")
}

async fn read(stream: &mut TcpStream) -> String {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        asked.push(stream.read_u8().await.expect("a request"));
    }
    let head = String::from_utf8(asked).expect("UTF-8");
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.expect("a body");
    head + &String::from_utf8(body).expect("UTF-8")
}
