use super::rounds::{Half, Turns};
use crate::Failure;
use std::{net::SocketAddr, sync::Arc};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A client with as little to do as can be: it sends bytes that are ready, over a connection that stays open, and
/// reads of the answer its status and its length.
#[derive(Clone)]
pub(super) struct Client {
    address: SocketAddr,
    request: Arc<dyn Fn(usize) -> String + Send + Sync>,
}

impl Client {
    /// Sends the request of each turn to this address.
    pub(super) fn new(
        address: SocketAddr,
        request: impl Fn(usize) -> String + Send + Sync + 'static,
    ) -> Self {
        Self { address, request: Arc::new(request) }
    }

    /// The body of the answer to the first request.
    pub(super) async fn once(&self) -> Result<String, Failure> {
        let mut lane = self.connect().await?;
        lane.ask(0).await?;
        let text = String::from_utf8(lane.answer)?;
        let (_, body) = text.split_once("\r\n\r\n").ok_or("an answer without a head")?;
        Ok(body.to_owned())
    }

    pub(super) async fn connect(&self) -> Result<Lane, Failure> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        Ok(Lane { stream, answer: Vec::with_capacity(16 << 10), request: self.request.clone() })
    }
}

/// A connection of a client.
pub(crate) struct Lane {
    stream: TcpStream,
    answer: Vec<u8>,
    request: Arc<dyn Fn(usize) -> String + Send + Sync>,
}

impl Lane {
    /// Sends the request of a turn and reads its answer, which must be good.
    pub(crate) async fn ask(&mut self, turn: usize) -> Result<(), Failure> {
        self.stream.write_all((self.request)(turn).as_bytes()).await?;
        self.answer.clear();
        read(&mut self.stream, &mut self.answer).await?;
        if self.answer.starts_with(b"HTTP/1.1 20") {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&self.answer).into())
        }
    }
}

impl Half for Client {
    async fn work(self, turns: Turns) -> Result<(), Failure> {
        let mut lane = self.connect().await?;
        while let Some(turn) = turns.take() {
            lane.ask(turn).await?;
        }
        Ok(())
    }
}

/// Reads one whole answer.
async fn read(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<(), Failure> {
    let mut wanted = None;
    while wanted.is_none_or(|wanted| answer.len() < wanted) {
        if stream.read_buf(answer).await? == 0 {
            return Err("the server hung up".into());
        }
        if wanted.is_none() {
            wanted = length(answer)?;
        }
    }
    Ok(())
}

/// How long the answer is with its head, once the head is there.
fn length(answer: &[u8]) -> Result<Option<usize>, Failure> {
    let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&answer[..head])?;
    let lengths = text.lines().filter_map(|line| line.split_once(": "));
    let mut lengths = lengths.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let (_, body) = lengths.next().ok_or("an answer without its length")?;
    Ok(Some(head + 4 + body.parse::<usize>()?))
}
