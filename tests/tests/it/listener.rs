//! Somebody who listens to events.

use crate::client::Client;
use reqwest::{Method, Response};
use serde_json::Value;

/// An open event stream.
pub(crate) struct Listener {
    response: Response,
    unread: Vec<u8>,
}

/// One event as it came over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) data: Value,
}

impl Listener {
    /// Listens from behind a number on, or from now on.
    pub(crate) async fn open(client: &Client, seen: Option<i64>) -> Self {
        let call = client.call(Method::GET, "/events");
        let call = match seen {
            Some(seen) => call.header("Last-Event-ID", &seen.to_string()),
            None => call,
        };
        let response = call.open().await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self::of(response)
    }

    pub(crate) fn of(response: Response) -> Self {
        Self { response, unread: Vec::new() }
    }

    /// The next event; none when the stream is over.
    pub(crate) async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.unread.drain(..end + 2).collect();
                if let Some(heard) = read(&String::from_utf8(block).expect("UTF-8")) {
                    return Some(heard);
                }
                continue;
            }
            let chunk = self.response.chunk().await.ok().flatten()?;
            self.unread.extend_from_slice(&chunk);
        }
    }
}

/// An event; comments are none.
fn read(block: &str) -> Option<Heard> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let data: Value = serde_json::from_str(field("data:")?).expect("JSON");
    let number: i64 = field("id:").expect("a number").parse().expect("a number");
    let kind = field("event:").expect("a kind").to_owned();
    assert_eq!((&data["number"], &data["kind"]), (&number.into(), &kind.clone().into()), "{block}");
    Some(Heard { number, kind, data })
}
